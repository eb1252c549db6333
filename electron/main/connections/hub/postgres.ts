import pg from 'pg';
import type { Query } from './hub-port.ts';

/** Where a hub is, and by what it is known. */
export type HubAddress = {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** The certificate of its server, PEM; nobody with another one is believed. */
  readonly certificate: string;
  /** Its SHA-256. */
  readonly fingerprint: string;
};

export type Login = { readonly user: string; readonly password: string };

/** A connection to the hub's database. */
export type HubConnection = {
  readonly query: Query;
  /** Runs statements that give nothing back. */
  readonly run: (statements: string) => Promise<unknown>;
  /** Told when another workstation has shared something. */
  readonly onNews: (tell: () => void) => Promise<void>;
  /** Settles when it is gone. */
  readonly gone: Promise<void>;
  readonly close: () => Promise<void>;
};

const connectMs = 8_000;
/** Longer than a push waits for its turn. */
const answerMs = 20_000;

/** The server showed another certificate than the one that is known. */
export class OtherCertificate extends Error {
  readonly code = 'OTHER_CERTIFICATE';
}

/**
 * Connects to the hub's database: encrypted, to the server that is known by its certificate, with a password that is not sent.
 * @param limits whether an answer may take as long as it needs: a library is brought in one transaction.
 * @throws what the driver throws; OtherCertificate.
 */
export const connectPostgres = async (
  { host, port, database, certificate, fingerprint }: HubAddress,
  login: Login,
  limits: 'usual' | 'none' = 'usual',
): Promise<HubConnection> => {
  let isOther = false;
  const client = new pg.Client({
    host,
    port,
    database,
    ...login,
    application_name: 'borrow-desk',
    connectionTimeoutMillis: connectMs,
    ...(limits === 'usual' && { query_timeout: answerMs }),
    keepAlive: true,
    enableChannelBinding: true,
    ssl: {
      ca: certificate,
      // The certificate is known itself, whoever has signed it.
      allowPartialTrustChain: true,
      checkServerIdentity: (_host, shown) => {
        if (shown.fingerprint256 === fingerprint) return undefined;
        isOther = true;
        return new OtherCertificate('other certificate');
      },
    },
  });
  let tellGone = (): void => undefined;
  const gone = new Promise<void>((resolve) => (tellGone = resolve));
  client.on('error', tellGone);
  client.on('end', tellGone);
  try {
    await client.connect();
  } catch (error) {
    void client.end().catch(() => undefined);
    throw isOther || isUnknownCertificate(error) ? new OtherCertificate('other certificate') : error;
  }
  // A statement goes over once, and is called by its name from then on.
  const names = new Map<string, string>();
  const nameOf = (text: string): string => {
    const name = names.get(text) ?? `s${names.size}`;
    names.set(text, name);
    return name;
  };
  return {
    query: async (text, values) =>
      (await client.query({ name: nameOf(text), text, values: [...values] })).rows as unknown[],
    run: (statements) => client.query(statements),
    onNews: async (tell) => {
      client.on('notification', tell);
      await client.query('LISTEN hub');
    },
    gone,
    close: async () => {
      await client.end().catch(() => undefined);
    },
  };
};

const unknown = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
  'CERT_HAS_EXPIRED',
];

const isUnknownCertificate = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && unknown.includes(String(error.code));
