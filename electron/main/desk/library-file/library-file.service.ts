import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { Output } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { ImportProgress, ImportReport, ImportTotals } from '../../../../shared/ipc/import-views.ts';
import type { ImportThread } from './import-thread.ts';
import { startImportThread } from './import-thread.ts';

/** What the import of files needs from outside. Nothing of Electron: the composition root passes it in. */
export type LibraryFileOptions = {
  /** The program's data folder: reports go to `reports` in it. */
  readonly dataDir: string;
  readonly databaseFile: string;
  /** IANA zone of the library. */
  readonly timeZone: () => string;
  /** The code of the import thread. */
  readonly workerFile: string;
  readonly emitProgress: (progress: ImportProgress) => void;
  readonly emitEnded: (report: ImportReport) => void;
  /** Whether who works here may import; a refusal says which role is missing. */
  readonly judge: () => Result<null>;
  /** Lets a person choose a file; null when the dialog was closed. */
  readonly chooseFile: () => Promise<string | null>;
  readonly showInFolder: (path: string) => void;
  readonly now: () => Date;
  /** Takes the error of which an import thread died, for the log. It holds no values of rows. */
  readonly logFault?: (error: Error) => void;
};

/** Imports library files and CSV files of requests, one at a time. */
export type LibraryFile = {
  /** Asks for a file. The token stands for it, so that no page can name a path. */
  readonly choose: () => Promise<Result<Output<'libraryFile.choose'>>>;
  /** Starts the import of a chosen file and returns; progress and report come as events. */
  readonly import: (token: string) => Result<null>;
  /** Imports a file, after the one that runs, and waits for its end. Never rejects. */
  readonly importPath: (file: string) => Promise<ImportReport>;
  readonly cancel: () => Result<null>;
  readonly status: () => Result<Output<'libraryFile.status'>>;
  /** Shows the file of refused rows of the last import in the system's file manager. */
  readonly showReport: () => Result<null>;
  /** Cancels what runs and waits until its thread has let go of the database. */
  readonly close: () => Promise<void>;
};

const noTotals: ImportTotals = { added: 0, updated: 0, skipped: 0, refused: 0 };

const unreadable = (file: string): Result<never> =>
  refuse(
    'file-unreadable',
    `The file ${basename(file)} cannot be read. Choose it again, or copy it to this machine first.`,
  );

const failedReport = (file: string, failure: string, totals: ImportTotals, now: Date): ImportReport => ({
  fileName: basename(file),
  outcome: 'failed',
  failure,
  totals,
  bySection: {},
  refused: [],
  reportFile: null,
  startedAt: instantOf(now),
  endedAt: instantOf(now),
});

export const createLibraryFile = (options: LibraryFileOptions): LibraryFile => {
  let chosen: { readonly token: string; readonly file: string } | null = null;
  let running: {
    readonly thread: ImportThread;
    progress: ImportProgress;
    ended: Promise<ImportReport>;
  } | null = null;
  let lastReport: ImportReport | null = null;
  let closing = false;

  const start = (file: string): Promise<ImportReport> => {
    const { databaseFile, dataDir } = options;
    const task = {
      file: resolve(file),
      databaseFile: resolve(databaseFile),
      reportsDir: resolve(dataDir, 'reports'),
      timeZone: options.timeZone(),
    };
    let progress: ImportProgress = {
      fileName: basename(file),
      bytesRead: 0,
      bytesTotal: 0,
      totals: noTotals,
    };
    const startedAt = options.now();
    const thread = startImportThread(options.workerFile, task, {
      onProgress: (latest) => {
        progress = latest;
        if (running) running.progress = latest;
        options.emitProgress(latest);
      },
      onFault: (error) => options.logFault?.(error),
    });
    const ended = thread.ended.then((told) => {
      const report = told ?? failedReport(file, interrupted(progress.totals), progress.totals, startedAt);
      lastReport = report;
      running = null;
      options.emitEnded(report);
      return report;
    });
    running = { thread, progress, ended };
    return ended;
  };

  // The refused rows of a file name patrons and requests of every library.
  const reportFor = (report: ImportReport): ImportReport =>
    options.judge().ok ? report : { ...report, refused: [], reportFile: null };

  return {
    choose: async () => {
      const allowed = options.judge();
      if (!allowed.ok) return allowed;
      const file = await options.chooseFile();
      if (file === null) return ok(null);
      try {
        const { size } = await stat(file);
        chosen = { token: randomUUID(), file };
        return ok({ token: chosen.token, fileName: basename(file), sizeBytes: size });
      } catch {
        return unreadable(file);
      }
    },
    import: (token) => {
      const allowed = options.judge();
      if (!allowed.ok) return allowed;
      if (running) return refuse('import-running', alreadyRunning, undefined, true);
      if (chosen?.token !== token)
        return refuse('file-unreadable', 'The chosen file is not known any more. Choose it again.');
      const { file } = chosen;
      chosen = null;
      void start(file);
      return ok(null);
    },
    importPath: async (file) => {
      while (running && !closing) await running.ended;
      return closing ? failedReport(file, ending, noTotals, options.now()) : await start(file);
    },
    cancel: () => {
      const allowed = options.judge();
      if (!allowed.ok) return allowed;
      running?.thread.cancel();
      return ok(null);
    },
    status: () => ok({ running: running?.progress ?? null, lastReport: lastReport && reportFor(lastReport) }),
    showReport: () => {
      const allowed = options.judge();
      if (!allowed.ok) return allowed;
      if (!lastReport?.reportFile)
        return refuse('file-unreadable', 'The last import refused no row, so there is no report file.');
      options.showInFolder(lastReport.reportFile);
      return ok(null);
    },
    close: async () => {
      closing = true;
      running?.thread.cancel();
      await running?.ended;
    },
  };
};

const alreadyRunning = 'Another file is being imported. Wait until it is done, or cancel it first.';

const ending = 'The program is ending. Import the file at the next start.';

const interrupted = ({ added, updated }: ImportTotals): string =>
  `The import stopped unexpectedly${
    added + updated > 0 ? `; at least ${added + updated} rows were stored and stay` : ''
  }. Restart the program and import the file again: rows that are there already are recognised.`;
