import { act } from '@testing-library/react';
import type { ProgramPage } from './program-page.tsx';

/** Scans a code with a scanner at a serial line: nothing of it falls into the page. Real keys are for the end-to-end tests. */
export const scan = ({ emit }: ProgramPage, code: string): void =>
  act(() => emit('scan', { code, raw: code, symbology: null, source: 'line', partial: false }));
