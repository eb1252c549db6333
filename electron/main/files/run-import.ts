import { basename } from 'node:path';
import { instantOf } from '../../../shared/domain/dates.ts';
import type { Instant } from '../../../shared/domain/ids.ts';
import type { ImportReport, ImportTotals } from '../../../shared/ipc/import-views.ts';
import { t } from '../../../shared/words/words.ts';
import { RowRights } from './checking/authorize-row.ts';
import { failureMessage } from './failures.ts';
import { FirstFile } from './first-file.ts';
import { librarySource } from './export/request-for-file.ts';
import type { ImportJob } from './import-job.ts';
import { columnName } from './intake/own-value.ts';
import { dayOrdersOf } from './intake/day-order.ts';
import { saveReading, recognizeAsBefore, withKept } from './intake/saved-profiles.ts';
import { scoreOf } from './intake/recognize.ts';
import { tableBatches } from './intake/table-batches.ts';
import { type Portions, openPortions } from './process/portions.ts';
import { jsonBatches, lineOfByte, outlineOf, brokenFile, refuseOther } from './reading/json-batches.ts';
import { assertSameStamp, openRegular } from './reading/open-regular.ts';
import { openTables } from './reading/open-tables.ts';
import { type Sniffed, sniff } from './reading/sniff.ts';
import { type SourceFile, readThrough } from './reading/source-file.ts';
import { Results } from './report/results.ts';
import { FileFault } from './row-fault.ts';
import type { RawBatch } from './sections.ts';
import { checkBatch } from './storing/check-batch.ts';
import type { ImportContext } from './storing/writing.ts';
import { storeBatch } from './storing/import-batch.ts';
import { createJournal } from './storing/journal.ts';
import { cacheOpenRequests } from './storing/open-requests.ts';
import { References } from './storing/references.ts';
import { Tally } from './report/tally.ts';

const progressEveryMs = 100;
/** The most unexpected row errors sent to the log. */
const maxFaultsReported = 5;

/**
 * Imports a library file or a CSV file of requests. Never throws: the report names the error, and rows stored before it stay. But the
 * first large file of a library stores nothing if it is cancelled, or if a database or disk error stops it.
 */
export const runImport = async (job: ImportJob): Promise<ImportReport> => {
  const run = beginRun(job);
  const { results } = run;
  let failure: string | null = null;
  let stopped = false;
  let isFilesFault = false;
  let reportFile: string | null = null;
  const endedBy = (error: unknown): void => {
    job.onFault(error);
    failure ??= failureMessage(error);
  };
  try {
    stopped = await importFile(run);
  } catch (error) {
    endedBy(error);
    isFilesFault = error instanceof FileFault;
  }
  let isStored = false;
  try {
    // The rows before the place where a file breaks off are stored.
    isStored = run.firstFile.end(!stopped && (failure === null || isFilesFault), (built) => {
      reportProgress(run, run.sizeBytes, run.sizeBytes, built);
      return !job.cancelled();
    });
    stopped ||= !isStored && failure === null;
  } catch (error) {
    endedBy(error);
  }
  try {
    if (!isStored) results.forget();
    reportFile = results.close();
    job.beforeReport?.();
  } catch (error) {
    endedBy(error);
  }
  const { tally } = results;
  return {
    fileName: basename(job.file),
    outcome: failure !== null ? 'failed' : stopped ? 'cancelled' : 'done',
    failure: failure && withWhatStays(failure, tally),
    totals: tally.totals,
    bySection: Object.fromEntries(tally.bySection),
    letters: tally.letters,
    outcomes: job.listsRows ? tally.outcomes() : null,
    refused: tally.refused,
    remarks: tally.remarks,
    reportFile,
    startedAt: run.startedAt,
    endedAt: instantOf(job.now()),
  };
};

type Run = {
  readonly job: ImportJob;
  readonly firstFile: FirstFile;
  readonly portions: Portions;
  readonly results: Results;
  readonly startedAt: Instant;
  readonly startedMs: number;
  /** The size of the file, or of the table being read. */
  sizeBytes: number;
};

const beginRun = (job: ImportJob): Run => {
  const startedAt = instantOf(job.now());
  return {
    job,
    firstFile: new FirstFile(job),
    portions: openPortions(job),
    results: new Results(job.reportsDir, job.rowReport, startedAt),
    startedAt,
    startedMs: performance.now(),
    sizeBytes: 0,
  };
};
/** The number of rows that were read and neither skipped nor refused. */
const rowsRead = ({ added, updated, unchanged, conflict }: ImportTotals): number =>
  added + updated + unchanged + conflict;

