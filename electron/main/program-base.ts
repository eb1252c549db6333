import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import type { Settings } from '../../shared/domain/settings.ts';
import type { ImportReport } from '../../shared/ipc/import-views.ts';
import { askAt } from './app/dialogs.ts';
import type { CleanUpStep } from './app/lifecycle.ts';
import type { PageMemory } from './app/page-memory.ts';
import type { Switches } from './app/switches.ts';
import { retryOnBusy } from './db/retry-on-busy.ts';
import type { OpenedDesk } from './db/start.ts';
import type { ReadableDB } from './db/types.ts';
import type { DeskContext } from './desk/context.ts';
import { openMovedAway, type MovedAwayNote } from './desk/records/backups/moved-away.ts';
import { openSession, type DeskSession } from './desk/records/session/session.service.ts';
import { libraryTimeZone, loadSettings } from './desk/records/settings/settings.service.ts';
import { openImportLog, type ImportLog } from './files/import-log.ts';
import type { Emit } from './ipc/events.ts';
import type { Log } from './log/log.ts';

/** What the start has made ready. */
export type ProgramParts = {
  readonly db: ReadableDB;
  readonly opened: OpenedDesk;
  readonly dataDir: string;
  readonly switches: Switches;
  readonly window: () => BrowserWindow | null;
  readonly emit: Emit;
  /** Says in the program's menu what the other system is called. */
  readonly nameOtherSystem: (name: string) => void;
  readonly now: () => Date;
  readonly log: Log;
  /** What the page keeps for when it is loaded anew. */
  readonly memory: PageMemory;
  /** Takes what is to be ended before the database is closed, in this order. */
  readonly endFirst: (steps: readonly CleanUpStep[]) => void;
  /** Whether the program is ending: then the database is not there for long, and nothing begins to work on it. */
  readonly isEnding: () => boolean;
};

/** What parts of the program tell others that are made later: no two of them need each other. */
type News = {
  /** An import is over. */
  imported: [report: ImportReport];
  /** How large the file of the running import is, in bytes. */
  importSized: [bytes: number];
  /** Rows were changed by somebody else than a page here. */
  rowsChanged: [];
  /** The state of the hub is another one. */
  hubChanged: [];
  /** The mail account is another one. */
  mailChanged: [];
  /** The page has been drawn: what could wait for it begins. */
  shown: [];
};

/** What every part of the program works with. */
export type Base = ProgramParts & {
  readonly databaseFile: string;
  readonly session: DeskSession;
  readonly context: DeskContext & { readonly session: DeskSession };
  readonly timeZone: () => string;
  readonly importLog: ImportLog;
  readonly movedAway: MovedAwayNote;
  readonly news: EventEmitter<News>;
  /** The settings as they were read last: devices ask at every key. */
  readonly settings: () => Settings;
  readonly readSettings: () => void;
  /** Reads places and people anew; a failure is for the log. */
  readonly refreshSession: () => Promise<void>;
  /** Asks a person at the window; null where there is none. */
  readonly atWindow: ReturnType<typeof askAt>;
};

/** Opens who works here and what is kept of earlier runs. */
export const openBase = async (parts: ProgramParts): Promise<Base> => {
  const { db, now, log } = parts;
  // Before the session, which does away with an unused first desk once the imports there are over.
  const importLog = await retryOnBusy(() => openImportLog(db, now));
  const session = await retryOnBusy(() => openSession(db));
  const movedAway = await retryOnBusy(() => openMovedAway(db));
  const timeZone = (): string => libraryTimeZone(db);
  let settings = loadSettings(db);
  const nameOtherSystem = (before: string): void => {
    const { name } = settings.otherSystem;
    if (name !== before) parts.nameOtherSystem(name);
  };
  nameOtherSystem('');
  return {
    ...parts,
    databaseFile: parts.opened.file,
    session,
    context: { db, session, now, timeZone },
    timeZone,
    importLog,
    movedAway,
    news: new EventEmitter<News>(),
    settings: () => settings,
    readSettings: () => {
      const { name } = settings.otherSystem;
      settings = loadSettings(db);
      nameOtherSystem(name);
    },
    refreshSession: () =>
      retryOnBusy(() => session.refresh()).catch((error: unknown) => log.error('session.failed', error)),
    atWindow: askAt(parts.window),
  };
};
