import { configure } from '@testing-library/react';

// On a busy machine a page needs longer than the default of one second: use the timeout of the other tests.
configure({ asyncUtilTimeout: 20_000 });

// Auto-growing fields wait for fonts, which this document does not have.
Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true });
