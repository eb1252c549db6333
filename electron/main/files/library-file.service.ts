import { basename } from 'node:path';
import type { OperatorId, OpId } from '../../../shared/domain/ids.ts';
import type { DeskSession } from '../desk/records/session/session.service.ts';
import { failureMessage } from './failures.ts';
import type { ImportLog } from './import-log.ts';
import { type Importer, authorizeImporter, renewImporter } from './importer.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import { type Result, ok, refuse } from '../../../shared/ipc/result.ts';
import type { ImportProgress, ImportReport } from '../../../shared/ipc/import-views.ts';
import { type LongWrite, OneWriter } from './process/one-writer.ts';
import type { FileProcess } from './process/child-process.ts';
import { startWork } from './process/start-work.ts';
import { ChosenFiles } from './choosing/chosen-file.ts';
import { type HowToImport, type ImportTask, taskOf } from './process/messages.ts';
import { reportOfEnd, reportOfFailure, withoutRows } from './report/missing-report.ts';
import { noTotals } from './report/tally.ts';
import { alreadyRunning, DryRuns } from './choosing/dry-run.ts';
import { t } from '../../../shared/words/words.ts';

/** The dependencies of file imports. Nothing from Electron: the composition root passes it in. */
export type LibraryFileOptions = {
  /** The program's data folder; reports go to its `reports` folder. */
  readonly dataDir: string;
  readonly databaseFile: string;
  /** IANA zone of the library. */
  readonly timeZone: () => string;
  /** Starts a process that runs process/file-process.ts. */
  readonly startProcess: () => FileProcess;
  /** Receives the progress of a dry run. */
  readonly emitDryRun: (progress: ImportProgress) => void;
  readonly emitProgress: (progress: ImportProgress) => void;
  readonly emitEnded: (report: ImportReport) => void;
  /** The session of the operator who uses the page. */
  readonly session: DeskSession;
  readonly importLog: ImportLog;
  /** Lets the operator choose a file; null if the dialog was closed. */
  readonly chooseFile: () => Promise<string | null>;
  readonly showInFolder: (path: string) => void;
  readonly now: () => Date;
  /**
   * Receives errors that ended an import, and errors in our own code for which rows were refused, for the log. Messages may hold row
   * values.
   */
  readonly logFault?: (error: Error) => void;
};

/** Imports library files and CSV files of requests, one at a time. */
export class LibraryFile {
  private readonly options: LibraryFileOptions;
  private readonly chosen: ChosenFiles;
  private readonly dryRuns: DryRuns;
  private readonly writer = new OneWriter();
  private progress: ImportProgress | null = null;
  private last: { readonly report: ImportReport; readonly startedBy: OperatorId | null } | null = null;

  constructor(options: LibraryFileOptions) {
    this.options = options;
    this.chosen = new ChosenFiles(options);
    this.dryRuns = new DryRuns(options, this.chosen);
  }

  readonly choose = () => this.chosen.choose();
  readonly drop = (input: Input<'libraryFile.drop'>) => this.chosen.drop(input);
  readonly read = ({ token, mapping }: Input<'libraryFile.read'>) =>
    this.chosen.ask(token, { what: 'read', mapping });
  readonly survey = ({ token, mapping }: Input<'libraryFile.survey'>) =>
    this.chosen.ask(token, { what: 'survey', mapping });
  readonly keepProfile = ({ token, mapping, name }: Input<'libraryFile.keepProfile'>) =>
    this.chosen.ask(token, { what: 'keep', mapping, name });
  readonly dryRun = (input: Input<'libraryFile.dryRun'>) => this.dryRuns.run(input, this.isRunning());
  readonly cancelDryRun = () => this.dryRuns.cancel();
  readonly showDryRun = () => this.dryRuns.show();

  /** Starts importing a chosen file and returns. Progress and report are sent as events. */
  readonly import = ({ token, mapping }: Input<'libraryFile.import'>): Result<null> => {
    const importer = authorizeImporter(this.options.session);
    if (!importer.ok) return importer;
    if (this.isRunning()) return refuse('import-running', alreadyRunning, undefined, true);
    const chosen = this.chosen.find(token);
    if (!chosen.ok) return chosen;
    const { path, stamp } = chosen.value;
    this.chosen.release();
    void this.start(path, importer.value, { mapping, stamp, listsRows: true });
    return ok(null);
  };

  /**
   * Imports a file, after any import that is still running, and waits for its end. Never rejects.
   * @param importer the importer. If refused, the report contains the reason, and nothing is imported.
   * @param how left out: the file's columns decide.
   */
  readonly importPath = async (
    file: string,
    importer: Result<Importer>,
    how: HowToImport = {},
  ): Promise<ImportReport> => {
    if (!importer.ok) return this.notImported(file, importer.error.message, null);
    const { writer } = this;
    // Without another import this starts immediately.
    while (writer.isRunning() && !writer.isClosing) await writer.whenEnded();
    if (writer.isClosing) return this.failedReport(file, ending);
    const now = renewImporter(this.options.session, importer.value);
    return now.ok
      ? await this.start(file, now.value, how)
      : this.notImported(file, now.error.message, importer.value.operator.id);
  };

