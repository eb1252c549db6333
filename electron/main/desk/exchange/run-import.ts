import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { ImportProgress, ImportReport, RefusedRow } from '../../../../shared/ipc/import-views.ts';
import type { ReadableDB } from '../../db/types.ts';
import { csvBatches } from './reading/csv-batches.ts';
import { columnOf } from './reading/csv-columns.ts';
import { failureMessage, isBusyError } from './failures.ts';
import type { BatchContext, CheckedBatch, Stored } from './storing/import-batch.ts';
import { checkBatch, isToBeStored, storeSome } from './storing/import-batch.ts';
import { jsonBatches, lineOfByte, outlineOf } from './reading/json-batches.ts';
import type { Outline } from './reading/json-outline.ts';
import { loadSettings } from '../directory/settings/settings.service.ts';
import { openRegular } from './reading/open-regular.ts';
import { References } from './storing/references.ts';
import { createReportFile } from './report-file.ts';
import { FileFault } from './row-fault.ts';
import type { RawBatch } from './sections.ts';
import { sniff } from './reading/sniff.ts';
import type { FileDigest, SourceFile } from './reading/source-file.ts';
import { RowRights } from './checking/authorize-row.ts';
import type { Importer } from './importer.ts';
import { Tally } from './tally.ts';
import type { Turns } from './turns.ts';

/** What one import works with. */
export type ImportJob = {
  readonly file: string;
  readonly db: ReadableDB;
  /** With whose rights. */
  readonly importer: Importer;
  /** Takes in what is read of the file. */
  readonly digest: FileDigest;
  /** Where the report of refused rows is written. */
  readonly reportsDir: string;
  /** IANA zone of the library: for moments that the file gives without an offset. */
  readonly timeZone: string;
  readonly now: () => Date;
  readonly cancelled: () => boolean;
  readonly progress: (progress: ImportProgress) => void;
  /** Lets steps of staff go first. */
  readonly turns: Pick<Turns, 'take' | 'done' | 'isHeld' | 'wasHeldWithin'>;
  /** Takes every error that ends the import, and those of ours for which a row is refused, for the log. */
  readonly onFault: (error: unknown) => void;
  /** Makes sure of what was stored before it is reported. @throws errors of the disk. */
  readonly beforeReport?: () => void;
};

const maxRefusedShown = 500;
const progressEveryMs = 100;
/**
 * How long rows are written in a transaction, in milliseconds: little while steps come, since each of them waits for the index of
 * their words and the end of it; long while nobody takes a step, as at night. With the batches that are read at once it holds a
 * thousand rows at the most. A step that waits ends it early.
 */
const rowsMs = { whileStepsCome: 10, alone: 250 } as const;
/** So long after a step another one is reckoned with. */
const stepsComeForMs = 10_000;
/**
 * Who waits for the lock in SQLite's busy handler looks every 25 ms at the beginning: after so long of writing the lock is free
 * for that long, what it took to read and check more rows included.
 */
const gap = { afterMs: 150, forMs: 25 } as const;
/** How long another connection may hold the database before the import ends, by the waits of the connection and these. */
const busy = { tries: 25, pauseMs: 100 } as const;
/** So many unforeseen errors of rows are told to the log. */
const maxFaultsReported = 5;

/**
 * Imports a library file or a CSV file of requests. Never throws: whatever stops it is told in the report, and what was stored
 * before stays.
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
    failure = failed(job, error);
  }
  try {
    path = reportFile.close();
    job.beforeReport?.();
  } catch (error) {
    const why = failed(job, error);
    failure ??= why;
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

/** Tells the log why the import ends. @returns the reason, for staff. */
const failed = (job: ImportJob, error: unknown): string => {
  job.onFault(error);
  return failureMessage(error);
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
  const opened = await openRegular(run.job.file);
  try {
    const { sizeBytes: size } = opened;
    const file = run.job.digest.watch(opened.file);
    tellProgress(run, 0, size);
    const { kind, from } = await sniff(file);
    return await (kind === 'json' ? importJson(run, file, from, size) : importCsv(run, file, from, size));
  } finally {
    await opened.file.close();
  }
};

const importJson = async (run: Run, file: SourceFile, from: number, size: number): Promise<boolean> => {
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

const importCsv = (run: Run, file: SourceFile, from: number, size: number): Promise<boolean> => {
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
  const { job } = run;
  const context = contextOf(run, fieldName);
  let toldAt = -Infinity;
  let freeSince = performance.now();
  let lockedMs = 0;
  for await (const batch of batches) {
    const checked = checkBatch(batch, job.timeZone);
    for (let from = 0; from < checked.rows.length;) {
      if (lockedMs >= gap.afterMs) {
        await delay(Math.max(0, freeSince + gap.forMs - performance.now()));
        lockedMs = 0;
      }
      if (job.cancelled()) return true;
      const { tally, taken, tookMs } = await patiently(() => storeInTurn(run, context, checked, from));
      freeSince = performance.now();
      lockedMs += tookMs;
      keep(run, tally);
      from += taken;
      if (freeSince - toldAt < progressEveryMs) continue;
      toldAt = freeSince;
      tellProgress(run, batch.bytesRead, bytesTotal);
    }
  }
  return job.cancelled();
};

const storeInTurn = (
  { job: { turns } }: Run,
  context: BatchContext,
  checked: CheckedBatch,
  from: number,
): Stored & { readonly tookMs: number } => {
  const writes = isToBeStored(checked);
  if (writes) turns.take();
  const beganAt = performance.now();
  try {
    const stored = storeSome(
      context,
      checked,
      from,
      turns.wasHeldWithin(stepsComeForMs) ? rowsMs.whileStepsCome : rowsMs.alone,
    );
    return { ...stored, tookMs: performance.now() - beganAt };
  } finally {
    if (writes) turns.done();
  }
};

const contextOf = ({ job, startedAt }: Run, fieldName: (path: string) => string): BatchContext => {
  const { holdShelf, loans } = loadSettings(job.db);
  let faultsReported = 0;
  return {
    db: job.db,
    references: new References(job.db),
    rights: new RowRights(job.db, job.importer),
    at: startedAt,
    timeZone: job.timeZone,
    now: job.now,
    days: { deliveryDays: holdShelf.deliveryDays, loanDays: loans.defaultPeriodDays },
    fieldName,
    isHurried: job.turns.isHeld,
    onFault: (error) => {
      if ((faultsReported += 1) <= maxFaultsReported) job.onFault(error);
    },
  };
};

const tellProgress = ({ job, tally }: Run, bytesRead: number, bytesTotal: number): void =>
  job.progress({ fileName: basename(job.file), bytesRead, bytesTotal, totals: { ...tally.totals } });

/** Waits some more when another connection holds the database for longer than SQLite itself waits. */
const patiently = async <T>(store: () => T): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return store();
    } catch (error) {
      if (!isBusyError(error) || tries === busy.tries) throw error;
      await delay(busy.pauseMs);
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
