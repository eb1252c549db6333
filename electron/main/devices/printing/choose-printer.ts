import type { Settings } from '../../../../shared/domain/settings.ts';
import type { PrinterFacts } from './printer-facts.ts';
import { t } from '../../../../shared/words/words.ts';

/** Where slips go, with the sentence that staff read about it. */
export type PrintTarget =
  | { readonly kind: 'pdf'; readonly description: string }
  /** `name` null is the system's default printer. */
  | { readonly kind: 'queue'; readonly name: string | null; readonly description: string }
  /** The printer is not there or takes nothing: slips fail, with this sentence, until that is mended. */
  | { readonly kind: 'unusable'; readonly name: string; readonly description: string };

const pdf = (why: string): PrintTarget => ({
  kind: 'pdf',
  description: t('printing.eachSlipIsSavedAsA', { why }),
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
    return override === 'pdf' ? pdf(t('printing.startedWithPrinterPdf')) : byName(override, printers);
  switch (setting.target) {
    case 'pdf':
      return pdf(t('printing.setToPdf'));
    case 'queue':
      return setting.printerName === ''
        ? pdf(t('printing.noPrinterIsChosenUnderSettings'))
        : byName(setting.printerName, printers);
    case 'system':
      return systemDefault(printers);
  }
};

const byName = (
  name: string,
  printers: readonly PrinterFacts[],
  description = t('printing.slipsArePrintedOn', { name }),
): PrintTarget => {
  const printer = printers.find((one) => one.name === name);
  if (!printer)
    return {
      kind: 'unusable',
      name,
      description: t('printing.thereIsNoPrinterOnThis', { name }),
    };
  if (printer.trouble !== null)
    return {
      kind: 'unusable',
      name,
      description: t('printing.thePrinterStartItAgainIn', { name, trouble: printer.trouble }),
    };
  return { kind: 'queue', name, description };
};

const systemDefault = (printers: readonly PrinterFacts[]): PrintTarget => {
  if (printers.length === 0) return pdf(t('printing.thisComputerHasNoPrinter'));
  const chosen = printers.find(({ isDefault }) => isDefault === true);
  if (chosen) return byName(chosen.name, printers, defaultSentence(chosen.name));
  const [only] = printers;
  if (printers.length === 1 && only) return byName(only.name, printers);
  // The system would take any of them, perhaps one in another room.
  if (printers.every(({ isDefault }) => isDefault === false))
    return pdf(t('printing.thisComputerHasNoDefaultPrinter'));
  return { kind: 'queue', name: null, description: t('printing.slipsArePrintedOnTheSystems') };
};

const defaultSentence = (name: string): string => t('printing.slipsArePrintedOnTheSystemsDefault', { name });