  readonly cancel = (): Result<null> => {
    const allowed = authorizeImporter(this.options.session);
    if (!allowed.ok) return allowed;
    this.writer.cancel();
    return ok(null);
  };

  /** Returns the running import and the last report. Refused rows are only for the operator who started it, or who may import. */
  readonly status = (): Result<Output<'libraryFile.status'>> =>
    ok({ running: this.progress, lastReport: this.lastReport() });

  /** Reserves the import's turn for another long write. Returns false if one is running. */
  readonly occupy = (work: LongWrite): boolean => this.writer.occupy(work);

  /** Whether an import is running. */
  readonly isRunning = (): boolean => this.writer.isRunning();

  /** Shows the report of refused rows in the file manager, to the operators who may read them. */
  readonly showReport = (): Result<null> => {
    const allowed = authorizeImporter(this.options.session);
    if (!allowed.ok && !this.mayReadRows()) return allowed;
    const path = this.lastReport()?.reportFile;
    if (!path) return refuse('file-unreadable', t('There is no report file for the last import.'));
    this.options.showInFolder(path);
    return ok(null);
  };

  /** See `OneWriter`. */
  readonly runStepFirst: OneWriter['runStepFirst'] = (step) => this.writer.runStepFirst(step);

  /** Cancels the running work and waits until its processes have released the database: three seconds at most. */
  readonly close = async (): Promise<void> => {
    this.writer.isClosing = true;
    const released = this.chosen.end();
    await this.dryRuns.close();
    await this.writer.stop();
    await released;
  };

  /** Imports a file. Nothing else may be running. Never rejects. */
  private start(file: string, importer: Importer, how: Partial<ImportTask>): Promise<ImportReport> {
    const { options, writer } = this;
    const startedBy = importer.operator.id;
    const begun = this.begin(file, importer);
    if ('failure' in begun) return Promise.resolve(this.notImported(file, begun.failure, startedBy));
    const task = taskOf(options, file, importer, { ...how, importNumber: begun.number });
    let progress = notBegun(file);
    this.progress = progress;
    const startedAt = options.now();
    const importing = startWork<'import'>(
      options.startProcess(),
      { kind: 'import', task },
      {
        onProgress: (latest) => {
          this.progress = progress = { ...latest, inBulk: importing.isInBulk() };
          options.emitProgress(progress);
        },
        onFault: (error) => options.logFault?.(error),
      },
    );
    writer.occupy(importing);
    return importing.ended.then((ended) => {
      this.progress = null;
      const report =
        ended.end?.report ?? reportOfEnd(file, ended, progress.totals, { startedAt, endedAt: options.now() });
      try {
        options.importLog.end(begun.opId, report, ended.end?.read ?? null);
      } catch (error) {
        // The next start will mark it as interrupted.
        options.logFault?.(asError(error));
      }
      this.tell(report, startedBy);
      return report;
    });
  }

  /** Reports that nothing was imported. @param why as a sentence for staff. */
  private notImported(file: string, why: string, startedBy: OperatorId | null): ImportReport {
    const report = this.failedReport(file, why);
    this.tell(report, startedBy);
    return report;
  }

  private failedReport(file: string, failure: string): ImportReport {
    const now = this.options.now();
    return reportOfFailure(file, failure, { startedAt: now, endedAt: now });
  }

  /** The last report, as far as the signed-in operator may read it. */
  private lastReport(): ImportReport | null {
    if (this.last === null) return null;
    return this.mayReadRows() ? this.last.report : withoutRows(this.last.report);
  }

  /** Whether the signed-in operator started the last import, or may import. */
  private mayReadRows(): boolean {
    const { session } = this.options;
    return session.operator().id === this.last?.startedBy || authorizeImporter(session).ok;
  }

  private tell(report: ImportReport, startedBy: OperatorId | null): void {
    this.last = { report, startedBy };
    this.options.emitEnded(this.mayReadRows() ? report : withoutRows(report));
  }

  /** Records that an import begins. If this fails, the import does not begin. */
  private begin(
    file: string,
    importer: Importer,
  ): { readonly opId: OpId; readonly number: number } | { readonly failure: string } {
    try {
      return this.options.importLog.begin(importer, file);
    } catch (error) {
      this.options.logFault?.(asError(error));
      return {
        failure: t('{failureMessage} Nothing was imported.', { failureMessage: failureMessage(error) }),
      };
    }
  }
}

const notBegun = (file: string): ImportProgress => ({
  fileName: basename(file),
  bytesRead: 0,
  bytesTotal: 0,
  totals: noTotals,
  elapsedMs: 0,
});

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

const ending = t('Borrow Desk is closing. Import the file after the next start.');
