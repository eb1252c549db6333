import { basename, resolve } from 'node:path';
import { administrationRefusal } from '../../../../shared/domain/administration.ts';
import { calendarDateIn, instantOf } from '../../../../shared/domain/dates.ts';
import { withoutForbidden } from '../../../../shared/domain/file-names.ts';
import type { OperatorId } from '../../../../shared/domain/ids.ts';
import { pageLabel } from '../../../../shared/domain/pages.ts';
import { queueFacts } from '../../../../shared/domain/queues.ts';
import type { SavedList } from '../../../../shared/ipc/calls/files.ts';
import type { Input, Output } from '../../../../shared/ipc/contract.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import type { WriteProgress, WriteReport } from '../../../../shared/ipc/write-views.ts';
import { t } from '../../../../shared/words/words.ts';
import type { ReadableDB } from '../../db/types.ts';
import { offlineFile } from '../../desk/queries/done-here/done-here.service.ts';
import { todayWithCube } from '../../desk/queries/list/cube-day.ts';
import { listLibraryNames } from '../../desk/records/operators/operators.queries.ts';
import type { DeskSession } from '../../desk/records/session/session.service.ts';
import { loadSettingGroup } from '../../desk/records/settings/settings.service.ts';
import { findPlace } from '../../desk/store/places.queries.ts';
import { exportFailure } from '../failures.ts';
import { authorizeImporter, type Importer } from '../importer.ts';
import type { FileProcess } from '../process/child-process.ts';
import { type RunningWork, startWork } from '../process/start-work.ts';
import type { ExportEnd, Wanted } from './export-task.ts';
import { clockOf } from './table-pieces.ts';

/** Where to save a file, and whether it may replace an existing one. */
export type ChosenPlace = { readonly path: string; readonly mayReplace: boolean };

/** The dependencies of file exports. Nothing from Electron: the composition root passes it in. */
export type FilesOptions = {
  readonly db: ReadableDB;
  readonly databaseFile: string;
  readonly timeZone: () => string;
  readonly session: DeskSession;
  readonly now: () => Date;
  /** Starts a process that runs process/file-process.ts. */
  readonly startProcess: () => FileProcess;
  /** Asks the operator for a place; null if the dialog was closed. @param name the suggested file name. */
  readonly choosePlace: (name: string) => Promise<ChosenPlace | null>;
  readonly showInFolder: (path: string) => void;
  readonly emitProgress: (progress: WriteProgress) => void;
  readonly emitEnded: (report: WriteReport) => void;
  readonly logFault?: (error: Error) => void;
};

const exporting = t('Exporting the library');

/** Returns the importer if they may export the whole library, that is, if they administer all of its libraries. */
const authorizeExport = (db: ReadableDB, who: Result<Importer>): Result<Importer> => {
  if (!who.ok) return who;
  const { operator, operators } = who.value;
  for (const library of listLibraryNames(db)) {
    const refusal = administrationRefusal(exporting, operator, operators, library);
    if (refusal !== null) return refuse('role-missing', refusal);
  }
  return who;
};

type Last = { readonly report: WriteReport; readonly path: string; readonly by: OperatorId };

/** Writes the library and lists to files, one at a time, each in its own process. */
export class Files {
  private running: {
    readonly write: RunningWork<'export'>;
    readonly by: OperatorId;
    progress: WriteProgress;
    ended: Promise<WriteReport>;
  } | null = null;
  private last: Last | null = null;
  private isClosing = false;
  private isAsking = false;
  private readonly options: FilesOptions;

  constructor(options: FilesOptions) {
    this.options = options;
  }

  /** Whether a file is being written. */
  readonly isRunning = (): boolean => this.running !== null;

  readonly saveLibrary = ({ withoutPatrons }: Input<'files.saveLibrary'>) => {
    const today = this.today();
    const name = withoutPatrons
      ? t('library without patrons {today}.json', { today })
      : t('library {today}.json', { today });
    return this.save(name, { kind: 'library', withoutPatrons }, this.mayExport);
  };

  readonly saveList = ({ of, format }: Input<'files.saveList'>) =>
    this.save(
      `${nameOf(this.options.db, of)} ${this.today()}.${format}`,
      { kind: 'list', of, format },
      this.atWork,
    );

  /** Writes the file of loans and returns that the other system can load later. */
  readonly saveOffline = async ({
    filter,
  }: Input<'files.saveOffline'>): Promise<Result<Output<'files.saveOffline'>>> => {
    const { db, session, now } = this.options;
    const zone = this.options.timeZone();
    const { text, lines, steps, leftOut, renewals } = offlineFile(
      { db, session, now, timeZone: () => zone },
      filter,
      (at) => clockOf(at, zone),
    );
    if (lines === 0) return refuse('nothing-to-write', nothingOffline(leftOut, renewals));
    const name = `OffCirc ${this.today()} ${findPlace(db, 'desk', filter.deskId)?.code ?? ''}.dat`;
    const saved = await this.save(name, { kind: 'text', text, rows: lines }, this.atWork);
    if (!saved.ok) return saved;
    return ok(saved.value && { ...saved.value, steps: [...steps], leftOut, renewals });
  };

  /**
   * Writes the library to the path from the command line, after any export that is still running, and waits until it is complete. Never
   * rejects.
   * Does not replace an existing file.
   */
  readonly saveLibraryAt = async (
    path: string,
    given: Result<Importer>,
    withoutPatrons: boolean,
  ): Promise<WriteReport> => {
    while (this.running && !this.isClosing) await this.running.ended;
    const who = authorizeExport(this.options.db, given);
    if (who.ok && !this.isClosing)
      return await this.start({ path, mayReplace: false }, { kind: 'library', withoutPatrons }, who.value);
    const why = who.ok ? t('Borrow Desk is closing. Export again after the next start.') : who.error.message;
    return reportOf(basename(path), { outcome: 'failed', why });
  };

