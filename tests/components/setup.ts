import { configure } from '@testing-library/react';

// A page of a busy machine takes longer than the second that is usual: what never comes is waited for as long as anywhere else.
configure({ asyncUtilTimeout: 20_000 });

// Fields that grow with their text ask whether fonts have come; here are none.
Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true });
