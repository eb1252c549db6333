import type { AppState } from '../../../../shared/ipc/views.ts';
import type { SlipPrinter } from './slip-printer.ts';
import { t } from '../../../../shared/words/words.ts';

/** Where slips go, as the page shows it. */
export type KnownPrinters = {
  /** What is known now, at once: asking the system for its printers may take seconds. News comes later. */
  readonly describe: () => AppState['printing'];
};

/**
 * Keeps what staff read about where slips go. Each look asks the system again in the background.
 * @param changed called when the answer is another than the last one.
 * @param firstLook before it settles the system is not asked: that takes a page of its own, and the start has its own to load.
 */
export const watchPrinters = (
  slipPrinter: Pick<SlipPrinter, 'target'>,
  changed: () => void,
  firstLook: Promise<void> = Promise.resolve(),
): KnownPrinters => {
  let known: AppState['printing'] = { target: 'printer', description: t('printing.lookingForPrinters') };
  let looking = false;
  // Told only when it is news: a page that is told reads it again, which is the next look.
  const learn = (next: AppState['printing']): void => {
    if (next.target === known.target && next.description === known.description) return;
    known = next;
    changed();
  };
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      await firstLook;
      const { kind, description } = await slipPrinter.target();
      learn({ target: kind === 'pdf' ? 'pdf' : 'printer', description });
    } catch {
      learn({ target: 'printer', description: t('printing.theComputersPrintSystemDoesNot') });
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
