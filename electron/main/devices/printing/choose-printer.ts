import type { Settings } from '../../../../shared/domain/settings.ts';
import type { PrinterFacts } from './printer-facts.ts';

/** Where slips go, with the sentence that staff read about it. */
export type PrintTarget =
  | { readonly kind: 'pdf'; readonly description: string }
  /** `name` null is the system's default printer. */
  | { readonly kind: 'queue'; readonly name: string | null; readonly description: string }
  /** The printer is not there or takes nothing: slips fail, with this sentence, until that is mended. */
  | { readonly kind: 'unusable'; readonly name: string; readonly description: string };

const pdf = (why: string): PrintTarget => ({
  kind: 'pdf',
  description: `${why}: each slip is saved as a PDF in the folder slips.`,
});

/**
 * Decides where slips go.
 * @param setting what the library chose under Settings
 * @param override what `--printer=` says: `pdf`, or a printer's name; null without it. It wins over the setting.
 * @param printers the system's printers as they are now
 */
export const choosePrinter = (
  setting: Settings['printing'],
  override: string | null,
  printers: readonly PrinterFacts[],
): PrintTarget => {
  if (override !== null && override !== '')
    return override === 'pdf' ? pdf('Started with --printer=pdf') : byName(override, printers);
  switch (setting.target) {
    case 'pdf':
      return pdf('Set to PDF');
    case 'queue':
      return setting.printerName === ''
        ? pdf('No printer is chosen under Settings')
        : byName(setting.printerName, printers);
    case 'system':
      return systemDefault(printers);
  }
};

const byName = (
  name: string,
  printers: readonly PrinterFacts[],
  description = `Slips are printed on ${name}.`,
): PrintTarget => {
  const printer = printers.find((one) => one.name === name);
  if (!printer)
    return {
      kind: 'unusable',
      name,
      description: `There is no printer ${name} on this computer. Connect it or choose another under Settings, then print again.`,
    };
  if (printer.trouble !== null)
    return {
      kind: 'unusable',
      name,
      description: `The printer ${name} ${printer.trouble}. Start it again in the computer’s printer settings or choose another under Settings, then print again.`,
    };
  return { kind: 'queue', name, description };
};

const systemDefault = (printers: readonly PrinterFacts[]): PrintTarget => {
  if (printers.length === 0) return pdf('This computer has no printer');
  const chosen = printers.find(({ isDefault }) => isDefault === true);
  if (chosen) return byName(chosen.name, printers, defaultSentence(chosen.name));
  const [only] = printers;
  if (printers.length === 1 && only) return byName(only.name, printers);
  // The system would take any of them, perhaps one in another room.
  if (printers.every(({ isDefault }) => isDefault === false))
    return pdf('This computer has no default printer (choose one under Settings)');
  return { kind: 'queue', name: null, description: 'Slips are printed on the system’s default printer.' };
};

const defaultSentence = (name: string): string =>
  `Slips are printed on ${name}, the system’s default printer.`;