const withWhatStays = (failure: string, { totals }: Tally): string => {
  const stays = rowsRead(totals);
  if (stays === 0) return t('{failure} Nothing was imported.', { failure });
  return t(
    '{failure} {stays, plural, one {# row} other {# rows}} before that {stays, plural, one {was} other {were}} imported. You can safely import the file again.',
    { failure, stays },
  );
};

/** @returns whether it was cancelled. @throws FileFault, and errors of the disk and the database. */
const importFile = async (run: Run): Promise<boolean> => {
  const opened = await openRegular(run.job.file);
  try {
    if (run.job.stamp) assertSameStamp(opened, run.job.stamp);
    const { sizeBytes: size } = opened;
    const file = run.job.digest.watch(opened.file);
    reportProgress(run, 0, size);
    const sniffed = await sniff(file, size, run.job.file);
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
  refuseOther(outline, line);
  for (const section of outline.notLists)
    refuseInFile(run, section, t('It must be a list in square brackets “[ ]”.'));
  run.sizeBytes = size;
  await run.firstFile.begin(size);
  const context = contextOf(run, (path) => path);
  const stopped = await importBatches(run, context, jsonBatches(file, outline), size);
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
        reason: t('The file breaks off in this row (line {line}, byte {byte}): {why}.', { line, byte, why }),
      },
      section,
    );
    run.results.keep(broken);
  }
  throw brokenFile(outline, line);
};

const importTable = async (
  run: Run,
  file: SourceFile,
  size: number,
  sniffed: Exclude<Sniffed, { readonly kind: 'json' }>,
): Promise<boolean> => {
  const { job, startedAt } = run;
  if (sniffed.kind === 'zip') await readThrough(file, size);
  const tables = await openTables(file, size, sniffed, scoreOf);
  const { mapping } = job;
  const { readings } = await recognizeAsBefore(job.db, tables, mapping);
  run.sizeBytes = size;
  await run.firstFile.begin(size);
  const context = contextOf(run, (path) => path);
  for (const found of readings) {
    const reading = withKept(job.db, found);
    const orders = await dayOrdersOf(reading, job.cancelled);
    if (job.cancelled()) return true;
    saveReading(job.db, { reading, orders, mapping }, { at: startedAt, journal: context.journal });
    const sheet = readings.length > 1 ? t(' (sheet {tableName})', { tableName: reading.table.name }) : '';
    const stopped = await importBatches(
      run,
      { ...context, source: reading.system, fieldName: (path) => `${columnName(reading, path)}${sheet}` },
      tableBatches(reading, orders, job.timeZone),
      reading.table.sizeBytes,
    );
    if (stopped) return true;
  }
  return false;
};

/** @returns whether it was cancelled. */
const importBatches = async (
  run: Run,
  context: ImportContext,
  batches: AsyncIterable<RawBatch>,
  size: number,
): Promise<boolean> => {
  const { job, portions } = run;
  let progressAt = -Infinity;
  for await (const batch of batches) {
    const checked = checkBatch(batch, job.timeZone);
    for (let from = 0; from < checked.rows.length;) {
      if (job.cancelled()) return true;
      const { tally, taken } = await portions.store((isOver) => storeBatch(context, checked, from, isOver));
      run.results.keep(tally);
      from += taken;
      if (performance.now() - progressAt < progressEveryMs) continue;
      progressAt = performance.now();
      reportProgress(run, batch.bytesRead, size);
    }
  }
  return job.cancelled();
};

const contextOf = ({ job, startedAt }: Run, fieldName: (path: string) => string): ImportContext => {
  const { db } = job;
  let faultsReported = 0;
  return {
    db,
    references: new References(db),
    rights: new RowRights(db, job.importer),
    openRequests: cacheOpenRequests(db),
    source: librarySource,
    journal: createJournal(job.importNumber),
    fileName: basename(job.file),
    at: startedAt,
    clock: { now: job.now, timeZone: () => job.timeZone },
    fieldName,
    reportsRows: job.listsRows || job.rowReport !== null,
    reportsChanges: job.listsRows,
    onFault: (error) => {
      if ((faultsReported += 1) <= maxFaultsReported) job.onFault(error);
    },
  };
};

const reportProgress = (run: Run, bytesRead: number, bytesTotal: number, built = 0): void =>
  run.job.progress({
    fileName: basename(run.job.file),
    bytesRead: run.firstFile.bytesDone(bytesRead, bytesTotal, built),
    bytesTotal,
    totals: { ...run.results.tally.totals },
    elapsedMs: Math.round(performance.now() - run.startedMs),
  });

const refuseInFile = (run: Run, field: string, reason: string): void => {
  const tally = new Tally();
  tally.refuse({ section: 'file', row: 0, key: '', field, reason }, 'file');
  run.results.keep(tally);
};
