import type BetterSqlite3 from 'better-sqlite3';
import { asDeskDatabase, connect, inTransaction } from '../../../electron/main/db/open.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { openSession } from '../../../electron/main/desk/records/session/session.service.ts';
import { queueForHub } from '../../../electron/main/desk/steps/frame/queue-for-hub.ts';
import { beginSharing, readHubState } from '../../../electron/main/desk/store/hub.queries.ts';
import { hubOf, type Query } from '../../../electron/main/sync/hub.ts';
import { replay } from '../../../electron/main/sync/replay.ts';
import { openStepDesk } from '../../../electron/main/sync/step-desk.ts';
import type { SyncParts } from '../../../electron/main/sync/sync-parts.ts';
import { syncSteps } from '../../../electron/main/sync/sync-steps.ts';
import type { TimeSlices } from '../../../electron/main/sync/time-slices.ts';
import type { Instant, OpId, PrintJobId } from '../../../shared/domain/ids.ts';
import type { TestDesk } from '../desk.ts';
import { withoutLog } from './restore-open-file.ts';

/** A workstation that syncs with a hub. */
export type SyncDesk = TestDesk & {
  /** The number of its login. */
  readonly login: number;
  /** Syncs until nothing is left. Rejects if the hub cannot be reached. */
  readonly sync: () => Promise<void>;
  readonly parts: SyncParts;
  /** The steps that the hub forbade. */
  readonly faults: string[];
  /** Slips that the program was told are no longer kept. */
  readonly removedSlips: PrintJobId[];
  /** The identifying texts of patrons who were forgotten elsewhere. */
  readonly forgottenNames: string[];
};

/** The time zone of all libraries in these tests. */
const zoneOfTests = 'Europe/London';

/**
 * Opens a workstation's file, a copy of the library from which the hub was filled, and starts sharing unless it already does.
 * @param login omitted if it already shares.
 */
export const connectSyncing = (file: string, login?: number): BetterSqlite3.Database => {
  const raw = connect(file);
  // These tests are about what is stored, not whether it survives a power cut.
  raw.pragma('synchronous = OFF');
  if (login !== undefined) beginSync(raw, login);
  asDeskDatabase(raw);
  return raw;
};

/**
 * Like `connectSyncing`, without a log, in a process that is not killed: its file can be restored under the open connection
 * (`restore-open-file.ts`).
 */
export const connectToPlay = (file: string, login?: number): BetterSqlite3.Database =>
  withoutLog(connectSyncing(file, login));

/** Starts sharing unless the file already does. */
export const beginSync = (raw: BetterSqlite3.Database, login: number): void => {
  if (readHubState(raw as ReadableDB) !== null) return;
  inTransaction(raw as ReadableDB, (db) =>
    beginSharing(db, { epoch: epochOfTests, workstation: login, cursor: 0 }),
  );
};

/** Opens the program of a workstation on its open file. */
export const openSyncDesk = (
  raw: BetterSqlite3.Database,
  options: {
    readonly login: number;
    readonly query: Query;
    readonly clock: () => Date;
    readonly newOpId: () => OpId;
    /** How much is applied at a time; a whole answer by default. */
    readonly slices?: TimeSlices;
    /** The time zone of the library; that of these tests by default. */
    readonly timeZone?: string;
  },
): SyncDesk => {
  const { login, query, clock, newOpId, slices } = options;
  const db = raw as ReadableDB;
  const timeZone = (): string => options.timeZone ?? zoneOfTests;
  queueForHub(db, timeZone, newOpId);
  const session = openSession(db);
  let skewMs = 0;
  const now = (): Date => new Date(clock().getTime() + skewMs);
  const faults: string[] = [];
  const removedSlips: PrintJobId[] = [];
  const forgottenNames: string[] = [];
  const instant = (): Instant => now().toISOString() as Instant;
  const parts: SyncParts = {
    db,
    hub: hubOf(query),
    replay: replay(openStepDesk(db), instant, `Desk ${login}`),
    name: `Desk ${login}`,
    slices: slices ?? { rows: () => 1_000, took: () => undefined, pause: () => Promise.resolve() },
    now: instant,
    changed: () => session.refresh(),
    onSlipsRemoved: (jobs) => removedSlips.push(...jobs),
    onNamesForgotten: (texts) => forgottenNames.push(...texts),
    fault: (words) => faults.push(words),
  };
  return {
    login,
    context: { db, session, now, timeZone },
    raw,
    file: raw.name,
    setNow: (at) => {
      skewMs = Date.parse(at) - clock().getTime();
    },
    close: () => raw.close(),
    sync: () => syncSteps(parts),
    parts,
    faults,
    removedSlips,
    forgottenNames,
  };
};

/** Every hub of a test is in its first life. */
export const epochOfTests = 'first';
