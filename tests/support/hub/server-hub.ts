import { createHash, X509Certificate } from 'node:crypto';
import type { KnownHub } from '../../../electron/main/sync/link/connection-file.ts';
import { askOver, openHubOver, loginOf, passwordOfDesks, type TestHub } from './hub-server.ts';
import type { Postgres } from './postgres.ts';

/** A hub on a real server that workstations reach as the program does, and that may be killed: each query opens a new connection. */
export const hubOnServer = (server: Postgres): TestHub => {
  const asked = async (text: string, values: readonly unknown[], login?: string) => {
    const client = await server.connect();
    try {
      return await askOver(client)(login ?? null, text, values);
    } finally {
      await client.end();
    }
  };
  return {
    query: (text, values) => asked(text, values),
    run: (statements) => asked(statements, []),
    queryAs: (workstation) => (text, values) => asked(text, values, loginOf(workstation)),
    fill: async (db, workstations) => {
      const client = await server.connect();
      const hub = openHubOver({
        run: (text) => client.query(text),
        ask: askOver(client),
        close: () => client.end(),
      });
      await hub.fill(db, workstations);
      await hub.close();
    },
    playOn: () => Promise.reject(new Error('What happens on a real server stays.')),
    backUp: server.backUp,
    restore: server.restore,
    close: () => server.stop(),
  };
};

/** Returns what a workstation knows about that hub. @param port a port other than the server's own, such as that of a cable. */
export const knownHub = (server: Postgres, login: number, port = server.port): KnownHub => ({
  host: '127.0.0.1',
  port,
  database: 'postgres',
  fingerprint: fingerprintOf(server.certificate()),
  authority: '',
  user: loginOf(login),
  password: passwordOfDesks,
  name: `Desk ${login}`,
  alone: false,
  making: false,
});

const fingerprintOf = (certificate: string): string =>
  createHash('sha256')
    .update(new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .replace(/..(?!$)/gu, '$&:');
