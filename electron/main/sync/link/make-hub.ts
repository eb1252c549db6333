import { randomBytes } from 'node:crypto';
import type { ReadableDB } from '../../db/types.ts';
import { fillHub, type HubSql } from './fill-hub.ts';
import { connectPostgres, type HubAddress, type HubConnection, type Login } from './postgres.ts';

/** A password that nobody types. */
export const newPassword = (): string => randomBytes(32).toString('base64url');

/** A login that nobody has yet. */
export const newLogin = (): Login => ({
  user: `borrow_desk_${randomBytes(12).toString('hex')}`,
  password: newPassword(),
});

/** The database has a hub already, or its server is too old. */
export class UnfitDatabase extends Error {
  readonly why: 'taken' | 'too-old';
  constructor(why: 'taken' | 'too-old') {
    super(why);
    this.why = why;
  }
}

const oldestServer = 130_000;

/**
 * Makes a hub in an empty database, of the library that `moment` reads, in one transaction.
 * @param administrator an account that may make roles and schemas there: used for this, and kept nowhere.
 * @param moment reads the library as it was when this workstation began to queue its steps.
 * @returns what this workstation needs to know of it.
 * @throws UnfitDatabase, OtherCertificate, what the driver throws: nothing was made then.
 */
export const makeHub = async (
  address: HubAddress,
  administrator: Login,
  made: {
    readonly moment: ReadableDB;
    readonly name: string;
    /** That of this workstation from then on. */
    readonly login: Login;
    readonly makes: HubSql;
    readonly progress: (rows: number) => void;
  },
): Promise<{ readonly epoch: string; readonly workstation: number }> => {
  const connection = await connectPostgres(address, administrator, 'none');
  try {
    await assertFit(connection);
    await connection.run('BEGIN');
    const workstation = await fillHub({
      db: made.moment,
      query: connection.query,
      run: connection.run,
      makes: made.makes,
      first: { login: made.login.user, password: made.login.password, name: made.name },
      progress: made.progress,
    });
    const [head] = await connection.query('SELECT hub.epoch() AS epoch', []);
    await connection.run('COMMIT');
    return { epoch: (head as { readonly epoch: string }).epoch, workstation };
  } finally {
    await connection.close();
  }
};

const assertFit = async ({ query }: HubConnection): Promise<void> => {
  const [found] = await query(
    "SELECT current_setting('server_version_num')::int AS version, to_regnamespace('hub') IS NOT NULL AS taken",
    [],
  );
  const { version, taken } = found as { readonly version: number; readonly taken: boolean };
  if (version < oldestServer) throw new UnfitDatabase('too-old');
  if (taken) throw new UnfitDatabase('taken');
};
