import type { AppState } from '../../../../shared/ipc/views.ts';
import type { SlipPrinter } from './slip-printer.ts';

/** Where slips go, as the page shows it. */
export type KnownPrinters = {
  /** What is known now, at once: asking the system for its printers may take seconds. News comes later. */
  readonly describe: () => AppState['printing'];
};

/**
 * Keeps what staff read about where slips go. Each look asks the system again in the background.
 * @param changed called when the answer is another than the last one.
 */
export const watchPrinters = (slipPrinter: SlipPrinter, changed: () => void): KnownPrinters => {
  let known: AppState['printing'] = { target: 'printer', description: 'Looking for printers …' };
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      const { kind, description } = await slipPrinter.target();
      const target = kind === 'pdf' ? 'pdf' : 'printer';
      if (target === known.target && description === known.description) return;
      known = { target, description };
      changed();
    } finally {
      looking = false;
    }
  };
  return {
    describe: () => {
      void look();
      return known;
    },
  };
};
