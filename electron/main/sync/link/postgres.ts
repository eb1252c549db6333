import type { TLSSocket } from 'node:tls';
import pg from 'pg';
import { codeOf } from '../../db/errors.ts';
import type { Query } from '../hub.ts';
import { connectEncrypted, identityOf, isKnownServer, type ServerIdentity } from './server-certificate.ts';

/** The address of a hub, and the identity of its server. */
export type HubAddress = ServerIdentity & {
  readonly host: string;
  readonly port: number;
  readonly database: string;
};

export type Login = { readonly user: string; readonly password: string };

/** A connection to the hub's database. */
export type HubConnection = {
  readonly query: Query;
  /** The current identity of its server: the key may have changed if its authority vouches for it. */
  readonly server: ServerIdentity;
  /** Runs statements that return nothing. */
  readonly run: (statements: string) => Promise<unknown>;
  /** Calls back when another workstation has pushed something. */
  readonly onNews: (notify: () => void) => Promise<void>;
  /** Resolves when the connection is closed or lost. */
  readonly gone: Promise<void>;
  readonly close: () => Promise<void>;
};

const connectMs = 8_000;
/** Longer than a push waits for its turn. */
const answerMs = 20_000;
/** PostgreSQL error code: the server has no locks left because a session holds all of them. */
const outOfLocks = '53200';

/** Thrown if the server has a different key from the known one, and no known authority vouches for it. */
export class OtherCertificateError extends Error {
  readonly code = 'OTHER_CERTIFICATE';
}

/**
 * Connects to the hub's database: encrypted, to the known server, without sending the password itself.
 * @param limits `none` lets an answer take as long as it needs: a library is sent in one transaction.
 * @throws what the driver throws; OtherCertificateError.
 */
export const connectPostgres = async (
  { host, port, database, fingerprint, authority }: HubAddress,
  { user, password }: Login,
  limits: 'usual' | 'none' = 'usual',
): Promise<HubConnection> => {
  const encrypted = await connectEncrypted(host, port, AbortSignal.timeout(connectMs));
  const { secure } = encrypted;
  if (!isKnownServer(encrypted, host, { fingerprint, authority })) {
    secure.destroy();
    throw new OtherCertificateError('other certificate');
  }
  const shown = identityOf(encrypted, host);
  const client = new pg.Client({
    host,
    port,
    database,
    user,
    password,
    application_name: 'borrow-desk',
    connectionTimeoutMillis: connectMs,
    ...(limits === 'usual' && { query_timeout: answerMs }),
    keepAlive: true,
    enableChannelBinding: true,
    // The socket is already encrypted.
    ssl: false,
    stream: () => asConnected(secure),
  });
  const gone = new Promise<void>((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
  });
  try {
    await client.connect();
  } catch (error) {
    secure.destroy();
    throw error;
  }
  return {
    server: { fingerprint: shown.fingerprint, authority: shown.authority || authority },
    query: queryOf(client),
    run: (statements) => client.query(statements),
    onNews: async (notify) => {
      client.on('notification', notify);
      await client.query('LISTEN hub');
    },
    gone,
    close: async () => {
      await client.end().catch(() => undefined);
    },
  };
};

const queryOf = (client: pg.Client): Query => {
  // A statement is sent once, and called by its name from then on.
  const names = new Map<string, string>();
  const nameOf = (text: string): string => {
    const name = names.get(text) ?? `s${names.size}`;
    names.set(text, name);
    return name;
  };
  const ask: Query = async (text, values) =>
    (await client.query({ name: nameOf(text), text, values: [...values] })).rows as unknown[];
  return async (text, values) => {
    try {
      return await ask(text, values);
    } catch (error) {
      if (codeOf(error) !== outOfLocks) throw error;
      // The hub gives each session a reserve of the server's locks for this case (hub.end_hoarders).
      await client.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
      return await ask(text, values);
    }
  };
};

/** Runs work over a separate connection, which is closed afterwards. @throws as `connectPostgres` and the work do. */
export const overConnection = async <T>(
  address: HubAddress,
  login: Login,
  limits: 'usual' | 'none',
  work: (connection: HubConnection) => Promise<T>,
): Promise<T> => {
  const connection = await connectPostgres(address, login, limits);
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
};

/** Returns a socket that reports being connected when the driver tries to connect it. */
const asConnected = (socket: TLSSocket): TLSSocket =>
  Object.assign(socket, {
    connect: () => {
      queueMicrotask(() => socket.emit('connect'));
      return socket;
    },
  });
