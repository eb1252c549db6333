import type { SlipPrinter } from '../../electron/main/devices/printing/slip-printer.ts';

/** For what queues slips and prints none. */
export const noPrinter: Pick<SlipPrinter, 'printers' | 'preview'> = {
  printers: () => Promise.resolve([]),
  preview: () => Promise.resolve({ html: '', widthMm: 80, heightMm: null }),
};
