import { beginOwnCapture, connectionOnMoment, endOwnCapture } from '../../db/sharing.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import { queueForHub } from '../../desk/steps/frame/queue-for-hub.ts';
import { greatestWorkstation } from '../../desk/store/hub-kept.queries.ts';
import { beginSharing, endSharing, moveHubState } from '../../desk/store/hub.queries.ts';
import { listPending } from '../../desk/store/pending-steps.queries.ts';
import { fetchLibrary } from '../fetch-library.ts';
import { hubOf, type Hub } from '../hub.ts';
import { startLibraryWriter } from '../start-library-writer.ts';
import type { KnownHub } from './connection-file.ts';
import type { HubSql } from './fill-hub.ts';
import type { Invitation } from './joining-file.ts';
import { makeHub, newPassword } from './make-hub.ts';
import {
  connectPostgres,
  overConnection,
  type HubAddress,
  type HubConnection,
  type Login,
} from './postgres.ts';

type Progress = (rows: number) => void;

/** The library of this workstation, and the SQL of a hub. */
type LibraryToShare = {
  readonly db: ReadableDB;
  readonly databaseFile: string;
  readonly makes: () => HubSql;
  readonly timeZone: () => string;
};

/**
 * Creates a hub from the library of this workstation. From here on everything that is done is queued, and the hub gets a snapshot of the
 * library at this moment.
 * @param own the name and login of this workstation from then on.
 */
export const makeHubOfLibrary = async (
  { db, databaseFile, makes, timeZone }: LibraryToShare,
  address: HubAddress,
  administrator: Login,
  own: { readonly name: string; readonly login: Login },
  progress: Progress,
): Promise<void> => {
  // In a library that was shared before, rows have ids of other numbers. The hub assigns numbers by the same rule, from the same rows.
  const workstation = greatestWorkstation(db) + 1;
  inTransaction(db, (write) => beginSharing(write, { epoch: '', workstation, cursor: 0 }));
  beginOwnCapture(db);
  queueForHub(db, timeZone);
  const moment = connectionOnMoment(databaseFile);
  try {
    const made = await makeHub(address, administrator, { moment, ...own, makes: makes(), progress });
    inTransaction(db, (write) => moveHubState(write, made));
  } catch (error) {
    stopSync(db);
    throw error;
  } finally {
    moment.close();
  }
};

/** Makes this workstation work alone from now on; its data stays. */
export const stopSync = (db: ReadableDB): void => {
  endOwnCapture(db);
  inTransaction(db, endSharing);
};

/** The file of a library beside that of this workstation; after `decide`, the next start opens it. */
export type Incoming = { readonly file: string; readonly drop: () => void; readonly decide: () => void };

/**
 * Joins with an invitation, which works once: its login becomes this workstation's, with a password that no one has seen, and the next
 * start opens the library of the hub.
 */
export const joinHub = async (
  incoming: Incoming,
  { address, login }: Invitation,
  name: string,
  progress: Progress,
): Promise<{ readonly login: Login; readonly workstation: number }> => {
  const own: Login = { user: login.user, password: newPassword() };
  const asGuest = await connectPostgres(address, login);
  try {
    const workstation = await enroll(asGuest, name, own.password);
    await overConnection(address, own, 'none', (connection) => bring(connection, incoming, progress));
    incoming.decide();
    return { login: own, workstation };
  } catch (error) {
    incoming.drop();
    // It may have been enrolled already, and the joining file is used up. If it was not enrolled, its password does not work either.
    await leaveAgain(address, own).catch(() => undefined);
    throw error;
  }
};

const enroll = async (asGuest: HubConnection, name: string, password: string): Promise<number> => {
  try {
    return await hubOf(asGuest.query).enroll(name, password);
  } finally {
    await asGuest.close();
  }
};

/**
 * Loads the library of the hub again on a workstation that was away so long that the hub no longer keeps the steps it missed. It gets a new
 * number; the next start takes the pending steps along. Rejects if the hub cannot be reached; nothing is changed then.
 */
export const rejoinHub = async (
  db: ReadableDB,
  incoming: Incoming,
  known: KnownHub,
  progress: Progress,
): Promise<void> => {
  try {
    await overConnection(known, known, 'none', async (connection) => {
      const hub = hubOf(connection.query);
      await hub.takeNewNumber();
      const placed = Object.keys(await hub.places(listPending(db).map(({ opId }) => opId)));
      await bring(connection, incoming, progress, placed);
    });
    incoming.decide();
  } catch (error) {
    incoming.drop();
    throw error;
  }
};

const greetHub = (hub: Hub): ReturnType<Hub['hello']> =>
  hub.hello({ program: '', schemaVersion: 0, cursor: 0, confirmedN: 0, waiting: 0 });

/** Loads the library into a file. @param known the ids of those pending steps that the hub has. */
const bring = async (
  { query, run }: HubConnection,
  { file, drop }: Incoming,
  progress: Progress,
  known?: readonly string[],
): Promise<void> => {
  drop();
  const writer = startLibraryWriter(file);
  const hub = hubOf(query);
  try {
    const { epoch, workstation } = await greetHub(hub);
    await run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await fetchLibrary(writer, hub, { epoch, workstation, ...(known && { known }) }, progress);
    await run('COMMIT');
  } finally {
    await writer.close();
  }
};

/** Removes this workstation from the hub that it has just joined, over a separate connection: the previous one may have broken. */
const leaveAgain = (address: HubAddress, own: Login): Promise<void> =>
  overConnection(address, own, 'usual', async ({ query }) => {
    const hub = hubOf(query);
    await hub.removeWorkstation((await greetHub(hub)).workstation, null);
  });
