import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { underPolicy } from '../../shared/domain/policy.ts';
import type { Policy } from '../../shared/domain/policy-checks.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import type { ImportReport } from '../../shared/ipc/import-views.ts';
import { askedOutside, type AskedOutside } from './app/asked.ts';
import { askInWindow } from './app/dialogs.ts';
import type { CleanUpStep } from './app/lifecycle.ts';
import type { PageMemory } from './app/page-memory.ts';
import type { DataAccess } from './app/private-files.ts';
import type { Switches } from './app/switches.ts';
import { retryOnBusy } from './db/retry-on-busy.ts';
import type { OpenedDesk } from './db/start.ts';
import type { ReadableDB } from './db/types.ts';
import type { DeskContext } from './desk/context.ts';
import type { Delivery } from './desk/output/mail/ports.ts';
import { openMovedAway, type MovedAwayNote } from './desk/records/backups/moved-away.ts';
import { openSession, type DeskSession } from './desk/records/session/session.service.ts';
import { libraryTimeZone, loadSettings } from './desk/records/settings/settings.service.ts';
import { openImportLog, type ImportLog } from './files/import-log.ts';
import type { Emit } from './ipc/events.ts';
import type { Log } from './log/log.ts';

/** What the start has prepared. */
export type ProgramParts = {
  readonly db: ReadableDB;
  readonly opened: OpenedDesk;
  readonly dataDir: string;
  /** Who may use the data folder. */
  readonly access: DataAccess;
  readonly switches: Switches;
  /** What the IT department has set for this computer. */
  readonly policy: Policy;
  readonly window: () => BrowserWindow | null;
  readonly emit: Emit;
  /** Shows the name of the other system in the program's menu. */
  readonly nameOtherSystem: (name: string) => void;
  readonly now: () => Date;
  readonly log: Log;
  /** What the page keeps across reloads. */
  readonly memory: PageMemory;
  /** Registers what must be stopped before the database is closed, in this order. */
  readonly endFirst: (steps: readonly CleanUpStep[]) => void;
  /** Whether the program is exiting: then the database is about to close, and no new work may start on it. */
  readonly isEnding: () => boolean;
};

/** Events that parts of the program send to parts created later, so that no two depend on each other. */
type News = {
  /** An import is over. */
  imported: [report: ImportReport];
  /** The size of the file being imported, in bytes. */
  importSized: [bytes: number];
  /** Rows were changed by something other than a page here. */
  rowsChanged: [];
  /** What partners said by message was recorded. */
  messagesApplied: [];
  /** The state of the hub has changed. */
  hubChanged: [];
  /** The mail account has changed. */
  mailChanged: [];
  /** A test letter was sent with the mail account, or could not be. */
  mailTested: [Delivery];
  /** The page has been drawn: deferred work begins. */
  shown: [];
};

/** What every part of the program works with. */
export type Base = ProgramParts & {
  readonly databaseFile: string;
  readonly session: DeskSession;
  readonly context: DeskContext & { readonly session: DeskSession };
  readonly timeZone: () => string;
  readonly asked: AskedOutside;
  readonly importLog: ImportLog;
  readonly movedAway: MovedAwayNote;
  readonly news: EventEmitter<News>;
  /** The settings as last read: devices need them at every key press. */
  readonly settings: () => Settings;
  readonly readSettings: () => void;
  /** Reloads places and people; a failure is logged. */
  readonly refreshSession: () => Promise<void>;
  /** Asks the user at the window; null if there is none. */
  readonly atWindow: ReturnType<typeof askInWindow>;
};

/** Opens the session and the state kept from earlier runs. */
export const openBase = async (parts: ProgramParts): Promise<Base> => {
  const { db, now, log } = parts;
  // Before the session, which removes an unused first desk once the imports there are over.
  const importLog = await retryOnBusy(() => openImportLog(db, now));
  const session = await retryOnBusy(() => openSession(db));
  const movedAway = await retryOnBusy(() => openMovedAway(db));
  const timeZone = (): string => libraryTimeZone(db);
  const settingsNow = (): Settings => underPolicy(loadSettings(db), parts.policy.values);
  let settings = settingsNow();
  const nameOtherSystem = (before: string): void => {
    const { name } = settings.otherSystem;
    if (name !== before) parts.nameOtherSystem(name);
  };
  nameOtherSystem('');
  const asked = askedOutside(db, parts.emit);
  asked.add(parts.switches);
  return {
    ...parts,
    databaseFile: parts.opened.file,
    session,
    context: { db, session, now, timeZone },
    timeZone,
    asked,
    importLog,
    movedAway,
    news: new EventEmitter<News>(),
    settings: () => settings,
    readSettings: () => {
      const { name } = settings.otherSystem;
      settings = settingsNow();
      nameOtherSystem(name);
    },
    refreshSession: () =>
      retryOnBusy(() => session.refresh()).catch((error: unknown) => log.error('session.failed', error)),
    atWindow: askInWindow(parts.window),
  };
};
