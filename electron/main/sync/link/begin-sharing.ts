import * as z from 'zod';
import { beginOwnCapture, connectionOnMoment, endOwnCapture } from '../../db/sharing.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import { fetchLibrary } from '../fetch-library.ts';
import { startLibraryWriter } from '../write-aside.ts';
import { queueForHub } from '../../desk/kernel/queue-for-hub.ts';
import { greatestWorkstation } from '../../desk/store/hub-kept.queries.ts';
import { beginSharing, endSharing, listPending, moveHubState } from '../../desk/store/hub.queries.ts';
import type { KnownHub } from './connection-file.ts';
import type { HubSql } from './fill-hub.ts';
import { hubOf } from './hub-port.ts';
import type { Invitation } from './joining-file.ts';
import { makeHub, newPassword } from './make-hub.ts';
import { connectPostgres, type HubAddress, type HubConnection, type Login } from './postgres.ts';

type Progress = (rows: number) => void;

/** Makes a hub of the library of this workstation; what is done meanwhile waits, and is shared first. */
export type MakeOfLibrary = (
  address: HubAddress,
  administrator: Login,
  /** What this workstation is called from then on, and its login. */
  own: { readonly name: string; readonly login: Login },
  progress: Progress,
) => Promise<void>;

export type SharedLibrary = {
  readonly db: ReadableDB;
  readonly databaseFile: string;
  readonly makes: () => HubSql;
  readonly timeZone: () => string;
};

/** From here on everything that is done is queued, and the library as it is in this moment is what the hub gets. */
export const makeOfLibrary =
  ({ db, databaseFile, makes, timeZone }: SharedLibrary): MakeOfLibrary =>
  async (address, administrator, own, progress) => {
    // Rows of a library that was shared before have ids of other numbers. The hub counts in the same way, by the same rows.
    const workstation = greatestWorkstation(db) + 1;
    inTransaction(db, (write) => beginSharing(write, { epoch: '', workstation, cursor: 0 }));
    beginOwnCapture(db);
    queueForHub(db, timeZone);
    const moment = connectionOnMoment(databaseFile);
    try {
      const made = await makeHub(address, administrator, { moment, ...own, makes: makes(), progress });
      inTransaction(db, (write) => moveHubState(write, { epoch: made.epoch, workstation: made.workstation }));
    } catch (error) {
      endOfSharing(db);
      throw error;
    } finally {
      moment.close();
    }
  };

/** This workstation works alone from now on; what is here stays. */
export const endOfSharing = (db: ReadableDB): void => {
  endOwnCapture(db);
  inTransaction(db, endSharing);
};

/** Where a library comes to lie, and how the next start is told to open it. */
type Incoming = { readonly file: string; readonly drop: () => void; readonly decide: () => void };

/** Brings the library of a hub beside that of this workstation: the next start opens it, as the workstation of that login and number. */
export type BringLibrary = (
  invitation: Invitation,
  name: string,
  progress: Progress,
) => Promise<{ readonly login: Login; readonly workstation: number }>;

/**
 * Joins with an invitation, once: its login becomes this workstation's, with a password that nobody else has seen.
 * @param decide lets the next start open the library that was brought.
 */
export const bringLibrary =
  (incoming: Incoming): BringLibrary =>
  async ({ address, login }, name, progress) => {
    const own: Login = { user: login.user, password: newPassword() };
    const asGuest = await connectPostgres(address, login);
    try {
      const workstation = await enroll(asGuest, name, own.password);
      await bring(await connectPostgres(address, own, 'none'), incoming.file, incoming.drop, progress);
      incoming.decide();
      return { login: own, workstation };
    } catch (error) {
      incoming.drop();
      // It may be a workstation by now, and the file that it came with is used up. Where it is none, its password is none either.
      await leaveAgain(address, own).catch(() => undefined);
      throw error;
    }
  };

/** The same for a workstation that is one already, and was away for so long that the hub does not keep what it missed. */
export type BringAnew = (hub: KnownHub, progress: Progress) => Promise<void>;

/**
 * Brings the library of the hub anew, with the login that is kept. It gets another number; the steps that wait here are taken along by the next start.
 * Rejects where the hub cannot be reached; everything is as it was then.
 */
export const bringAnew =
  (db: ReadableDB, incoming: Incoming): BringAnew =>
  async ({ user, password, ...address }, progress) => {
    const connection = await connectPostgres(address, { user, password }, 'none');
    const hub = hubOf(connection.query);
    try {
      await hub.beginAnew();
      const known = Object.keys(await hub.places(listPending(db).map(({ opId }) => opId)));
      await bring(connection, incoming.file, incoming.drop, progress, known);
      incoming.decide();
    } catch (error) {
      incoming.drop();
      throw error;
    } finally {
      await connection.close();
    }
  };

/** Makes the login of an invitation that of a workstation, under another password, and ends the connection that it had before. */
const enroll = async (asGuest: HubConnection, name: string, password: string): Promise<number> => {
  try {
    return await askOf(asGuest)('SELECT hub.enroll($1, $2) AS answer', [name, password], z.number());
  } finally {
    await asGuest.close();
  }
};

const greeting = z.object({ workstation: z.number(), epoch: z.string() });

/** Asks one thing of the hub. */
const askOf =
  (connection: HubConnection) =>
  async <T>(text: string, values: readonly unknown[], shape: z.ZodType<T>): Promise<T> => {
    const [found] = await connection.query(text, values);
    return shape.parse((found as { readonly answer?: unknown } | undefined)?.answer);
  };

const sayHello = (connection: HubConnection): Promise<z.infer<typeof greeting>> =>
  askOf(connection)("SELECT hub.hello('', 0, 0, 0, 0) AS answer", [], greeting);

/** Brings the library into a file, over a connection that ends with it. */
const bring = async (
  connection: HubConnection,
  file: string,
  drop: () => void,
  progress: Progress,
  known?: readonly string[],
): Promise<void> => {
  try {
    drop();
    const writer = startLibraryWriter(file);
    try {
      const hub = await sayHello(connection);
      await connection.run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await fetchLibrary(writer, askOf(connection), { ...hub, ...(known && { known }) }, progress);
      await connection.run('COMMIT');
    } finally {
      await writer.close();
    }
  } finally {
    await connection.close();
  }
};

/** Takes this workstation out of the hub that it has just joined, over a connection of its own: the one before may have broken. */
const leaveAgain = async (address: HubAddress, own: Login): Promise<void> => {
  const connection = await connectPostgres(address, own);
  try {
    const { workstation } = await sayHello(connection);
    await connection.query('SELECT hub.remove_workstation($1)', [workstation]);
  } finally {
    await connection.close();
  }
};
