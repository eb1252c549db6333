import { mkdirSync, rmSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { ImportProgress, ImportReport } from '../../../../shared/ipc/import-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { fail, ok, refuse } from '../../../../shared/ipc/result.ts';
import type { DeskSession } from '../directory/session/session.service.ts';
import type { ChosenFiles } from './chosen-file.ts';
import type { ImportTask } from './import-messages.ts';
import { taskOf } from './import-messages.ts';
import { authorizeImporter } from './importer.ts';
import type { ImportProcess, RunningImport } from './running-import.ts';
import { startImport } from './running-import.ts';
import { t } from '../../../../shared/words/words.ts';

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

export const openTrials = (options: Options, { find, isImporting }: Beside): Trials => {
  const { dataDir, session } = options;
  const fault = (error: unknown): void =>
    options.logFault?.(error instanceof Error ? error : new Error(String(error)));
  let running: RunningImport | null = null;
  const clear = (): void => {
    try {
      clearTrial(dataDir);
    } catch (error) {
      // The next trial, or the next start, does away with it.
      fault(error);
    }
  };
  clear();
  const runOnCopy = async (task: ImportTask): Promise<Result<ImportReport>> => {
    clearTrial(dataDir);
    mkdirSync(folderOf(dataDir), { mode: 0o700 });
    running = startImport(
      options.startProcess(),
      { kind: 'import', task },
      { onProgress: options.emitTrial, onFault: fault },
    );
    const { report, exhausted } = await running.ended;
    running = null;
    clear();
    if (exhausted)
      return fail('file-unreadable', t('exchange.theFileIsDamagedItNeeds', { stays: '' }), undefined, false);
    if (report === null) return fail('file-unreadable', t('exchange.theTrialEndedEarly'), undefined, false);
    return report.failure === null
      ? ok(report)
      : fail(
          'file-unreadable',
          t('exchange.theTrialFoundThat', { failure: report.failure }),
          undefined,
          false,
        );
  };
  let isBeginning = false;
  return {
    try: async ({ token, mapping }) => {
      const importer = authorizeImporter(session);
      if (!importer.ok) return importer;
      if (isImporting() || running || isBeginning)
        return refuse('import-running', alreadyRunning, undefined, false);
      const chosen = find(token);
      if (!chosen.ok) return chosen;
      isBeginning = true;
      try {
        const missing = await roomMissing(options.databaseFile, dataDir);
        if (missing > 0)
          return fail(
            'disk-full',
            t('exchange.aTrialNeedsRoom', { missing: Math.ceil(missing / 2 ** 20) }),
            undefined,
            false,
          );
        return await runOnCopy(
          taskOf(options, chosen.value.path, importer.value, {
            reportsDir: resolve(folderOf(dataDir), 'reports'),
            mapping,
            stamp: chosen.value.stamp,
            rowReport: { path: trialReportOf(dataDir), as: 'table' },
            listsRows: true,
            trialCopy: resolve(folderOf(dataDir), 'trial.sqlite'),
            isUnattended: true,
          }),
        );
      } finally {
        isBeginning = false;
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
