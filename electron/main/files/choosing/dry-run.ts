import { mkdirSync, rmSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Mapping } from '../../../../shared/domain/intake/mapping.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { ImportProgress, ImportReport } from '../../../../shared/ipc/import-views.ts';
import { type Result, fail, ok, refuse } from '../../../../shared/ipc/result.ts';
import type { DeskSession } from '../../desk/records/session/session.service.ts';
import type { ChosenFiles } from './chosen-file.ts';
import { type ImportTask, taskOf } from '../process/messages.ts';
import { type Importer, authorizeImporter } from '../importer.ts';
import type { FileStamp } from '../reading/open-regular.ts';
import type { FileProcess } from '../process/child-process.ts';
import { type RunningWork, startWork } from '../process/start-work.ts';
import { t } from '../../../../shared/words/words.ts';

/** The copy of the database on which a dry run is made. It holds data of patrons: it goes with the dry run, or at the next start. */
const folderOf = (dataDir: string): string => join(dataDir, 'trial');

/** Where a dry run writes what became of each row; the next dry run takes its place. */
const reportOfDryRun = (dataDir: string): string => join(dataDir, 'reports', 'last-trial.csv');

/** What a dry run stores beside the copy stays below this. */
const roomBesideBytes = 64 * 1024 * 1024;

/** Does away with what a dry run left that did not come to its end. */
const clearDryRun = (dataDir: string): void => rmSync(folderOf(dataDir), { recursive: true, force: true });

/** How many bytes are missing on the disk for a dry run: 0 where there is room. @throws errors of the file system. */
const roomMissing = async (databaseFile: string, dataDir: string): Promise<number> => {
  const { size } = await stat(databaseFile);
  const { bavail, bsize } = await statfs(dataDir);
  return Math.max(0, 2 * size + roomBesideBytes - bavail * bsize);
};

/** What dry runs need from outside. */
type Options = {
  readonly dataDir: string;
  readonly databaseFile: string;
  readonly timeZone: () => string;
  readonly startProcess: () => FileProcess;
  readonly emitDryRun: (progress: ImportProgress) => void;
  readonly session: DeskSession;
  readonly showInFolder: (path: string) => void;
  readonly logFault?: (error: Error) => void;
};

/** Does away with what a dry run left; where that fails, the next dry run or the next start does. */
const clear = ({ dataDir, logFault }: Options): void => {
  try {
    clearDryRun(dataDir);
  } catch (error) {
    logFault?.(error instanceof Error ? error : new Error(String(error)));
  }
};

const taskOfDryRun = (
  options: Options,
  importer: Importer,
  { path, stamp }: { readonly path: string; readonly stamp: FileStamp },
  mapping: Mapping,
): ImportTask =>
  taskOf(options, path, importer, {
    reportsDir: resolve(folderOf(options.dataDir), 'reports'),
    mapping,
    stamp,
    rowReport: { path: reportOfDryRun(options.dataDir), as: 'table' },
    listsRows: true,
    dryRunCopy: resolve(folderOf(options.dataDir), 'trial.sqlite'),
    isUnattended: true,
  });

/** Imports into a copy, if there is room for it on the disk. @param began told of the import, to cancel it. */
const runOnCopy = async (
  options: Options,
  task: ImportTask,
  began: (running: RunningWork<'import'>) => void,
): Promise<Result<ImportReport>> => {
  const failed = (why: string): Result<never> => fail('file-unreadable', why, undefined, false);
  const { dataDir } = options;
  const missing = await roomMissing(options.databaseFile, dataDir);
  if (missing > 0) {
    const why = t(
      'There is not enough disk space to preview the file on a copy of the database. Free up {missing} MB and try again.',
      { missing: Math.ceil(missing / 2 ** 20) },
    );
    return fail('disk-full', why, undefined, false);
  }
  clearDryRun(dataDir);
  mkdirSync(folderOf(dataDir), { mode: 0o700 });
  const running = startWork<'import'>(
    options.startProcess(),
    { kind: 'import', task },
    { onProgress: options.emitDryRun, onFault: (error) => options.logFault?.(error) },
  );
  began(running);
  const { end, exhausted } = await running.ended;
  clear(options);
  if (exhausted)
    return failed(
      t(
        'The file is damaged: it takes more memory than any list should{stays}. Open it in Excel, save it as “CSV UTF-8”, and import that file.',
        { stays: '' },
      ),
    );
  if (end === null) return failed(t('The preview stopped early. Nothing was saved. Try again.'));
  const { failure } = end.report;
  return failure === null
    ? ok(end.report)
    : failed(t('{failure} This was only a preview: nothing was saved.', { failure }));
};

/** Dry runs of a chosen file, one at a time. */
export class DryRuns {
  private readonly options: Options;
  private readonly chosen: ChosenFiles;
  private isBusy = false;
  private running: RunningWork<'import'> | null = null;

  constructor(options: Options, chosen: ChosenFiles) {
    this.options = options;
    this.chosen = chosen;
    clear(options);
  }

  /**
   * Imports the chosen file into a copy of the database, by the code and with the rights of the import: whatever comes of it here
   * comes of it there, and nothing of it is stored. No step of staff waits for it. Answers at its end; `cancel` ends it early.
   */
  async run(
    { token, mapping }: Input<'libraryFile.dryRun'>,
    isImporting: boolean,
  ): Promise<Result<ImportReport>> {
    const importer = authorizeImporter(this.options.session);
    if (!importer.ok) return importer;
    if (isImporting || this.isBusy) return refuse('import-running', alreadyRunning, undefined, false);
    const chosen = this.chosen.find(token);
    if (!chosen.ok) return chosen;
    this.isBusy = true;
    try {
      const task = taskOfDryRun(this.options, importer.value, chosen.value, mapping);
      return await runOnCopy(this.options, task, (running) => (this.running = running));
    } finally {
      this.isBusy = false;
      this.running = null;
    }
  }

  cancel(): Result<null> {
    const allowed = authorizeImporter(this.options.session);
    if (!allowed.ok) return allowed;
    this.running?.cancel();
    return ok(null);
  }

  /** Shows the file of what became of each row of the last dry run. */
  show(): Result<null> {
    const allowed = authorizeImporter(this.options.session);
    if (!allowed.ok) return allowed;
    this.options.showInFolder(reportOfDryRun(this.options.dataDir));
    return ok(null);
  }

  async close(): Promise<void> {
    this.running?.cancel();
    await this.running?.ended;
  }
}

/** Why nothing is begun. */
export const alreadyRunning = t(
  'Another file is being imported. Wait until it finishes, or cancel it first.',
);
