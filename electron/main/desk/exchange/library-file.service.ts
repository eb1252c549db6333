import { basename } from 'node:path';
import type { OperatorId, OpId } from '../../../../shared/domain/ids.ts';
import type { DeskSession } from '../directory/session/session.service.ts';
import { failureMessage } from './failures.ts';
import type { ImportLog } from './import-log.ts';
import type { Importer } from './importer.ts';
import { authorizeImporter, renewImporter } from './importer.ts';
import type { Input, Output } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { ImportProgress, ImportReport } from '../../../../shared/ipc/import-views.ts';
import type { ImportProcess, RunningImport } from './running-import.ts';
import { startImport } from './running-import.ts';
import type { ChosenFiles } from './chosen-file.ts';
import { chooseFiles } from './chosen-file.ts';
import type { HowToImport, ImportTask } from './import-messages.ts';
import { taskOf } from './import-messages.ts';
import { noTotals, reportOfEnd, reportOfFailure, withoutRows } from './missing-report.ts';
import type { Trials } from './trial.ts';
import { alreadyRunning, openTrials } from './trial.ts';
import { t } from '../../../../shared/words/words.ts';

/** What the import of files needs from outside. Nothing of Electron: the composition root passes it in. */
export type LibraryFileOptions = {
  /** The program's data folder: reports go to `reports` in it. */
  readonly dataDir: string;
  readonly databaseFile: string;
  /** IANA zone of the library. */
  readonly timeZone: () => string;
  /** Starts a process with the code of import-process.ts. */
  readonly startProcess: () => ImportProcess;
  /** Hears how far a trial is. */
  readonly emitTrial: (progress: ImportProgress) => void;
  readonly emitProgress: (progress: ImportProgress) => void;
  readonly emitEnded: (report: ImportReport) => void;
  /** Who works here, for what the page asks. */
  readonly session: DeskSession;
  readonly importLog: ImportLog;
  /** Lets a person choose a file; null when the dialog was closed. */
  readonly chooseFile: () => Promise<string | null>;
  readonly showInFolder: (path: string) => void;
  readonly now: () => Date;
  /** Takes what ended an import, and errors of ours for which rows were refused, for the log. Messages may hold values of rows. */
  readonly logFault?: (error: Error) => void;
};

/** Imports library files and CSV files of requests, one at a time. */
export type LibraryFile = Omit<ChosenFiles, 'find' | 'letGo'> &
  Omit<Trials, 'close'> & {
    /** Starts the import of a chosen file and returns; progress and report come as events. */
    readonly import: (input: Input<'libraryFile.import'>) => Result<null>;
    /**
     * Imports a file, after the one that runs, and waits for its end. Never rejects.
     * @param importer with whose rights; where those were refused the report says so, and nothing is imported.
     * @param how left out: as the columns of the file say.
     */
    readonly importPath: (
      file: string,
      importer: Result<Importer>,
      how?: HowToImport,
    ) => Promise<ImportReport>;
    readonly cancel: () => Result<null>;
    /** What runs, and what came of the last import. Which rows were refused is told to who started it or may import. */
    readonly status: () => Result<Output<'libraryFile.status'>>;
    /** Lets something else that writes as an import does go in its place. Returns false where one runs. */
    readonly occupy: (task: Omit<RunningImport, 'ended'> & { readonly ended: Promise<unknown> }) => boolean;
    /** Whether an import writes now. */
    readonly isRunning: () => boolean;
    /** Shows the file of refused rows of the last import in the system's file manager; to the same people. */
    readonly showReport: () => Result<null>;
    /**
     * Carries out a step of staff. An import that runs writes nothing until the step has returned, settled or not. Refused (`import-running`)
     * while one stores in bulk.
     */
    readonly stepFirst: <T>(step: () => T | Promise<T>) => Promise<T | Result<never>>;
    /** Cancels what runs and waits until its process has let go of the database: three seconds at the longest. */
    readonly close: () => Promise<void>;
  };