  readonly cancel = (): Result<null> => {
    const { running } = this;
    if (running && (this.options.session.operator().id === running.by || this.mayExport().ok))
      running.write.cancel();
    return ok(null);
  };

  readonly status = (): Result<Output<'files.status'>> => {
    const { running, last } = this;
    const isOwn = last?.by === this.options.session.operator().id;
    return ok({ running: running?.progress ?? null, last: isOwn ? (last?.report ?? null) : null });
  };

  readonly show = (): Result<null> => {
    const { last } = this;
    if (last?.report.outcome !== 'done' || last.by !== this.options.session.operator().id)
      return refuse('file-unreadable', t('You have not exported a file since Borrow Desk started.'));
    this.options.showInFolder(last.path);
    return ok(null);
  };

  /** Cancels the running export and waits until its process has exited: three seconds at most. */
  readonly close = async (): Promise<void> => {
    this.isClosing = true;
    this.running?.write.cancel();
    await this.running?.ended;
  };

  private readonly mayExport = (): Result<Importer> =>
    authorizeExport(this.options.db, authorizeImporter(this.options.session));

  private readonly atWork = (): Result<Importer> => {
    const { session } = this.options;
    return ok({ operator: session.operator(), desk: session.desk(), operators: session.operators() });
  };

  private today(): string {
    return calendarDateIn(this.options.now(), this.options.timeZone());
  }

  /** Starts writing a file. The caller makes sure that no other export is running. Never rejects. */
  private start(place: ChosenPlace, wanted: Wanted, who: Importer): Promise<WriteReport> {
    const { options } = this;
    const { db, session } = options;
    const path = resolve(place.path);
    const fileName = basename(path);
    const by = who.operator.id;
    // Done in this process: a process that notes the day may be a day late after midnight.
    todayWithCube({ db, session, now: options.now, timeZone: options.timeZone });
    const task = {
      file: path,
      mayReplace: place.mayReplace,
      databaseFile: resolve(options.databaseFile),
      wanted,
      who,
      libraries: wanted.kind === 'library' ? null : session.libraries(),
      timeZone: options.timeZone(),
      at: instantOf(options.now()),
    };
    const write = startWork<'export'>(
      options.startProcess(),
      { kind: 'export', task },
      {
        onProgress: (far) => {
          const progress = { fileName, ...far };
          if (this.running) this.running.progress = progress;
          options.emitProgress(progress);
        },
        onFault: (error) => options.logFault?.(error),
      },
    );
    const ended = write.ended.then(({ end, isCancelled }): WriteReport => {
      // The process exited without an answer, or had to be killed.
      const lost: ExportEnd = isCancelled
        ? { outcome: 'cancelled' }
        : {
            outcome: 'failed',
            why: exportFailure(null),
          };
      const written = end ?? lost;
      const report = reportOf(fileName, written);
      this.running = null;
      this.last = { report, path, by };
      options.emitEnded(report);
      return report;
    });
    this.running = { write, by, progress: { fileName, rows: 0, rowsTotal: 0 }, ended };
    return ended;
  }

  /** Asks for a place and starts writing. Rights are checked again after the dialog, because another operator may have signed in. */
  private async save(
    name: string,
    wanted: Wanted,
    allowed: () => Result<Importer>,
  ): Promise<Result<Output<'files.saveList'>>> {
    const before = allowed();
    if (!before.ok) return before;
    if (this.running || this.isAsking) return busy();
    this.isAsking = true;
    let place: ChosenPlace | null;
    try {
      // Names of queues and codes of desks may contain anything.
      place = await this.options.choosePlace(withoutForbidden(name));
    } finally {
      this.isAsking = false;
    }
    if (place === null || this.isClosing) return ok(null);
    const who = allowed();
    if (!who.ok) return who;
    if (this.running) return busy();
    void this.start(place, wanted, who.value);
    return ok({ fileName: basename(place.path) });
  }
}

const busy = (): Result<never> =>
  refuse(
    'file-being-written',
    t('Another file is being exported. Wait until it finishes, or cancel it.'),
    undefined,
    true,
  );

const reportOf = (fileName: string, written: ExportEnd): WriteReport => ({
  fileName,
  outcome: written.outcome,
  failure: written.outcome === 'failed' ? written.why : null,
  rows: written.outcome === 'done' ? written.rows : 0,
  bytes: written.outcome === 'done' ? written.bytes : 0,
});

const nothingOffline = (leftOut: number, renewals: number): string =>
  leftOut === 0
    ? t(
        'No loans or returns in this selection are left to key.{renewals, plural, =0 {} one { One renewal is left, but the file cannot include renewals. Key it by hand.} other { # renewals are left, but the file cannot include renewals. Key them by hand.}}',
        { renewals },
      )
    : t(
        '{leftOut, plural, one {The only loan or return in this selection cannot go into the file because its barcode or the patron’s card is missing, too long, or has spaces or non-ASCII characters. Key it by hand.} other {None of the # loans and returns in this selection can go into the file because their barcodes or the patrons’ cards are missing, too long, or have spaces or non-ASCII characters. Key them by hand.}}',
        { leftOut },
      );

/** The name of a list in its file name. */
const nameOf = (db: ReadableDB, of: SavedList): string => {
  switch (of.list) {
    case 'requests':
      return t('Borrowing Requests');
    case 'queue':
      return queueFacts(of.card).label;
    case 'letters':
      return t('Letters and messages');
    case 'done-here':
      return pageLabel('done-here', loadSettingGroup(db, 'otherSystem').name);
    case 'slips':
      return t('Slips');
  }
};
