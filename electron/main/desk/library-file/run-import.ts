import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { ImportProgress, ImportReport, RefusedRow } from '../../../../shared/ipc/import-views.ts';
import type { ReadableDB } from '../../db/types.ts';
import { csvBatches } from './reading/csv-batches.ts';
import { columnOf } from './reading/csv-columns.ts';
import { failureMessage, isBusyError } from './failures.ts';
import type { BatchContext } from './storing/import-batch.ts';
import { importBatch } from './storing/import-batch.ts';
import { jsonBatches, lineOfByte, outlineOf } from './reading/json-batches.ts';
import type { Outline } from './reading/json-outline.ts';
import { loadSettings } from '../settings/settings.service.ts';
import { References } from './storing/references.ts';
import { createReportFile } from './report-file.ts';
import { FileFault } from './row-fault.ts';
import type { RawBatch } from './sections.ts';
import { sniff } from './reading/sniff.ts';
import { Tally } from './tally.ts';

/** What one import works with. */
export type ImportJob = {
  readonly file: string;
  readonly db: ReadableDB;
  /** Where the report of refused rows is written. */
  readonly reportsDir: string;
  /** IANA zone of the library: for moments that the file gives without an offset. */
  readonly timeZone: string;
  readonly now: () => Date;
  readonly cancelled: () => boolean;
  readonly progress: (progress: ImportProgress) => void;
};

const maxRefusedShown = 500;
const progressEveryMs = 100;
/**
 * Between two transactions a clerk's step gets its turn, even one that is waiting in SQLite's busy handler: a quarter of the
 * time that the last rows took, within these bounds.
 */
const pause = { share: 0.25, minMs: 2, maxMs: 25 } as const;
const busyTries = 6;

/**
 * Imports a library file or a CSV file of requests. Never throws: whatever stops it is told in the report, and what was stored
 * before stays. Source: product.md §5.
 */
export const runImport = async (job: ImportJob): Promise<ImportReport> => {
  const startedAt = instantOf(job.now());
  const tally = new Tally();
  const reportFile = createReportFile(job.reportsDir, startedAt);
  const run = { job, tally, write: reportFile.write, startedAt };
  let failure: string | null = null;
  let stopped = false;
  let path: string | null = null;
  try {
    stopped = await importFile(run);
  } catch (error) {
    failure = failureMessage(error);
  }
  try {
    path = reportFile.close();
  } catch (error) {
    failure ??= failureMessage(error);
  }
  return {
    fileName: basename(job.file),
    outcome: failure !== null ? 'failed' : stopped ? 'cancelled' : 'done',
    failure: failure && withWhatStays(failure, tally),
    totals: tally.totals,
    bySection: Object.fromEntries(tally.bySection),
    refused: tally.refused,
    reportFile: path,
    startedAt,
    endedAt: instantOf(job.now()),
  };
};

type Run = {
  readonly job: ImportJob;
  readonly tally: Tally;
  readonly write: (rows: readonly RefusedRow[]) => void;
  readonly startedAt: ReturnType<typeof instantOf>;
};

const withWhatStays = (failure: string, { totals }: Tally): string => {
  const stays = totals.added + totals.updated + totals.skipped;
  if (stays === 0) return `${failure} Nothing was imported.`;
  return `${failure} ${stays} good ${stays === 1 ? 'row' : 'rows'} before that ${stays === 1 ? 'is' : 'are'} stored; importing again is safe.`;
};

/** @returns whether it was cancelled. @throws FileFault and errors of the disk and the database. */
const importFile = async (run: Run): Promise<boolean> => {
  const file = await open(run.job.file, 'r');
  try {
    const { size } = await file.stat();
    const { kind, from } = await sniff(file);
    return await (kind === 'json' ? importJson(run, file, from, size) : importCsv(run, file, from, size));
  } finally {
    await file.close();
  }
};

