import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { ImportProgress, ImportReport } from '../../../../shared/ipc/import-views.ts';
import type { Mapping } from '../../../../shared/domain/intake/mapping.ts';
import { noMapping } from '../../../../shared/domain/intake/mapping.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { BulkWay } from './bulk-way.ts';
import { openBulkWay, shareOfRows } from './bulk-way.ts';
import { columnName } from './intake/column-name.ts';
import { dayOrdersOf } from './intake/day-order.ts';
import { keepReading, recognizeAsBefore, withKept } from './intake/kept-profiles.ts';
import { scoreOf } from './intake/recognize.ts';
import { tableBatches } from './intake/table-batches.ts';
import { failureMessage, isBusyError } from './failures.ts';
import type { BatchContext, CheckedBatch, Stored } from './storing/import-batch.ts';
import { checkBatch, isToBeStored, storeSome } from './storing/import-batch.ts';
import { jsonBatches, lineOfByte, outlineOf } from './reading/json-batches.ts';
import { brokenFile, versionOf } from './reading/library-version.ts';
import { librarySource } from './going-out/request-out.ts';
import { loadSettings } from '../directory/settings/settings.service.ts';
import { keepOpenWorks, readOpenWorks } from './storing/open-works.ts';
import type { FileStamp } from './reading/open-regular.ts';
import { assertSameStamp, openRegular } from './reading/open-regular.ts';
import { openTables } from './reading/open-tables.ts';
import { RowsRefusedLate } from './storing/bulk-aside.ts';
import { References } from './storing/references.ts';
import { createJournal } from './storing/journal.ts';
import { createReportFile } from './report-file.ts';
import type { RowReportTo } from './row-report.ts';
import { createRowReport } from './row-report.ts';
import { FileFault } from './row-fault.ts';
import type { FileVersion, RawBatch } from './sections.ts';
import type { Sniffed } from './reading/sniff.ts';
import { sniff } from './reading/sniff.ts';
import type { FileDigest, SourceFile } from './reading/source-file.ts';
import { readThrough } from './reading/source-file.ts';
import { RowRights } from './checking/authorize-row.ts';
import type { Importer } from './importer.ts';
import { Tally } from './tally.ts';
import type { Turns } from './turns.ts';
import { t } from '../../../../shared/words/words.ts';

