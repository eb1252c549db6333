import { mkdirSync, rmSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Mapping } from '../../../shared/domain/intake/mapping.ts';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { ImportProgress, ImportReport } from '../../../shared/ipc/import-views.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { fail, ok, refuse } from '../../../shared/ipc/result.ts';
import type { DeskSession } from '../desk/records/session/session.service.ts';
import type { ChosenFiles } from './chosen-file.ts';
import type { ImportTask } from './import-messages.ts';
import { taskOf } from './import-messages.ts';
import type { Importer } from './importer.ts';
import { authorizeImporter } from './importer.ts';
import type { FileStamp } from './reading/open-regular.ts';
import type { ImportProcess, RunningImport } from './running-import.ts';
import { startImport } from './running-import.ts';
import { t } from '../../../shared/words/words.ts';

/** The copy of the database on which a trial is made. It holds data of patrons: it goes with the trial, or at the next start. */
const folderOf = (dataDir: string): string => join(dataDir, 'trial');

/** Where a trial writes what became of each row; the next trial takes its place. */
const trialReportOf = (dataDir: string): string => join(dataDir, 'reports', 'last-trial.csv');

/** What a trial stores beside the copy stays below this. */
const roomBesideBytes = 64 * 1024 * 1024;

/** Does away with what a trial left that did not come to its end. */
const clearTrial = (dataDir: string): void => rmSync(folderOf(dataDir), { recursive: true, force: true });

/** How many bytes are missing on the disk for a trial: 0 where there is room. @throws errors of the file system. */
const roomMissing = async (databaseFile: string, dataDir: string): Promise<number> => {
  const { size } = await stat(databaseFile);
  const { bavail, bsize } = await statfs(dataDir);
  return Math.max(0, 2 * size + roomBesideBytes - bavail * bsize);
};

/** What trials need from outside. */
type Options = {
  readonly dataDir: string;
  readonly databaseFile: string;
  readonly timeZone: () => string;
  readonly startProcess: () => ImportProcess;
  readonly emitTrial: (progress: ImportProgress) => void;
  readonly session: DeskSession;
  readonly showInFolder: (path: string) => void;
  readonly logFault?: (error: Error) => void;
};

/** What the chosen file is, and what runs beside. */
type Beside = { readonly find: ChosenFiles['find']; readonly isImporting: () => boolean };

/** Trials of a chosen file, one at a time. */
export type Trials = {
  /**
   * Imports the chosen file into a copy of the database, by the code and with the rights of the import: whatever comes of it here
   * comes of it there, and nothing of it is stored. No step of staff waits for it. Answers at its end; `cancelTrial` ends it early.
   */
  readonly try: (input: Input<'libraryFile.try'>) => Promise<Result<ImportReport>>;
  readonly cancelTrial: () => Result<null>;
  /** Shows the file of what became of each row of the last trial. */
  readonly showTrial: () => Result<null>;
  readonly close: () => Promise<void>;
};

/** Does away with what a trial left; where that fails, the next trial or the next start does. */
const clear = ({ dataDir, logFault }: Options): void => {
  try {
    clearTrial(dataDir);
  } catch (error) {
    logFault?.(error instanceof Error ? error : new Error(String(error)));
  }
};

const taskOfTrial = (
  options: Options,
  importer: Importer,
  { path, stamp }: { readonly path: string; readonly stamp: FileStamp },
  mapping: Mapping,
): ImportTask =>
  taskOf(options, path, importer, {
    reportsDir: resolve(folderOf(options.dataDir), 'reports'),
    mapping,
    stamp,
    rowReport: { path: trialReportOf(options.dataDir), as: 'table' },
    listsRows: true,
    trialCopy: resolve(folderOf(options.dataDir), 'trial.sqlite'),
    isUnattended: true,
  });

/** Imports into a copy, if there is room for it on the disk. @param began told of the import, to cancel it. */
const runOnCopy = async (
  options: Options,
  task: ImportTask,
  began: (running: RunningImport) => void,
): Promise<Result<ImportReport>> => {
  const failed = (why: string): Result<never> => fail('file-unreadable', why, undefined, false);
  const { dataDir } = options;
  const missing = await roomMissing(options.databaseFile, dataDir);
  if (missing > 0) {
    const why = t('exchange.aTrialNeedsRoom', { missing: Math.ceil(missing / 2 ** 20) });
    return fail('disk-full', why, undefined, false);
  }
  clearTrial(dataDir);
  mkdirSync(folderOf(dataDir), { mode: 0o700 });
  const running = startImport(
    options.startProcess(),
    { kind: 'import', task },
    { onProgress: options.emitTrial, onFault: (error) => options.logFault?.(error) },
  );
  began(running);
  const { report, exhausted } = await running.ended;
  clear(options);
  if (exhausted) return failed(t('exchange.theFileIsDamagedItNeeds', { stays: '' }));
  if (report === null) return failed(t('exchange.theTrialEndedEarly'));
  if (report.failure === null) return ok(report);
  return failed(t('exchange.theTrialFoundThat', { failure: report.failure }));
};

export const openTrials = (options: Options, { find, isImporting }: Beside): Trials => {
  const { dataDir, session } = options;
  let isBusy = false;
  let running: RunningImport | null = null;
  clear(options);
  return {
    try: async ({ token, mapping }) => {
      const importer = authorizeImporter(session);
      if (!importer.ok) return importer;
      if (isImporting() || isBusy) return refuse('import-running', alreadyRunning, undefined, false);
      const chosen = find(token);
      if (!chosen.ok) return chosen;
      isBusy = true;
      try {
        const task = taskOfTrial(options, importer.value, chosen.value, mapping);
        return await runOnCopy(options, task, (now) => (running = now));
      } finally {
        isBusy = false;
        running = null;
      }
    },
    cancelTrial: () => {
      const allowed = authorizeImporter(session);
      if (!allowed.ok) return allowed;
      running?.cancel();
      return ok(null);
    },
    showTrial: () => {
      const allowed = authorizeImporter(session);
      if (!allowed.ok) return allowed;
      options.showInFolder(trialReportOf(dataDir));
      return ok(null);
    },
    close: async () => {
      running?.cancel();
      await running?.ended;
    },
  };
};

/** Why nothing is begun. */
export const alreadyRunning = t('exchange.anotherFileIsBeingImportedWait');