const importJson = async (run: Run, file: FileHandle, from: number, size: number): Promise<boolean> => {
  const outline = await outlineOf(file, from, run.job.cancelled);
  if (run.job.cancelled()) return true;
  const line = outline.broken ? await lineOfByte(file, outline.broken.byte) : 0;
  checkFormat(outline, line);
  for (const section of outline.notLists)
    refuseInFile(run, section, 'It should be a list in brackets “[ ]”.');
  const stopped = await importBatches(run, jsonBatches(file, outline), size, (path) => path);
  if (stopped || !outline.broken) return stopped;
  const { byte, why, section, row } = outline.broken;
  if (section !== null) {
    const broken = new Tally();
    broken.refuse(
      {
        section,
        row,
        key: '',
        field: '',
        reason: `The file breaks off in this row: in line ${line}, byte ${byte}, ${why}.`,
      },
      section,
    );
    keep(run, broken);
  }
  throw brokenFile(outline, line);
};

/** @throws FileFault unless the file says that it is a library file of our version. */
const checkFormat = (outline: Outline, line: number): void => {
  const format = outline.values.get('format');
  const version = outline.values.get('version');
  if (format === 'borrow-desk/library' && version === 1) return;
  if (format === undefined && outline.broken) throw brokenFile(outline, line);
  if (format !== 'borrow-desk/library')
    throw new FileFault(
      'This is JSON, but not a library file: it does not begin with "format": "borrow-desk/library". Choose another file.',
    );
  if (version === undefined && outline.broken) throw brokenFile(outline, line);
  if (typeof version === 'number' && version > 1)
    throw new FileFault(
      `The library file has version ${version}; this program reads version 1. Update the program, or export the file as version 1.`,
    );
  throw new FileFault('The library file does not say "version": 1, so it cannot be read. Export it again.');
};

const brokenFile = ({ broken }: Outline, line: number): FileFault =>
  new FileFault(
    `The file is not valid JSON from line ${line}, byte ${broken?.byte ?? 0} on: ${broken?.why ?? ''}. ` +
      'Correct that place, or export the file again, and import it again.',
  );

const importCsv = (run: Run, file: FileHandle, from: number, size: number): Promise<boolean> => {
  let fieldName = (path: string): string => path;
  const batches = csvBatches(file, from, (header) => {
    fieldName = (path) => columnOf(header, path);
  });
  return importBatches(run, batches, size, (path) => fieldName(path));
};

const importBatches = async (
  run: Run,
  batches: AsyncIterable<RawBatch>,
  bytesTotal: number,
  fieldName: (path: string) => string,
): Promise<boolean> => {
  const { job, tally } = run;
  const { holdShelf, loans } = loadSettings(job.db);
  const context: BatchContext = {
    db: job.db,
    references: new References(job.db),
    at: run.startedAt,
    timeZone: job.timeZone,
    now: job.now,
    days: { deliveryDays: holdShelf.deliveryDays, loanDays: loans.defaultPeriodDays },
    fieldName,
  };
  const fileName = basename(job.file);
  let toldAt = -Infinity;
  for await (const batch of batches) {
    if (job.cancelled()) return true;
    const beganAt = performance.now();
    keep(run, await importPatiently(context, batch));
    const tookMs = performance.now() - beganAt;
    if (performance.now() - toldAt >= progressEveryMs) {
      toldAt = performance.now();
      job.progress({ fileName, bytesRead: batch.bytesRead, bytesTotal, totals: { ...tally.totals } });
    }
    await delay(Math.min(pause.maxMs, Math.max(pause.minMs, tookMs * pause.share)));
  }
  return false;
};

/** Waits some more when another connection holds the database for longer than SQLite itself waits. */
const importPatiently = async (context: BatchContext, batch: RawBatch): Promise<Tally> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return importBatch(context, batch);
    } catch (error) {
      if (!isBusyError(error) || tries === busyTries) throw error;
      await delay(100);
    }
  }
};

const keep = (run: Run, batch: Tally): void => {
  run.write(batch.refused);
  run.tally.add(batch, maxRefusedShown);
};

const refuseInFile = (run: Run, field: string, reason: string): void => {
  const tally = new Tally();
  tally.refuse({ section: 'file', row: 0, key: '', field, reason }, 'file');
  keep(run, tally);
};