/** What one import works with. */
export type ImportJob = {
  readonly file: string;
  readonly db: ReadableDB;
  /** With whose rights. */
  readonly importer: Importer;
  /** What a person says of how a table is to be read; left out: its columns say it. */
  readonly mapping?: Mapping;
  /** What the file was when it was chosen; left out: whatever it is. */
  readonly stamp?: FileStamp | null;
  /** A file to which goes what became of each row; null: nobody asks. */
  readonly rowReport?: RowReportTo | null;
  /** Its line in the log of steps, under which what was is noted; null: nobody takes it back. */
  readonly importNumber?: number | null;
  /** Whether the report lists the first rows of each outcome. */
  readonly listsRows?: boolean;
  /** Nobody works beside it: no step has to go first. */
  readonly isUnattended?: boolean;
  /** A file of so many bytes is stored in bulk where the library has no requests; left out: one that would keep steps waiting long. */
  readonly bulkFromBytes?: number;
  /** A load in bulk is read and written by one thread. */
  readonly inOneThread?: boolean;
  /** Hears that it is stored in bulk: until its end nobody else can store anything. */
  readonly onBulk?: () => void;
  /** Takes in what is read of the file. */
  readonly digest: FileDigest;
  /** Where the report of refused rows and of remarks is written. */
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

const maxRowsShown = 500;
/** So many rows of each outcome stand in the report. */
const maxRowsListed = 200;
const progressEveryMs = 100;
/**
 * How long rows are written in a transaction, in milliseconds: little while steps come, since each of them waits for the index of
 * their words and the end of it; long while nobody takes a step, as at night. With the batches that are read at once it holds a
 * thousand rows at the most. A step that waits ends it early.
 */
const rowsMs = { whileStepsCome: 10, alone: 250, unattended: 2_000, inBulk: Infinity } as const;
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
export const runImport = async (job: ImportJob): Promise<ImportReport> =>
  (await runOnce(job)) ?? (await runOnce({ ...job, inOneThread: true })) ?? notAgain();

const notAgain = (): never => {
  throw new Error('In one thread no row is refused late.');
};

/** @returns null where it is to be done again in one thread; nothing was stored then. */
const runOnce = async (job: ImportJob): Promise<ImportReport | null> => {
  const startedAt = instantOf(job.now());
  let tally = new Tally();
  const reportFile = createReportFile(job.reportsDir, startedAt);
  const rowReport = createRowReport(job.rowReport ?? null);
  const run = {
    job,
    bulk: openBulkWay(job),
    startedMs: performance.now(),
    tally,
    write: (batch: Tally): void => {
      reportFile.write([...batch.refused, ...batch.remarks]);
      rowReport.write(batch.rows);
    },
    startedAt,
    sizeBytes: 0,
  };
  let failure: string | null = null;
  let stopped = false;
  let isFilesFault = false;
  let isAgain = false;
  let path: string | null = null;
  const endedBy = (error: unknown): void => {
    isAgain ||= error instanceof RowsRefusedLate;
    const why = isAgain ? '' : failed(job, error);
    failure ??= why;
  };
  try {
    stopped = await importFile(run);
  } catch (error) {
    endedBy(error);
    isFilesFault = error instanceof FileFault;
  }
  let isStored = false;
  try {
    // What stands in a file before it breaks off is stored.
    isStored = await run.bulk.end(!stopped && (failure === null || isFilesFault), (done) =>
      tellBuilt(run, done),
    );
    stopped ||= !isStored && failure === null;
  } catch (error) {
    endedBy(error);
  }
  if (!isStored) {
    tally = new Tally();
    reportFile.forget();
    rowReport.forget();
  }
  try {
    path = reportFile.close();
    rowReport.close();
    if (isAgain) return null;
    job.beforeReport?.();
  } catch (error) {
    endedBy(error);
  }
  return {
    fileName: basename(job.file),
    outcome: failure !== null ? 'failed' : stopped ? 'cancelled' : 'done',
    failure: failure && withWhatStays(failure, tally),
    totals: tally.totals,
    bySection: Object.fromEntries(tally.bySection),
    outcomes: job.listsRows ? tally.outcomes() : null,
    refused: tally.refused,
    remarks: tally.remarks,
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
  readonly bulk: BulkWay;
  readonly tally: Tally;
  readonly write: (batch: Tally) => void;
  readonly startedAt: ReturnType<typeof instantOf>;
  readonly startedMs: number;
  /** Of the file, or of the table of it that is read. */
  sizeBytes: number;
};

const withWhatStays = (failure: string, { totals }: Tally): string => {
  const stays = totals.added + totals.updated + totals.skipped;
  if (stays === 0) return t('exchange.nothingWasImported2', { failure });
  return t('exchange.goodBeforeThatStoredImportingAgain', { failure, stays });
};

/** @returns whether it was cancelled. @throws FileFault and errors of the disk and the database. */
const importFile = async (run: Run): Promise<boolean> => {
  const opened = await openRegular(run.job.file);
  try {
    if (run.job.stamp) assertSameStamp(opened, run.job.stamp);
    const { sizeBytes: size } = opened;
    const file = run.job.digest.watch(opened.file);
    tellProgress(run, 0, size);
    const sniffed = await sniff(file, size);
    if (sniffed.kind === 'json') return await importJson(run, file, sniffed.from, size);
    return await importTable(run, file, size, sniffed);
  } finally {
    await opened.file.close();
  }
};

const importJson = async (run: Run, file: SourceFile, from: number, size: number): Promise<boolean> => {
  const outline = await outlineOf(file, from, run.job.cancelled);
  if (run.job.cancelled()) return true;
  const line = outline.broken ? await lineOfByte(file, outline.broken.byte) : 0;
  const version = versionOf(outline, line);
  for (const section of outline.notLists) refuseInFile(run, section, t('common.itShouldBeAListIn'));
  await begin(run, size);
  const context = contextOf(run, (path) => path);
  const stopped = await importBatches(run, context, jsonBatches(file, outline), { size, version });
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
        reason: t('exchange.theFileBreaksOffInThis', { line, byte, why }),
      },
      section,
    );
    keep(run, broken);
  }
  throw brokenFile(outline, line);
};

