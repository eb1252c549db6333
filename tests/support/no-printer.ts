import type { SlipPrinter } from '../../electron/main/devices/printing/slip-printer.ts';

/** For tests that queue slips but do not print. */
export const noPrinter: Pick<SlipPrinter, 'printers' | 'preview'> = {
  printers: () => Promise.resolve([]),
  preview: () => Promise.resolve({ html: '', widthMm: 80, heightMm: null }),
};
