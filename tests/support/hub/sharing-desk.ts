import BetterSqlite3 from 'better-sqlite3';
import { hubOf, type Query } from '../../../electron/main/connections/hub/hub-port.ts';
import { asDeskDatabase, connect, inTransaction } from '../../../electron/main/db/open.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { openSession } from '../../../electron/main/desk/directory/session/session.service.ts';
import { rebase } from '../../../electron/main/desk/hub/rebase.ts';
import { queueForHub } from '../../../electron/main/desk/kernel/queue-for-hub.ts';
import { shareSteps, type SharingParts } from '../../../electron/main/desk/hub/share.ts';
import { openStepDesk } from '../../../electron/main/desk/hub/step-desk.ts';
import { beginSharing } from '../../../electron/main/desk/store/hub.queries.ts';
import type { Instant } from '../../../shared/domain/ids.ts';
import type { TestDesk } from '../desk.ts';

/** A workstation that shares its requests. */
export type SharingDesk = TestDesk & {
  readonly number: number;
  /** Shares until nothing is left. Rejects where the hub cannot be reached. */
  readonly share: () => Promise<void>;
  readonly parts: SharingParts;
  /** What the hub forbade. */
  readonly faults: string[];
};

/** Opens a workstation on a database file that is a copy of the library from which the hub was filled. */
export const openSharingDesk = (
  file: string,
  number: number,
  query: Query,
  clock: () => Date,
): SharingDesk => {
  const raw = connect(file);
  // What is asked here is what is stored, not whether it outlives a power cut.
  raw.pragma('synchronous = OFF');
  const isNew = raw.prepare('SELECT NOT EXISTS (SELECT 1 FROM hub_state)').pluck().get() === 1;
  if (isNew)
    inTransaction(raw as ReadableDB, (db) =>
      beginSharing(db, { epoch: epochOfTests, workstation: number, cursor: 0 }),
    );
  const db = asDeskDatabase(raw);
  const timeZone = (): string => 'Europe/London';
  queueForHub(db, timeZone);
  const session = openSession(db);
  let skewMs = 0;
  const now = (): Date => new Date(clock().getTime() + skewMs);
  const faults: string[] = [];
  const instant = (): Instant => now().toISOString() as Instant;
  const parts: SharingParts = {
    db,
    hub: hubOf(query),
    rebase: rebase(openStepDesk(db), instant),
    now: instant,
    changed: () => session.refresh(),
    fault: (words) => faults.push(words),
  };
  return {
    number,
    context: { db, session, now, timeZone },
    raw,
    file,
    setNow: (at) => {
      skewMs = Date.parse(at) - clock().getTime();
    },
    close: () => raw.close(),
    share: () => shareSteps(parts),
    parts,
    faults,
  };
};

/** Every hub of a test is in its first life. */
export const epochOfTests = 'first';

/** A copy of a library, whole. */
export const copyLibrary = (from: string, to: string): void => {
  const db = new BetterSqlite3(from);
  db.exec(`VACUUM INTO '${to.replaceAll("'", "''")}'`);
  db.close();
};
