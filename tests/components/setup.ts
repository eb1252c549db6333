import { configure } from '@testing-library/react';

// A page of a busy machine takes longer than the second that is usual: what never comes is waited for as long as anywhere else.
configure({ asyncUtilTimeout: 20_000 });
