import { basename, resolve } from 'node:path';
import { administrationRefusal } from '../../../../shared/domain/administration.ts';
import { calendarDateIn, instantOf } from '../../../../shared/domain/dates.ts';
import type { OperatorId } from '../../../../shared/domain/ids.ts';
import { queueFacts } from '../../../../shared/domain/queues.ts';
import type { SavedList } from '../../../../shared/ipc/calls/files.ts';
import type { Input, Output } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { WriteProgress, WriteReport } from '../../../../shared/ipc/write-views.ts';
import { t } from '../../../../shared/words/words.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { DeskSession } from '../../desk/records/session/session.service.ts';
import { listLibraryNames } from '../../desk/records/operators/operators.queries.ts';
import { findPlace } from '../../desk/store/places.queries.ts';
import { offlineFile } from '../../desk/today/done-here/done-here.service.ts';
import { clockOf } from './table-out.ts';
import { todayWithCube } from '../../desk/requests/cube-day.ts';
import type { Importer } from '../importer.ts';
import { authorizeImporter } from '../importer.ts';
import type { RunningWrite, WriteProcess } from './running-write.ts';
import { startWriting } from './running-write.ts';
import type { Wanted, Written } from './write-messages.ts';

/** Where a file is to be saved, and whether what stands there may be replaced. */
export type ChosenPlace = { readonly path: string; readonly mayReplace: boolean };

/** What files out need from outside. Nothing of Electron: the composition root passes it in. */
export type FilesOptions = {
  readonly db: ReadableDB;
  readonly databaseFile: string;
  readonly timeZone: () => string;
  readonly session: DeskSession;
  readonly now: () => Date;
  /** Starts a process with the code of write-process.ts. */
  readonly startProcess: () => WriteProcess;
  /** Asks a person where to; null when the dialog was closed. @param name what it is called unless they say otherwise. */
  readonly choosePlace: (name: string) => Promise<ChosenPlace | null>;
  readonly showInFolder: (path: string) => void;
  readonly emitProgress: (progress: WriteProgress) => void;
  readonly emitEnded: (report: WriteReport) => void;
  readonly logFault?: (error: Error) => void;
};

/** Writes the library and lists into files, one at a time, each in a process of its own. */
export type Files = {
  readonly saveLibrary: (input: Input<'files.saveLibrary'>) => Promise<Result<Output<'files.saveLibrary'>>>;
  readonly saveList: (input: Input<'files.saveList'>) => Promise<Result<Output<'files.saveList'>>>;
  readonly saveOffline: (input: Input<'files.saveOffline'>) => Promise<Result<Output<'files.saveOffline'>>>;
  /**
   * Writes the library where the command line says, after what is being written, and waits for its end. Never rejects.
   * Where something stands there already nothing is written.
   */
  readonly saveLibraryAt: (
    path: string,
    who: Result<Importer>,
    withoutPatrons: boolean,
  ) => Promise<WriteReport>;
  readonly cancel: () => Result<null>;
  readonly status: () => Result<Output<'files.status'>>;
  readonly show: () => Result<null>;
  /** Cancels what runs and waits until its process is gone: three seconds at the longest. */
  readonly close: () => Promise<void>;
};

const exporting = t('goingOut.exportingTheLibrary');

/** Whether somebody may take the whole library along: who looks after each of its libraries. */
const authorizeExport = (db: ReadableDB, who: Result<Importer>): Result<Importer> => {
  if (!who.ok) return who;
  const { operator, operators } = who.value;
  for (const library of listLibraryNames(db)) {
    const refusal = administrationRefusal(exporting, operator, operators, library);
    if (refusal !== null) return refuse('role-missing', refusal);
  }
  return who;
};

