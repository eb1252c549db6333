import { t } from '../../../../shared/words/words.ts';

/** A printer of the system. */
export type PrinterFacts = {
  readonly name: string;
  readonly description: string;
  /** Null where neither the runtime nor the print system tells. */
  readonly isDefault: boolean | null;
  /** Why it would take no slip now, as the end of "The printer X …"; null when nothing is known against it. */
  readonly trouble: string | null;
};

/** What the runtime says of a printer. `isDefault` is gone from newer ones; `options` are the print system's own. */
export type ListedPrinter = {
  readonly name: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly isDefault?: boolean;
  readonly options?: object;
};

// CUPS, which macOS and Linux print with: bits of `printer-type`, values of `printer-state` (RFC 8011 §5.4.11).
const defaultBit = 0x2_0000;
const stoppedState = '5';

/** Reads what we need to know from what the runtime says of a printer. */
export const printerFacts = (printer: ListedPrinter): PrinterFacts => {
  const options = { ...printer.options } as Readonly<Record<string, unknown>>;
  return {
    name: printer.name,
    description: [printer.displayName, printer.description, printer.name].find(Boolean) ?? '',
    isDefault: printer.isDefault ?? defaultByType(options['printer-type']),
    trouble: troubleOf(options),
  };
};

const defaultByType = (type: unknown): boolean | null =>
  typeof type === 'string' && /^\d+$/.test(type) ? (Number(type) & defaultBit) !== 0 : null;

// The runtime reports a print as done even when the print system refused it, so it has to be asked before.
const troubleOf = (options: Readonly<Record<string, unknown>>): string | null => {
  if (options['printer-is-accepting-jobs'] === 'false') return t('printing.takesNoJobsAtPresent');
  if (options['printer-state'] === stoppedState) return t('printing.isStopped');
  return null;
};
