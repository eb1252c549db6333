import { basename } from 'node:path';
import type { OperatorId, OpId } from '../../../shared/domain/ids.ts';
import type { DeskSession } from '../desk/records/session/session.service.ts';
import { failureMessage } from './failures.ts';
import type { ImportLog } from './import-log.ts';
import type { Importer } from './importer.ts';
import { authorizeImporter, renewImporter } from './importer.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../shared/ipc/result.ts';
import type { ImportProgress, ImportReport } from '../../../shared/ipc/import-views.ts';
import type { LongWrite } from './one-writer.ts';
import { OneWriter } from './one-writer.ts';
import type { ImportProcess } from './running-import.ts';
import { startImport } from './running-import.ts';
import type { ChosenFiles } from './chosen-file.ts';
import { chooseFiles } from './chosen-file.ts';
import type { HowToImport, ImportTask } from './import-messages.ts';
import { taskOf } from './import-messages.ts';
import { noTotals, reportOfEnd, reportOfFailure, withoutRows } from './missing-report.ts';
import type { Trials } from './trial.ts';
import { alreadyRunning, openTrials } from './trial.ts';
import { t } from '../../../shared/words/words.ts';

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
    readonly occupy: (work: LongWrite) => boolean;
    /** Whether an import writes now. */
    readonly isRunning: () => boolean;
    /** Shows the file of refused rows of the last import in the system's file manager; to the same people. */
    readonly showReport: () => Result<null>;
    /** See `OneWriter`. */
    readonly stepFirst: OneWriter['stepFirst'];
    /** Cancels what runs and waits until its process has let go of the database: three seconds at the longest. */
    readonly close: () => Promise<void>;
  };

/** The imports of one program, with what came of the last one. */
class Imports {
  readonly writer = new OneWriter();
  progress: ImportProgress | null = null;
  private readonly options: LibraryFileOptions;
  private last: { readonly report: ImportReport; readonly startedBy: OperatorId | null } | null = null;

  constructor(options: LibraryFileOptions) {
    this.options = options;
  }

  /** Imports a file. Nothing else may be running. Never rejects. */
  start(file: string, importer: Importer, how: Partial<ImportTask>): Promise<ImportReport> {
    const { options, writer } = this;
    const startedBy = importer.operator.id;
    const begun = this.begin(file, importer);
    if ('failure' in begun) return Promise.resolve(this.notImported(file, begun.failure, startedBy));
    const task = taskOf(options, file, importer, { ...how, importNumber: begun.number });
    let progress = notBegun(file);
    this.progress = progress;
    const startedAt = options.now();
    const importing = startImport(
      options.startProcess(),
      { kind: 'import', task },
      {
        onProgress: (latest) => {
          this.progress = progress = latest;
          options.emitProgress(latest);
        },
        onFault: (error) => options.logFault?.(error),
      },
    );
    writer.occupy(importing);
    return importing.ended.then((end) => {
      this.progress = null;
      const report =
        end.report ?? reportOfEnd(file, end, progress.totals, { startedAt, endedAt: options.now() });
      try {
        options.importLog.end(begun.opId, report, end.read);
      } catch (error) {
        // The next start notes it as interrupted.
        options.logFault?.(asError(error));
      }
      this.tell(report, startedBy);
      return report;
    });
  }

  /** Tells that nothing was imported. @param why as a sentence for staff. */
  notImported(file: string, why: string, startedBy: OperatorId | null): ImportReport {
    const report = this.failedAtOnce(file, why);
    this.tell(report, startedBy);
    return report;
  }

  failedAtOnce(file: string, failure: string): ImportReport {
    const now = this.options.now();
    return reportOfFailure(file, failure, { startedAt: now, endedAt: now });
  }

  /** The last report, as far as who works here may read it. */
  lastReport(): ImportReport | null {
    if (this.last === null) return null;
    return this.mayReadRows() ? this.last.report : withoutRows(this.last.report);
  }

  /** Whether who works here started the last import, or may import. */
  mayReadRows(): boolean {
    const { session } = this.options;
    return session.operator().id === this.last?.startedBy || authorizeImporter(session).ok;
  }

  private tell(report: ImportReport, startedBy: OperatorId | null): void {
    this.last = { report, startedBy };
    this.options.emitEnded(this.mayReadRows() ? report : withoutRows(report));
  }

  /** Notes that an import begins. One of which nothing would tell afterwards is not begun. */
  private begin(
    file: string,
    importer: Importer,
  ): { readonly opId: OpId; readonly number: number } | { readonly failure: string } {
    try {
      return this.options.importLog.begin(importer, file);
    } catch (error) {
      this.options.logFault?.(asError(error));
      return { failure: t('exchange.nothingWasImported', { failureMessage: failureMessage(error) }) };
    }
  }
}

export const createLibraryFile = (options: LibraryFileOptions): LibraryFile => {
  const { session } = options;
  const { find, letGo, ...chosenFiles } = chooseFiles(options);
  const imports = new Imports(options);
  const { writer } = imports;
  const isRunning = (): boolean => writer.isRunning();
  const { close: closeTrials, ...trials } = openTrials(options, { find, isImporting: isRunning });
  return {
    ...chosenFiles,
    ...trials,
    isRunning,
    import: ({ token, mapping }) => {
      const importer = authorizeImporter(session);
      if (!importer.ok) return importer;
      if (isRunning()) return refuse('import-running', alreadyRunning, undefined, true);
      const chosen = find(token);
      if (!chosen.ok) return chosen;
      const { path, stamp } = chosen.value;
      letGo();
      void imports.start(path, importer.value, { mapping, stamp, listsRows: true });
      return ok(null);
    },
    importPath: async (file, importer, how = {}) => {
      if (!importer.ok) return imports.notImported(file, importer.error.message, null);
      // What waits for nothing begins at once.
      while (writer.isRunning() && !writer.isClosing) await writer.whenEnded();
      if (writer.isClosing) return imports.failedAtOnce(file, ending);
      const now = renewImporter(session, importer.value);
      return now.ok
        ? await imports.start(file, now.value, how)
        : imports.notImported(file, now.error.message, importer.value.operator.id);
    },
    cancel: () => {
      const allowed = authorizeImporter(session);
      if (!allowed.ok) return allowed;
      writer.cancel();
      return ok(null);
    },
    status: () => ok({ running: imports.progress, lastReport: imports.lastReport() }),
    occupy: (work) => writer.occupy(work),
    showReport: () => {
      const allowed = authorizeImporter(session);
      if (!allowed.ok && !imports.mayReadRows()) return allowed;
      const path = imports.lastReport()?.reportFile;
      if (!path) return refuse('file-unreadable', t('exchange.theLastImportRefusedNoRow'));
      options.showInFolder(path);
      return ok(null);
    },
    stepFirst: (step) => writer.stepFirst(step),
    close: async () => {
      writer.isClosing = true;
      letGo();
      await closeTrials();
      await writer.stop();
    },
  };
};

const notBegun = (file: string): ImportProgress => ({
  fileName: basename(file),
  bytesRead: 0,
  bytesTotal: 0,
  totals: noTotals,
  elapsedMs: 0,
});

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

const ending = t('exchange.theProgramIsEndingImportThe');
