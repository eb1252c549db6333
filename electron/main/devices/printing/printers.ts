import { withTimeout } from '../../with-timeout.ts';
import { printerFacts, type PrinterFacts } from './choose-printer.ts';
import { openHiddenPage } from './hidden-page.ts';

const limitMs = 10_000;

/**
 * Returns the system's current printers; none if it has no print system.
 * @throws TimeLimitError if the print system does not answer within 10 s.
 */
export const listPrinters = async (): Promise<readonly PrinterFacts[]> => {
  const page = openHiddenPage();
  try {
    const printers = await withTimeout(
      limitMs,
      'Asking for the printers',
      page.webContents.getPrintersAsync(),
    );
    return printers.map((printer) => printerFacts(printer));
  } finally {
    page.close();
  }
};
