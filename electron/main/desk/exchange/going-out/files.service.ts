import { basename, resolve } from 'node:path';
import { administrationRefusal } from '../../../../../shared/domain/administration.ts';
import { calendarDateIn, instantOf } from '../../../../../shared/domain/dates.ts';
import type { OperatorId } from '../../../../../shared/domain/ids.ts';
import { queueFacts } from '../../../../../shared/domain/queues.ts';
import type { SavedList } from '../../../../../shared/ipc/calls/files.ts';
import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { WriteProgress, WriteReport } from '../../../../../shared/ipc/write-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskSession } from '../../directory/session/session.service.ts';
import { listLibraryNames } from '../../directory/operators/operators.queries.ts';
import { findPlace } from '../../store/places.queries.ts';
import { offlineFile } from '../../today/done-here/done-here.service.ts';
import { clockOf } from './table-out.ts';
import { todayWithCube } from '../../requests/cube-day.ts';
import type { Importer } from '../importer.ts';
import { authorizeImporter } from '../importer.ts';
import type { RunningWrite, WriteProcess } from './running-write.ts';
import { startWriting } from './running-write.ts';
import type { Wanted } from './write-messages.ts';

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

export const createFiles = (options: FilesOptions): Files => {
  const { db, session } = options;
  let running: {
    readonly write: RunningWrite;
    readonly by: OperatorId;
    progress: WriteProgress;
    ended: Promise<WriteReport>;
  } | null = null;
  let isAsking = false;
  let last: Last | null = null;
  let isClosing = false;

  const start = (place: ChosenPlace, wanted: Wanted, who: Importer): Promise<WriteReport> => {
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
          if (running) running.progress = progress;
          options.emitProgress(progress);
        },
        onFault: (error) => options.logFault?.(error),
      },
    );
    const ended = write.ended.then((written): WriteReport => {
      const isDone = written.outcome === 'done';
      const report = {
        fileName,
        outcome: written.outcome,
        failure: written.outcome === 'failed' ? written.why : null,
        rows: isDone ? written.rows : 0,
        bytes: isDone ? written.bytes : 0,
      };
      running = null;
      last = { report, path, by };
      options.emitEnded(report);
      return report;
    });
    running = { write, by, progress: { fileName, rows: 0, rowsTotal: 0 }, ended };
    return ended;
  };

  const busy = (): Result<never> =>
    refuse('file-being-written', t('goingOut.anotherFileIsBeingWritten'), undefined, true);

  /** Asks where to, and begins. Rights are asked again afterwards: somebody else may work here by then. */
  const save = async (
    name: string,
    wanted: Wanted,
    allowed: () => Result<Importer>,
  ): Promise<Result<Output<'files.saveList'>>> => {
    const before = allowed();
    if (!before.ok) return before;
    if (running || isAsking) return busy();
    isAsking = true;
    let place: ChosenPlace | null;
    try {
      place = await options.choosePlace(name.replaceAll(noName, ' '));
    } finally {
      isAsking = false;
    }
    if (place === null || isClosing) return ok(null);
    const who = allowed();
    if (!who.ok) return who;
    if (running) return busy();
    void start(place, wanted, who.value);
    return ok({ fileName: basename(place.path) });
  };

  const today = (): string => calendarDateIn(options.now(), options.timeZone());
  const atWork = (): Result<Importer> =>
    ok({ operator: session.operator(), desk: session.desk(), operators: session.operators() });
  const mayStop = (by: OperatorId): boolean =>
    session.operator().id === by || authorizeExport(db, authorizeImporter(session)).ok;

  return {
    saveLibrary: ({ withoutPatrons }) =>
      save(
        withoutPatrons
          ? t('goingOut.libraryWithoutPatronsJson', { today: today() })
          : t('goingOut.libraryJson', { today: today() }),
        { kind: 'library', withoutPatrons },
        () => authorizeExport(db, authorizeImporter(session)),
      ),
    saveList: ({ of, format }) =>
      save(`${nameOf(of)} ${today()}.${format}`, { kind: 'list', of, format }, atWork),
    saveOffline: async ({ filter }) => {
      const zone = options.timeZone();
      const context = { db, session, now: options.now, timeZone: () => zone };
      const { text, lines, steps, leftOut, renewals } = offlineFile(context, filter, (at) =>
        clockOf(at, zone),
      );
      if (lines === 0) return refuse('nothing-to-write', nothingOffline(leftOut, renewals));
      const code = findPlace(db, 'desk', filter.deskId)?.code ?? '';
      const saved = await save(`OffCirc ${today()} ${code}.dat`, { kind: 'text', text, rows: lines }, atWork);
      if (!saved.ok) return saved;
      return ok(saved.value && { ...saved.value, steps: [...steps], leftOut, renewals });
    },
    saveLibraryAt: async (path, given, withoutPatrons) => {
      while (running && !isClosing) await running.ended;
      const who = authorizeExport(db, given);
      if (who.ok && !isClosing)
        return await start({ path, mayReplace: false }, { kind: 'library', withoutPatrons }, who.value);
      return {
        fileName: basename(path),
        outcome: 'failed',
        failure: who.ok ? t('goingOut.theProgramIsEnding') : who.error.message,
        rows: 0,
        bytes: 0,
      };
    },
    cancel: () => {
      if (running && mayStop(running.by)) running.write.cancel();
      return ok(null);
    },
    status: () => {
      const isOwn = last?.by === session.operator().id;
      return ok({ running: running?.progress ?? null, last: isOwn ? (last?.report ?? null) : null });
    },
    show: () => {
      if (last?.report.outcome !== 'done' || last.by !== session.operator().id)
        return refuse('file-unreadable', t('goingOut.noFileWasWritten'));
      options.showInFolder(last.path);
      return ok(null);
    },
    close: async () => {
      isClosing = true;
      running?.write.cancel();
      await running?.ended;
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
