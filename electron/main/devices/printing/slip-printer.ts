import type { PrintJobId } from '../../../../shared/domain/ids.ts';
import { paperSizes, type PaperSize, type SlipPrinting } from '../../../../shared/domain/slips/printing.ts';
import type { Slip } from '../../../../shared/domain/slips/all-slips.ts';
import type { SlipLogo } from '../../../../shared/domain/slips/logo.ts';
import { fail, ok, type Result } from '../../../../shared/ipc/result.ts';
import { choosePrinter, type PrintTarget, type PrinterFacts } from './choose-printer.ts';
import { pdfFileName, savedNote, savedPath, savePdf } from './pdf.ts';
import { TimeLimitError } from '../../with-timeout.ts';
import { t } from '../../../../shared/words/words.ts';

/** The dependencies of slip printing. */
type SlipPrinterOptions = {
  readonly dataDir: string;
  /** Where a slip is printed; null: a slip without a printer of its own. */
  readonly printing: (slip: Slip | null) => SlipPrinting;
  /** The value of `--printer=`, or null. */
  readonly override: string | null;
  readonly printers: () => Promise<readonly PrinterFacts[]>;
  /** Opens a file in the system's default program. @returns why it failed, or an empty text */
  readonly openFile?: (path: string) => Promise<string>;
  /** The library's current logo. */
  readonly logo: () => SlipLogo | null;
  /** Timeout of the print system for one slip; 20 s by default. */
  readonly timeoutMs?: number;
};

/** A slip as a page on its paper. The height is that of a sheet, or null for a roll, which is as long as its slip. */
type SlipPreview = {
  readonly html: string;
  readonly widthMm: number;
  readonly heightMm: number | null;
};

export type SlipPrinter = {
  /**
   * Prints one slip, or saves it as a PDF, and returns where it went. It never throws.
   * @param beforeHandOver called before a printer gets the slip: from then on it may or may not come out. A PDF is saved completely or
   * not at all.
   */
  readonly print: (jobId: PrintJobId, slip: Slip, beforeHandOver: () => void) => Promise<Result<string>>;
  /** Returns the slip on its paper as a page without scripts. Rejects if it cannot be laid out. */
  readonly preview: (slip: Slip) => Promise<SlipPreview>;
  /** Where slips would be printed now. */
  readonly target: () => Promise<PrintTarget>;
  readonly printers: () => Promise<readonly PrinterFacts[]>;
  /** Whether the command line decides where slips are printed. */
  readonly isFixed: boolean;
  /** Opens the file of a saved slip. @param note the note from when it was printed. Refused: `file-unreadable`. */
  readonly openSaved: (note: string) => Promise<Result<null>>;
};

/** Creates the slip printer. Callers print one slip at a time. */
export const createSlipPrinter = (options: SlipPrinterOptions): SlipPrinter => {
  const targetOf = (printing: SlipPrinting): Promise<PrintTarget> =>
    choosePrinter(printing, options.override, options.printers);

  const withLogo = (slip: Slip): Slip => ({ ...slip, logo: options.logo() });

  const print: SlipPrinter['print'] = async (jobId, slip, beforeHandOver) => {
    try {
      // Read once: settings and desk may change while the printers are queried.
      const printing = options.printing(slip);
      const to = await targetOf(printing);
      if (to.kind === 'unusable') return fail('printer-failed', to.description);
      return await printOn(to, { jobId, slip: withLogo(slip), printing, beforeHandOver }, options);
    } catch (error) {
      const code = error instanceof TimeLimitError ? 'printer-timeout' : 'printer-failed';
      const reason = error instanceof Error ? error.message : String(error);
      return fail(
        code,
        t(
          'The slip could not be prepared ({reason}). Check the printer and the free disk space, then print again.',
          { reason },
        ),
      );
    }
  };

  return {
    print,
    target: () => targetOf(options.printing(null)),
    preview: (slip) => previewOf(withLogo(slip), options.printing(slip).paper),
    printers: options.printers,
    isFixed: options.override !== null && options.override !== '',
    openSaved: (note) => openSaved(note, options),
  };
};

const openSaved = async (
  note: string,
  { dataDir, openFile }: Pick<SlipPrinterOptions, 'dataDir' | 'openFile'>,
): Promise<Result<null>> => {
  const path = savedPath(dataDir, note);
  const why = path === null || !openFile ? note : await openFile(path);
  if (why === '') return ok(null);
  return fail(
    'file-unreadable',
    t('The file could not be opened ({why}). It is in the data folder: {note}.', { why, note }),
  );
};

const printOn = async (
  to: Exclude<PrintTarget, { kind: 'unusable' }>,
  {
    jobId,
    slip,
    printing,
    beforeHandOver,
  }: {
    readonly jobId: PrintJobId;
    readonly slip: Slip;
    readonly printing: SlipPrinting;
    readonly beforeHandOver: () => void;
  },
  options: SlipPrinterOptions,
): Promise<Result<string>> => {
  // Loaded with the first slip, because these modules load slowly and the start does not need them.
  const { printTimeoutMs, printWithPosPrinter } = await import('./pos-printer.ts');
  const { setSlip } = await import('./set-slip.ts');
  const { rows, size, view } = await setSlip(slip, printing.paper, printTimeoutMs);
  try {
    if (to.kind === 'pdf') {
      const externalId = slip.kind === 'test' ? 'test' : slip.externalId;
      const path = await savePdf(options.dataDir, pdfFileName(jobId, externalId), await view.pdf(size));
      return ok(savedNote(path));
    }
    const timeoutMs = options.timeoutMs ?? printTimeoutMs;
    beforeHandOver();
    const printed = await printWithPosPrinter({
      rows,
      ...size,
      printerName: to.name,
      copies: printing.copies ?? 1,
      timeoutMs,
    });
    return printed.ok
      ? ok(t('printed on {toName}', { toName: to.name ?? t('the system’s default printer') }))
      : printed;
  } finally {
    view.close();
  }
};

const previewOf = async (slip: Slip, paper: PaperSize): Promise<SlipPreview> => {
  const { printTimeoutMs } = await import('./pos-printer.ts');
  const { layOutSlip } = await import('./layout.ts');
  const { setSlip } = await import('./set-slip.ts');
  const { slipDocument } = await import('./slip-view.ts');
  const { roll, widthMm } = paperSizes[paper];
  // A roll is as long as its slip, so nothing is made smaller or measured.
  if (roll) return { html: slipDocument(layOutSlip(slip, paper)), widthMm, heightMm: null };
  const { rows, size, view } = await setSlip(slip, paper, printTimeoutMs);
  view.close();
  return { html: slipDocument(rows), ...size };
};