/** Signs that file systems keep for themselves; names of queues and codes of desks may have them. */
const noName = /[\\/:*?"<>|]/g;

type Last = { readonly report: WriteReport; readonly path: string; readonly by: OperatorId };

/** The files that are written, one at a time. */
class Saves {
  running: {
    readonly write: RunningWrite;
    readonly by: OperatorId;
    progress: WriteProgress;
    ended: Promise<WriteReport>;
  } | null = null;
  last: Last | null = null;
  isClosing = false;
  private isAsking = false;
  private readonly options: FilesOptions;

  constructor(options: FilesOptions) {
    this.options = options;
  }

  /** Writes a file, while no other one is being written. Never rejects. */
  start(place: ChosenPlace, wanted: Wanted, who: Importer): Promise<WriteReport> {
    const { options } = this;
    const { db, session } = options;
    const path = resolve(place.path);
    const fileName = basename(path);
    const by = who.operator.id;
    // Here: a process that notes the day may be a day late when a night goes by.
    todayWithCube({ db, session, now: options.now, timeZone: options.timeZone });
    const write = startWriting(
      options.startProcess(),
      {
        file: path,
        mayReplace: place.mayReplace,
        databaseFile: resolve(options.databaseFile),
        wanted,
        who,
        libraries: wanted.kind === 'library' ? null : session.libraries(),
        timeZone: options.timeZone(),
        at: instantOf(options.now()),
      },
      {
        onProgress: (far) => {
          const progress = { fileName, ...far };
          if (this.running) this.running.progress = progress;
          options.emitProgress(progress);
        },
        onFault: (error) => options.logFault?.(error),
      },
    );
    const ended = write.ended.then((written): WriteReport => {
      const report = reportOf(fileName, written);
      this.running = null;
      this.last = { report, path, by };
      options.emitEnded(report);
      return report;
    });
    this.running = { write, by, progress: { fileName, rows: 0, rowsTotal: 0 }, ended };
    return ended;
  }

  /** Asks where to, and begins. Rights are asked again afterwards: somebody else may work here by then. */
  async save(
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
      place = await this.options.choosePlace(name.replaceAll(noName, ' '));
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

  /** Writes the list that is keyed into the other system later. */
  async saveOffline(
    filter: Input<'files.saveOffline'>['filter'],
    allowed: () => Result<Importer>,
  ): Promise<Result<Output<'files.saveOffline'>>> {
    const { db, session, now, timeZone } = this.options;
    const zone = timeZone();
    const { text, lines, steps, leftOut, renewals } = offlineFile(
      { db, session, now, timeZone: () => zone },
      filter,
      (at) => clockOf(at, zone),
    );
    if (lines === 0) return refuse('nothing-to-write', nothingOffline(leftOut, renewals));
    const name = `OffCirc ${calendarDateIn(now(), zone)} ${findPlace(db, 'desk', filter.deskId)?.code ?? ''}.dat`;
    const saved = await this.save(name, { kind: 'text', text, rows: lines }, allowed);
    if (!saved.ok) return saved;
    return ok(saved.value && { ...saved.value, steps: [...steps], leftOut, renewals });
  }
}

const busy = (): Result<never> =>
  refuse('file-being-written', t('goingOut.anotherFileIsBeingWritten'), undefined, true);

const reportOf = (fileName: string, written: Written): WriteReport => ({
  fileName,
  outcome: written.outcome,
  failure: written.outcome === 'failed' ? written.why : null,
  rows: written.outcome === 'done' ? written.rows : 0,
  bytes: written.outcome === 'done' ? written.bytes : 0,
});

export const createFiles = (options: FilesOptions): Files => {
  const { db, session } = options;
  const saves = new Saves(options);
  const today = (): string => calendarDateIn(options.now(), options.timeZone());
  const mayExport = (): Result<Importer> => authorizeExport(db, authorizeImporter(session));
  const atWork = (): Result<Importer> =>
    ok({ operator: session.operator(), desk: session.desk(), operators: session.operators() });
  return {
    saveLibrary: ({ withoutPatrons }) => {
      const name = withoutPatrons
        ? t('goingOut.libraryWithoutPatronsJson', { today: today() })
        : t('goingOut.libraryJson', { today: today() });
      return saves.save(name, { kind: 'library', withoutPatrons }, mayExport);
    },
    saveList: ({ of, format }) =>
      saves.save(`${nameOf(of)} ${today()}.${format}`, { kind: 'list', of, format }, atWork),
    saveOffline: ({ filter }) => saves.saveOffline(filter, atWork),
    saveLibraryAt: async (path, given, withoutPatrons) => {
      while (saves.running && !saves.isClosing) await saves.running.ended;
      const who = authorizeExport(db, given);
      if (who.ok && !saves.isClosing)
        return await saves.start({ path, mayReplace: false }, { kind: 'library', withoutPatrons }, who.value);
      const why = who.ok ? t('goingOut.theProgramIsEnding') : who.error.message;
      return reportOf(basename(path), { outcome: 'failed', why });
    },
    cancel: () => {
      const { running } = saves;
      if (running && (session.operator().id === running.by || mayExport().ok)) running.write.cancel();
      return ok(null);
    },
    status: () => {
      const { running, last } = saves;
      const isOwn = last?.by === session.operator().id;
      return ok({ running: running?.progress ?? null, last: isOwn ? (last?.report ?? null) : null });
    },
    show: () => {
      const { last } = saves;
      if (last?.report.outcome !== 'done' || last.by !== session.operator().id)
        return refuse('file-unreadable', t('goingOut.noFileWasWritten'));
      options.showInFolder(last.path);
      return ok(null);
    },
    close: async () => {
      saves.isClosing = true;
      saves.running?.write.cancel();
      await saves.running?.ended;
    },
  };
};

const nothingOffline = (leftOut: number, renewals: number): string =>
  leftOut === 0
    ? t('doneHere.noLoanOrReturnIsToBeKeyed', { renewals })
    : t('doneHere.noneOfThemCanStandInTheFile', { leftOut });

/** What a list is called in the name of its file. */
const nameOf = (of: SavedList): string => {
  switch (of.list) {
    case 'requests':
      return t('common.borrowingRequests');
    case 'queue':
      return queueFacts(of.card).label;
    case 'letters':
      return t('common.lettersAndMessages');
    case 'done-here':
      return t('doneHere.whatWasDoneHere');
    case 'slips':
      return t('common.slips');
  }
};
