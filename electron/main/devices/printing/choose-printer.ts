import type { Settings } from '../../../../shared/domain/settings.ts';
import { t } from '../../../../shared/words/words.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import type { SlipPrinter } from './slip-printer.ts';

/** Where slips are printed, with the sentence that staff see about it. */
export type PrintTarget =
  | { readonly kind: 'pdf'; readonly description: string }
  /** `name` null: the system's default printer. */
  | { readonly kind: 'queue'; readonly name: string | null; readonly description: string }
  /** The printer is missing or accepts no jobs. Slips fail with this sentence until that is fixed. */
  | { readonly kind: 'unusable'; readonly name: string; readonly description: string };

const pdf = (why: string): PrintTarget => ({
  kind: 'pdf',
  description: t('{why}. Slips are saved as PDF files in the “slips” folder.', { why }),
});

/**
 * Decides where slips are printed. The print system is only queried if needed: a PDF does not wait for it.
 * @param setting the library's choice in Settings
 * @param override the value of `--printer=`: `pdf`, or a printer's name; null without it. It wins over the setting.
 * @param printers returns the system's current printers. Its rejections are passed on.
 */
export const choosePrinter = async (
  setting: Settings['printing'],
  override: string | null,
  printers: () => Promise<readonly PrinterFacts[]>,
): Promise<PrintTarget> => {
  if (override !== null && override !== '')
    return override === 'pdf' ? pdf(t('Started with --printer=pdf')) : byName(override, await printers());
  switch (setting.target) {
    case 'pdf':
      return pdf(t('Set to PDF'));
    case 'queue':
      return setting.printerName === ''
        ? pdf(t('No printer is chosen in Settings'))
        : byName(setting.printerName, await printers());
    case 'system':
      return systemDefault(await printers());
  }
};

const byName = (
  name: string,
  printers: readonly PrinterFacts[],
  description = t('Slips are printed on {name}.', { name }),
): PrintTarget => {
  const printer = printers.find((one) => one.name === name);
  if (!printer)
    return {
      kind: 'unusable',
      name,
      description: t(
        'Printer {name} isn’t on this computer. Connect it, or choose another one in Settings, then print again.',
        { name },
      ),
    };
  if (printer.trouble !== null)
    return {
      kind: 'unusable',
      name,
      description: t(
        'Printer {name} {trouble}. Restart it in the computer’s printer settings, or choose another one in Settings, then print again.',
        { name, trouble: printer.trouble },
      ),
    };
  return { kind: 'queue', name, description };
};

const systemDefault = (printers: readonly PrinterFacts[]): PrintTarget => {
  if (printers.length === 0) return pdf(t('This computer has no printer'));
  const chosen = printers.find(({ isDefault }) => isDefault === true);
  if (chosen) return byName(chosen.name, printers, defaultSentence(chosen.name));
  const [only] = printers;
  if (printers.length === 1 && only) return byName(only.name, printers);
  // The system would choose any of them, perhaps one in another room.
  if (printers.every(({ isDefault }) => isDefault === false))
    return pdf(t('This computer has no default printer (choose one in Settings)'));
  return { kind: 'queue', name: null, description: t('Slips are printed on the system’s default printer.') };
};

const defaultSentence = (name: string): string =>
  t('Slips are printed on {name}, the system’s default printer.', { name });

/** A printer of the system. */
export type PrinterFacts = {
  readonly name: string;
  readonly description: string;
  /** Null if neither the runtime nor the print system knows. */
  readonly isDefault: boolean | null;
  /** Why it accepts no slip now, as the end of "The printer X …"; null if no problem is known. */
  readonly trouble: string | null;
};

/** A printer as the runtime lists it. Newer runtimes have no `isDefault`; `options` come from the print system. */
type ListedPrinter = {
  readonly name: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly isDefault?: boolean;
  readonly options?: object;
};

// CUPS, the print system of macOS and Linux: bits of `printer-type`, values of `printer-state` (RFC 8011 §5.4.11).
const defaultBit = 0x2_0000;
const stoppedState = '5';

/** Converts a printer of the runtime. */
export const printerFacts = (printer: ListedPrinter): PrinterFacts => {
  const options = { ...printer.options } as Readonly<Record<string, unknown>>;
  return {
    name: printer.name,
    description: [printer.displayName, printer.description, printer.name].find(Boolean) ?? '',
    isDefault: printer.isDefault ?? defaultByType(options['printer-type']),
    trouble: printerTroubleOf(options),
  };
};

const defaultByType = (type: unknown): boolean | null =>
  typeof type === 'string' && /^\d+$/.test(type) ? (Number(type) & defaultBit) !== 0 : null;

// The runtime reports a print as done even if the print system refused it, so this is checked before printing.
const printerTroubleOf = (options: Readonly<Record<string, unknown>>): string | null => {
  if (options['printer-is-accepting-jobs'] === 'false') return t('isn’t accepting jobs');
  if (options['printer-state'] === stoppedState) return t('is stopped');
  return null;
};

/** Where slips are printed, for the page. */
type KnownPrinters = {
  /** Returns immediately what is known now: asking the system for its printers may take seconds. Changes are reported later. */
  readonly describe: () => AppState['printing'];
};

/**
 * Keeps the sentence about where slips are printed. Each call of `describe` asks the system again in the background.
 * @param changed called when the answer has changed.
 * @param firstLook the system is not asked before this settles: that needs a hidden page, and the start must load its own first.
 */
export const watchPrinters = (
  slipPrinter: Pick<SlipPrinter, 'target' | 'isFixed'>,
  changed: () => void,
  firstLook: Promise<void> = Promise.resolve(),
): KnownPrinters => {
  const { isFixed } = slipPrinter;
  let known: AppState['printing'] = { target: 'printer', description: t('Looking for printers…'), isFixed };
  let looking = false;
  // Reports only changes: a page that is notified reads it again, which starts the next look.
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
      learn({ target: kind === 'pdf' ? 'pdf' : 'printer', description, isFixed });
    } catch {
      learn({
        target: 'printer',
        description: t('The computer’s print system isn’t responding.'),
        isFixed,
      });
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
