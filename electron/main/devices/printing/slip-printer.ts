import type { PrintJobId } from '../../../../shared/domain/ids.ts';
import type { Slip } from '../../../../shared/domain/slips.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import type { Settings } from '../../../../shared/domain/settings.ts';
import { choosePrinter, type PrintTarget } from './choose-printer.ts';
import { pdfFileName, savePdf } from './pdf.ts';
import type { PrinterFacts } from './printer-facts.ts';
import { TimeLimitError } from '../../with-timeout.ts';

/** What brings slips onto paper needs to know. */
export type SlipPrinterOptions = {
  readonly dataDir: string;
  readonly printing: () => Settings['printing'];
  /** The value of `--printer=`, or null. */
  readonly override: string | null;
  readonly printers: () => Promise<readonly PrinterFacts[]>;
  /** How long the print system may take for one slip; 20 s when left out. */
  readonly timeoutMs?: number;
};

export type SlipPrinter = {
  /**
   * Prints one slip, or saves it as a PDF. The answer says where it went. It never throws.
   * @param handsOver told before a printer gets the slip: from then on nobody knows whether it comes out. A PDF is whole or not at all.
   */
  readonly print: (jobId: PrintJobId, slip: Slip, handsOver: () => void) => Promise<Result<string>>;
  /** Where slips would go now. */
  readonly target: () => Promise<PrintTarget>;
  readonly printers: () => Promise<readonly PrinterFacts[]>;
};

/** Makes the one way from a slip to paper. Its callers print one slip at a time. */
export const createSlipPrinter = (options: SlipPrinterOptions): SlipPrinter => {
  const target = async (): Promise<PrintTarget> =>
    choosePrinter(options.printing(), options.override, await options.printers());

  const print: SlipPrinter['print'] = async (jobId, slip, handsOver) => {
    try {
      const to = await target();
      if (to.kind === 'unusable') return refuse('printer-failed', to.description, {}, true);
      return await printOn(to, { jobId, slip, handsOver }, options);
    } catch (error) {
      const code = error instanceof TimeLimitError ? 'printer-timeout' : 'printer-failed';
      const reason = error instanceof Error ? error.message : String(error);
      return refuse(
        code,
        `The slip could not be made (${reason}). Check the printer and the space on the disk, then print again.`,
        {},
        true,
      );
    }
  };

  return { print, target, printers: options.printers };
};

const printOn = async (
  to: Exclude<PrintTarget, { kind: 'unusable' }>,
  {
    jobId,
    slip,
    handsOver,
  }: { readonly jobId: PrintJobId; readonly slip: Slip; readonly handsOver: () => void },
  options: SlipPrinterOptions,
): Promise<Result<string>> => {
  // With the first slip: what draws and prints takes its time to load, and the start does not need it.
  const { printTimeoutMs, printWithPosPrinter } = await import('./pos-printer.ts');
  const { setSlip } = await import('./set-slip.ts');
  const { rows, size, view } = await setSlip(slip, options.printing().paper, printTimeoutMs);
  try {
    if (to.kind === 'pdf') {
      const externalId = slip.kind === 'test' ? 'test' : slip.externalId;
      const path = await savePdf(options.dataDir, pdfFileName(jobId, externalId), await view.pdf(size));
      return ok(`saved as ${path}`);
    }
    const timeoutMs = options.timeoutMs ?? printTimeoutMs;
    handsOver();
    const printed = await printWithPosPrinter({ rows, ...size, printerName: to.name, timeoutMs });
    return printed.ok ? ok(`printed on ${to.name ?? 'the system’s default printer'}`) : printed;
  } finally {
    view.close();
  }
};
