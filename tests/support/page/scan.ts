import { act } from '@testing-library/react';
import type { ProgramPage } from './program-page.tsx';

/** Scans a code with a serial scanner, so that no key reaches the page. Real keys are tested end-to-end. */
export const scan = ({ emit }: ProgramPage, code: string): void =>
  act(() => emit('scan', { code, raw: code, symbology: null, source: 'line', partial: false }));
