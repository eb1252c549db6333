import { WebContentsView } from 'electron';
import type { PrinterFacts } from './choose-printer.ts';

/** The system's printers as they are now; none where it has no print system. */
export const listPrinters = async (): Promise<readonly PrinterFacts[]> => {
  const { webContents } = new WebContentsView();
  try {
    const printers = await webContents.getPrintersAsync();
    return printers.map((printer) => ({
      name: printer.name,
      description: printer.displayName || printer.description || printer.name,
      // Newer runtimes leave this out.
      isDefault: 'isDefault' in printer && typeof printer.isDefault === 'boolean' ? printer.isDefault : null,
    }));
  } finally {
    webContents.close();
  }
};