const importTable = async (
  run: Run,
  file: SourceFile,
  size: number,
  sniffed: Exclude<Sniffed, { readonly kind: 'json' }>,
): Promise<boolean> => {
  const { job, bulk, startedAt } = run;
  if (sniffed.kind === 'zip') await readThrough(file, size);
  const tables = await openTables(file, size, sniffed, scoreOf);
  const { mapping = noMapping } = job;
  const { readings } = await recognizeAsBefore(job.db, tables, mapping);
  await begin(run, size);
  const context = contextOf(run, (path) => path);
  for (const found of readings) {
    const reading = withKept(bulk.db(), found);
    const orders = await dayOrdersOf(reading, job.cancelled);
    if (job.cancelled()) return true;
    keepReading(bulk.db(), { reading, orders, mapping }, { at: startedAt, journal: context.journal });
    const sheet = readings.length > 1 ? t('exchange.sheet', { tableName: reading.table.name }) : '';
    const stopped = await importBatches(
      run,
      { ...context, source: reading.system, fieldName: (path) => `${columnName(reading, path)}${sheet}` },
      tableBatches(reading, orders, job.timeZone),
      { size: reading.table.sizeBytes, version: 2 },
    );
    if (stopped) return true;
  }
  return false;
};

/** Chooses the way by which the rows go in. */
const begin = async (run: Run, sizeBytes: number): Promise<void> => {
  run.sizeBytes = sizeBytes;
  await run.bulk.begin(sizeBytes);
};

const importBatches = async (
  run: Run,
  context: BatchContext,
  batches: AsyncIterable<RawBatch>,
  { size, version }: { readonly size: number; readonly version: FileVersion },
): Promise<boolean> => {
  const { job, bulk } = run;
  let toldAt = -Infinity;
  let freeSince = performance.now();
  let lockedMs = 0;
  for await (const batch of batches) {
    const checked = checkBatch(batch, job.timeZone, version);
    for (let from = 0; from < checked.rows.length;) {
      if (lockedMs >= gap.afterMs && !job.isUnattended && !bulk.isTaken()) {
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
      tellProgress(run, batch.bytesRead, size);
    }
  }
  return job.cancelled();
};

const storeInTurn = (
  { job, bulk }: Run,
  context: BatchContext,
  checked: CheckedBatch,
  from: number,
): Stored & { readonly tookMs: number } => {
  const writes = isToBeStored(checked) && !bulk.isTaken();
  if (writes) job.turns.take();
  const beganAt = performance.now();
  try {
    const stored = storeSome(context, checked, from, bulk.isTaken() ? rowsMs.inBulk : rowsFor(job));
    return { ...stored, tookMs: performance.now() - beganAt };
  } finally {
    if (writes) job.turns.done();
  }
};

const rowsFor = ({ turns, isUnattended }: ImportJob): number => {
  if (turns.wasHeldWithin(stepsComeForMs)) return rowsMs.whileStepsCome;
  return isUnattended ? rowsMs.unattended : rowsMs.alone;
};

const contextOf = ({ job, bulk, startedAt }: Run, fieldName: (path: string) => string): BatchContext => {
  const db = bulk.db();
  const { holdShelf } = loadSettings(db);
  let faultsReported = 0;
  return {
    db,
    references: new References(db),
    rights: new RowRights(db, job.importer, bulk.readyForPatrons),
    openWorks: bulk.isTaken() ? keepOpenWorks() : readOpenWorks(db),
    source: librarySource,
    journal: createJournal(job.importNumber ?? null, bulk.isTaken),
    fileName: basename(job.file),
    at: startedAt,
    timeZone: job.timeZone,
    now: job.now,
    days: holdShelf,
    fieldName,
    isHurried: () => !bulk.isTaken() && job.turns.isHeld(),
    isAlone: bulk.isTaken,
    tellsRows: job.listsRows === true || Boolean(job.rowReport),
    tellsChanges: job.listsRows === true,
    onFault: (error) => {
      if ((faultsReported += 1) <= maxFaultsReported) job.onFault(error);
    },
  };
};

const tellProgress = (
  { job, bulk, tally, startedMs }: Run,
  bytesRead: number,
  bytesTotal: number,
  built = 0,
): void =>
  job.progress({
    fileName: basename(job.file),
    // What is built at the end takes its time too: the file is done with it.
    bytesRead: Math.round(
      bulk.isTaken() ? bytesRead * shareOfRows + bytesTotal * (1 - shareOfRows) * built : bytesRead,
    ),
    bytesTotal,
    totals: { ...tally.totals },
    elapsedMs: Math.round(performance.now() - startedMs),
  });

/** Tells how much is built of what a load in bulk stored. @returns whether to go on. */
const tellBuilt = (run: Run, done: number): boolean => {
  const size = run.sizeBytes;
  tellProgress(run, size, size, done);
  return !run.job.cancelled();
};

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
  run.write(batch);
  run.tally.add(batch, maxRowsShown, maxRowsListed);
};

const refuseInFile = (run: Run, field: string, reason: string): void => {
  const tally = new Tally();
  tally.refuse({ section: 'file', row: 0, key: '', field, reason }, 'file');
  keep(run, tally);
};
