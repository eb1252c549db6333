import { randomBytes } from 'node:crypto';
import type { ReadableDB } from '../../db/types.ts';
import { hubTables } from '../../db/hub-schema.ts';
import { createSchema, fillHub, type HubSql } from './fill-hub.ts';
import { overConnection, type HubAddress, type HubConnection, type Login } from './postgres.ts';

/** Returns a random password that is never typed. */
export const newPassword = (): string => randomBytes(32).toString('base64url');

/** Returns a login with a new, random name. */
export const newLogin = (): Login => ({
  user: `borrow_desk_${randomBytes(12).toString('hex')}`,
  password: newPassword(),
});

/** Thrown if the database already has a hub, or its server is too old. */
export class UnfitDatabaseError extends Error {
  readonly why: 'taken' | 'too-old';
  constructor(why: 'taken' | 'too-old') {
    super(why);
    this.why = why;
  }
}

const oldestServer = 130_000;

/**
 * Creates a hub in an empty database from the library that `moment` reads, in one transaction.
 * @param administrator an account that may create roles and schemas there: used only for this, and stored nowhere.
 * @param moment reads a snapshot of the library from when this workstation began to queue its steps.
 * @returns what this workstation needs to know about the hub.
 * @throws UnfitDatabaseError, OtherCertificateError, what the driver throws: nothing is created then.
 */
export const makeHub = (
  address: HubAddress,
  administrator: Login,
  made: {
    readonly moment: ReadableDB;
    readonly name: string;
    /** The login of this workstation from then on. */
    readonly login: Login;
    readonly makes: HubSql;
    readonly progress: (rows: number) => void;
  },
): Promise<{ readonly epoch: string; readonly workstation: number }> =>
  overConnection(address, administrator, 'none', async (connection) => {
    const { query, run } = connection;
    await assertFit(connection);
    await run('BEGIN');
    const workstation = await fillHub({
      db: made.moment,
      query,
      run,
      makes: made.makes,
      first: { login: made.login.user, password: made.login.password, name: made.name },
      progress: made.progress,
    });
    const [head] = await query('SELECT hub.epoch() AS epoch', []);
    await run('COMMIT');
    return { epoch: (head as { readonly epoch: string }).epoch, workstation };
  });

/**
 * Updates a hub of an earlier version: missing tables, columns and constraints, all functions, views and lists, in one transaction. Its
 * rows and its order are unchanged. Workstations that query it in the meantime wait, or retry.
 * @param db a library of this program's version: the hub gets its schema.
 * @param administrator an account that may create roles and schemas there, as when the hub was created: used only for this, and stored
 * nowhere.
 * @throws OtherCertificateError, what the driver throws (HB008: the hub is newer): nothing is changed then.
 */
export const updateHub = (
  db: ReadableDB,
  address: HubAddress,
  administrator: Login,
  makes: HubSql,
): Promise<void> =>
  overConnection(address, administrator, 'none', async ({ query, run }) => {
    await run('BEGIN');
    await createSchema({ query, run, makes, tables: hubTables(db) });
    await run('COMMIT');
  });

const assertFit = async ({ query }: HubConnection): Promise<void> => {
  const [found] = await query(
    "SELECT current_setting('server_version_num')::int AS version, to_regnamespace('hub') IS NOT NULL AS taken",
    [],
  );
  const { version, taken } = found as { readonly version: number; readonly taken: boolean };
  if (version < oldestServer) throw new UnfitDatabaseError('too-old');
  if (taken) throw new UnfitDatabaseError('taken');
};