export const createLibraryFile = (options: LibraryFileOptions): LibraryFile => {
  const { find, letGo, ...chosenFiles } = chooseFiles(options);
  const isImporting = (): boolean => running !== null;
  const { close: closeTrials, ...trials } = openTrials(options, { find, isImporting });
  let running: {
    readonly task: Omit<RunningImport, 'ended'>;
    progress: ImportProgress | null;
    readonly ended: Promise<unknown>;
  } | null = null;
  let stepsUnderWay = 0;
  let last: { readonly report: ImportReport; readonly startedBy: OperatorId | null } | null = null;
  let closing = false;
  const mayReadRows = (startedBy: OperatorId | null): boolean =>
    options.session.operator().id === startedBy || authorizeImporter(options.session).ok;

  const tell = (report: ImportReport, startedBy: OperatorId | null): void => {
    last = { report, startedBy };
    options.emitEnded(mayReadRows(startedBy) ? report : withoutRows(report));
  };

  /** Notes that an import begins. One of which nothing would tell afterwards is not begun. */
  const begin = (
    file: string,
    importer: Importer,
  ): { readonly opId: OpId; readonly number: number } | { readonly failure: string } => {
    try {
      return options.importLog.begin(importer, file);
    } catch (error) {
      options.logFault?.(asError(error));
      return { failure: t('exchange.nothingWasImported', { failureMessage: failureMessage(error) }) };
    }
  };

  const start = (file: string, importer: Importer, how: Partial<ImportTask>): Promise<ImportReport> => {
    const startedBy = importer.operator.id;
    const begun = begin(file, importer);
    if ('failure' in begun) return Promise.resolve(notImported(file, begun.failure, startedBy));
    const task = taskOf(options, file, importer, { ...how, importNumber: begun.number });
    let progress: ImportProgress = {
      fileName: basename(file),
      bytesRead: 0,
      bytesTotal: 0,
      totals: noTotals,
      elapsedMs: 0,
    };
    const startedAt = options.now();
    const importing = startImport(
      options.startProcess(),
      { kind: 'import', task },
      {
        onProgress: (latest) => {
          progress = latest;
          if (running) running.progress = latest;
          options.emitProgress(latest);
        },
        onFault: (error) => options.logFault?.(error),
      },
    );
    const ended = importing.ended.then((end) => {
      const report =
        end.report ?? reportOfEnd(file, end, progress.totals, { startedAt, endedAt: options.now() });
      running = null;
      try {
        options.importLog.end(begun.opId, report, end.read);
      } catch (error) {
        // The next start notes it as interrupted.
        options.logFault?.(asError(error));
      }
      tell(report, startedBy);
      return report;
    });
    running = { task: importing, progress, ended };
    return ended;
  };

  const failedAtOnce = (file: string, failure: string): ImportReport => {
    const now = options.now();
    return reportOfFailure(file, failure, { startedAt: now, endedAt: now });
  };
  const notImported = (file: string, why: string, startedBy: OperatorId | null): ImportReport => {
    const report = failedAtOnce(file, why);
    tell(report, startedBy);
    return report;
  };

  return {
    ...chosenFiles,
    ...trials,
    import: ({ token, mapping }) => {
      const importer = authorizeImporter(options.session);
      if (!importer.ok) return importer;
      if (running) return refuse('import-running', alreadyRunning, undefined, true);
      const chosen = find(token);
      if (!chosen.ok) return chosen;
      const { path, stamp } = chosen.value;
      letGo();
      void start(path, importer.value, { mapping, stamp, listsRows: true });
      return ok(null);
    },
    importPath: async (file, importer, how = {}) => {
      if (!importer.ok) return notImported(file, importer.error.message, null);
      while (running && !closing) await running.ended;
      if (closing) return failedAtOnce(file, ending);
      const now = renewImporter(options.session, importer.value);
      return now.ok
        ? await start(file, now.value, how)
        : notImported(file, now.error.message, importer.value.operator.id);
    },
    cancel: () => {
      const allowed = authorizeImporter(options.session);
      if (!allowed.ok) return allowed;
      running?.task.cancel();
      return ok(null);
    },
    status: () => {
      const lastReport = last && (mayReadRows(last.startedBy) ? last.report : withoutRows(last.report));
      return ok({ running: running?.progress ?? null, lastReport });
    },
    occupy: (task) => {
      if (running || closing) return false;
      const ended = task.ended.finally(() => (running = null));
      running = { task, progress: null, ended };
      return true;
    },
    isRunning: isImporting,
    showReport: () => {
      const allowed = authorizeImporter(options.session);
      if (!allowed.ok && !(last && mayReadRows(last.startedBy))) return allowed;
      if (!last?.report.reportFile) return refuse('file-unreadable', t('exchange.theLastImportRefusedNoRow'));
      options.showInFolder(last.report.reportFile);
      return ok(null);
    },
    stepFirst: async (step) => {
      if (!running) return await step();
      const { task } = running;
      if (task.isInBulk())
        return refuse('import-running', t('exchange.theFirstFileIsComingIn'), undefined, true);
      stepsUnderWay += 1;
      await task.giveWay();
      let result;
      try {
        result = step();
      } finally {
        stepsUnderWay -= 1;
        if (stepsUnderWay === 0) task.goOn();
      }
      return await result;
    },
    close: async () => {
      closing = true;
      letGo();
      await closeTrials();
      running?.task.cancel();
      await running?.ended;
    },
  };
};

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

const ending = t('exchange.theProgramIsEndingImportThe');
