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

/**
 * The folder for the copy of the database that a dry run uses. It holds patron data, so it is deleted after the dry run, or at the next
 * start.
 */
const folderOf = (dataDir: string): string => join(dataDir, 'trial');

/** The file with the result of each row; the next dry run replaces it. */
const reportOfDryRun = (dataDir: string): string => join(dataDir, 'reports', 'last-trial.csv');

/** The space that a dry run may need beyond the copy. */
const roomBesideBytes = 64 * 1024 * 1024;

/** Deletes what an interrupted dry run left. */
const clearDryRun = (dataDir: string): void => rmSync(folderOf(dataDir), { recursive: true, force: true });

/** Returns how many bytes a dry run lacks on the disk; 0 if there is enough space. @throws errors of the file system. */
const roomMissing = async (databaseFile: string, dataDir: string): Promise<number> => {
  const { size } = await stat(databaseFile);
  const { bavail, bsize } = await statfs(dataDir);
  return Math.max(0, 2 * size + roomBesideBytes - bavail * bsize);
};

/** The dependencies of dry runs. */
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

/** Deletes what a dry run left. If that fails, the next dry run or the next start tries again. */
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

/** Imports into a copy, if the disk has space for it. @param began receives the running import, to cancel it. */
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
   * Imports the chosen file into a copy of the database, with the code and the rights of a real import: the result is the same, and
   * nothing is stored. Commands do not wait for it. Resolves at the end; `cancel` stops it early.
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

  /** Shows the file with the result of each row of the last dry run. */
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

/** The refusal while another import or dry run is running. */
export const alreadyRunning = t(
  'Another file is being imported. Wait until it finishes, or cancel it first.',
);
