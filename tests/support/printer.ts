import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '../../electron/tooling/lib/processes.ts';
import { waitFor } from './waiting.ts';

/** The number of a job; CUPS counts up from 1. */
export type JobNumber = number;

export type Printer = {
  /** The folder of the print server, which `createPrinter` needs in another process. */
  readonly folder: string;
  /** The name of the queue, as the program lists it. */
  readonly queue: string;
  /** The environment that a child needs to print here. */
  readonly environment: { readonly CUPS_SERVER: string };
  /** The jobs that were printed completely, oldest first. */
  readonly printed: () => readonly JobNumber[];
  /** The jobs that the print system accepted, printed or not, oldest first. */
  readonly accepted: () => readonly JobNumber[];
  /** Waits until the first job after the given one (0: the first job) is printed. */
  readonly nextPrinted: (after: JobNumber, limitMs?: number) => Promise<JobNumber>;
  /** The text of a job as the program submitted it. */
  readonly textOf: (job: JobNumber) => string;
  /** The printed pages at 203 dots per inch, the resolution of a receipt printer: one PNG file per page. */
  readonly pagesOf: (job: JobNumber) => readonly string[];
  /** The barcodes that a scanner reads from the paper, in any order. */
  readonly barcodesOf: (job: JobNumber) => readonly string[];
  /** Width and height of the page in millimetres, rounded. */
  readonly pageSizeOf: (job: JobNumber) => { readonly widthMm: number; readonly heightMm: number };
  /** The queue accepts jobs but holds them (like `cupsdisable`). */
  readonly pause: () => void;
  /** The queue prints again, including held jobs. */
  readonly resume: () => void;
  /** The queue rejects jobs, so that the program's print fails (like `cupsreject`). */
  readonly reject: () => void;
  readonly accept: () => void;
  readonly addQueue: (name: string) => void;
  readonly removeQueue: (name: string) => void;
};

const driver = 'lsb/usr/cups-pdf/CUPS-PDF_noopt.ppd';
/** Of the programs that make PostScript for a print system, this one needs the least processor time. */
const quickRenderer = 'pdftops-renderer-default=pdftops';
const dotsPerInch = 203;
const mmPerPoint = 25.4 / 72;

/**
 * Controls a running print server, and reads its printed jobs.
 *
 * @param folder the print server's folder
 * @param queue the queue for the commands
 */
export function createPrinter(folder: string, queue: string): Printer {
  const environment = { CUPS_SERVER: join(folder, 'run/cups.sock') };
  const command = (name: string, ...args: readonly string[]): void => {
    const env = { ...process.env, ...environment, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` };
    demand(name, args, env);
  };
  const tray = join(folder, 'tray');
  const printed = (): readonly JobNumber[] => numbersIn(tray, /^(\d+)\.ps$/);
  return {
    folder,
    queue,
    environment,
    printed,
    accepted: () => numbersIn(join(folder, 'spool'), /^d(\d+)-001$/),
    nextPrinted: (after, limitMs) =>
      waitFor(
        `A job after ${after} coming out of ${queue}`,
        () => printed().find((job) => job > after),
        limitMs,
      ),
    textOf: (job) => demand('pdftotext', ['-layout', submittedFile(folder, job), '-']),
    pagesOf: (job) => pagesOf(folder, job),
    barcodesOf: (job) => pagesOf(folder, job).flatMap(scan),
    pageSizeOf: (job) => pageSizeOf(submittedFile(folder, job)),
    pause: () => command('cupsdisable', queue),
    resume: () => command('cupsenable', queue),
    reject: () => command('cupsreject', queue),
    accept: () => command('cupsaccept', queue),
    addQueue: (name) =>
      command('lpadmin', '-p', name, '-E', '-v', `tray:${tray}`, '-m', driver, '-o', quickRenderer),
    removeQueue: (name) => command('lpadmin', '-x', name),
  };
}

/**
 * The printer shared by the end-to-end tests of a worker.
 *
 * @throws outside of a run that started one
 */
export function sharedPrinter(): Printer {
  const folder = process.env['BORROW_DESK_PRINT_SERVER'];
  if (folder === undefined)
    throw new Error('No print server was started for this run (see tests/support/e2e-test.ts).');
  return createPrinter(folder, 'Receipt');
}

function demand(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): string {
  const result = capture(command, args, { env, timeoutMs: 30_000 });
  if (result.code !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${result.stderr.trim()}`);
  return result.stdout;
}

function numbersIn(folder: string, pattern: RegExp): readonly JobNumber[] {
  return readdirSync(folder)
    .flatMap((name) => pattern.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

function submittedFile(folder: string, job: JobNumber): string {
  return join(folder, 'spool', `d${String(job).padStart(5, '0')}-001`);
}

function pagesOf(folder: string, job: JobNumber): readonly string[] {
  const pages = join(folder, 'pages', String(job));
  if (!existsSync(pages)) {
    mkdirSync(pages, { recursive: true });
    const output = `-sOutputFile=${join(pages, '%03d.png')}`;
    const source = join(folder, 'tray', `${job}.ps`);
    demand('gs', [
      '-q',
      '-dNOPAUSE',
      '-dBATCH',
      '-dSAFER',
      '-sDEVICE=pnggray',
      `-r${dotsPerInch}`,
      output,
      source,
    ]);
  }
  return readdirSync(pages)
    .sort()
    .map((name) => join(pages, name));
}

function scan(page: string): readonly string[] {
  const result = capture('zbarimg', ['--quiet', '--nodbus', page], { timeoutMs: 30_000 });
  // 4 means that there is no barcode on the page, which is a valid answer.
  if (result.code !== 0 && result.code !== 4) throw new Error(`zbarimg failed: ${result.stderr.trim()}`);
  const lines = result.stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => line.slice(line.indexOf(':') + 1));
}

function pageSizeOf(file: string): { readonly widthMm: number; readonly heightMm: number } {
  const size = /^Page size:\s+([\d.]+) x ([\d.]+) pts/m.exec(demand('pdfinfo', [file]));
  if (size === null) throw new Error(`pdfinfo gives no page size for ${file}.`);
  return {
    widthMm: Math.round(Number(size[1]) * mmPerPoint),
    heightMm: Math.round(Number(size[2]) * mmPerPoint),
  };
}
