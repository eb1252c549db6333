import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { makeCertificate, type TestCertificate } from '../certificate.ts';
import { outside, startOutside } from './postgres-outside.ts';

/** A PostgreSQL server of a test: Debian's package, on a free port of the loopback interface. */
export type Postgres = {
  readonly port: number;
  /** Opens a connection of its superuser, to the default database or another one. */
  readonly connect: (database?: string) => Promise<pg.Client>;
  /** Returns the process id of the server's main process. */
  readonly pid: () => number;
  /** Kills it immediately, whatever it is doing, and starts it again. */
  readonly killAndStart: () => Promise<void>;
  /** Whether it has exited unexpectedly. */
  readonly isGone: () => boolean;
  /** Stops it as its administrator does, disconnecting everyone. */
  readonly stopForNow: () => Promise<void>;
  readonly startAgain: () => Promise<void>;
  /** Returns the certificate that it presents, as PEM. */
  readonly certificate: () => string;
  /** Makes it present this certificate, or a new one. @returns a function that restores the previous one. */
  readonly changeCertificate: (next?: TestCertificate) => Promise<() => Promise<void>>;
  /** Returns the certificate that it presents, with its key. */
  readonly shown: () => TestCertificate;
  /** Gives the server's account ownership of a folder. */
  readonly giveFolder: (folder: string) => void;
  /** Copies its files while it is stopped, as a backup does; restores them. */
  readonly backUp: () => Promise<void>;
  readonly restore: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const root = '/usr/lib/postgresql';

/** The programs of a PostgreSQL server. */
export type PostgresPrograms = { readonly version: string; readonly folder: string };

/**
 * Returns the servers of this machine, one per version, newest last: Debian's packages, and the colon-separated folders in
 * POSTGRES_PROGRAMS.
 */
export const postgresVersions = (): readonly PostgresPrograms[] => {
  const elsewhere = outside();
  if (elsewhere) return elsewhere.versions;
  const named = (process.env['POSTGRES_PROGRAMS'] ?? '').split(':').filter((folder) => folder !== '');
  const packaged = existsSync(root) ? readdirSync(root).map((name) => join(root, name, 'bin')) : [];
  const found = [...packaged, ...named]
    .filter((folder) => existsSync(join(folder, 'initdb')))
    .map((folder) => ({ version: versionOf(folder), folder }));
  return [...new Map(found.map((one) => [one.version, one])).values()].sort(
    (one, other) => Number(one.version) - Number(other.version),
  );
};

const versionOf = (folder: string): string =>
  /\d+/u.exec(execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' }))?.[0] ?? '';

/** Returns the folder with the programs of the newest server installed by Debian's packages; undefined if there is none. */
export const postgresPrograms = (): string | undefined =>
  postgresVersions().findLast(({ folder }) => folder.startsWith(root))?.folder;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
};

/** PostgreSQL refuses to run as root. */
const owner = (): { readonly uid: number; readonly gid: number } | Record<string, never> => {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};

export type PostgresSettings = {
  readonly settings?: string;
  readonly tls?: boolean;
  /** The folder of the programs of a server other than the default. */
  readonly programs?: string | undefined;
};

const connectTo =
  (port: number): Postgres['connect'] =>
  async (database = 'postgres') => {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };

/** Creates a new server and starts it. @throws if the machine has none. */
export const startPostgres = async (asked: PostgresSettings = {}): Promise<Postgres> => {
  if (outside()) return await startOutside(asked, connectTo);
  const { settings = '', tls = false, programs = postgresPrograms() } = asked;
  if (programs === undefined) throw new Error('There is no PostgreSQL server on this machine.');
  const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-hub-'));
  const who = owner();
  if (who.uid !== undefined) chownSync(folder, who.uid, who.gid);
  const data = join(folder, 'data');
  execFileSync(
    join(programs, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile(folder)}`,
      '-E',
      'UTF8',
      '--locale=C',
    ],
    { ...who, stdio: 'ignore', cwd: folder },
  );
  const port = await freePort();
  writeFileSync(
    join(data, 'postgresql.auto.conf'),
    `port = ${port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '${folder}'\nshared_buffers = 64MB\nmax_connections = 80\n${settings}${tls ? 'ssl = on\n' : ''}`,
  );
  const writeCertificate = ({ key, cert }: TestCertificate): TestCertificate => {
    for (const [name, text] of Object.entries({ 'server.key': key, 'server.crt': cert })) {
      writeFileSync(join(data, name), text, { mode: 0o600 });
      if (who.uid !== undefined) chownSync(join(data, name), who.uid, who.gid);
    }
    return { key, cert };
  };
  let shown = tls ? writeCertificate(makeCertificate()) : { key: '', cert: '' };
  const connect = connectTo(port);
  const start = async (): Promise<ChildProcess> => {
    const run = (): ChildProcess =>
      spawn(join(programs, 'postgres'), ['-D', data], { ...who, stdio: 'ignore', cwd: folder });
    let started = run();
    for (let tries = 0; ; tries += 1) {
      try {
        await (await connect()).end();
        return started;
      } catch (error) {
        if (tries > 1_200) throw error;
        await pause(50);
        // The processes of a killed server hold its shared memory a moment longer.
        if (started.exitCode !== null) started = run();
      }
    }
  };
  let child = await start();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  const show = async (certificate: TestCertificate): Promise<void> => {
    shown = writeCertificate(certificate);
    const client = await connect();
    await client.query('SELECT pg_reload_conf()');
    await client.end();
  };
  return {
    port,
    connect,
    pid: () => child.pid ?? 0,
    killAndStart: async () => {
      await end('SIGKILL');
      child = await start();
    },
    isGone: () => child.exitCode !== null || child.signalCode !== null,
    stopForNow: () => end('SIGINT'),
    startAgain: async () => {
      child = await start();
    },
    certificate: () => shown.cert,
    changeCertificate: async (next = makeCertificate()) => {
      const before = shown;
      await show(next);
      return () => show(before);
    },
    shown: () => shown,
    giveFolder: (path) => {
      if (who.uid !== undefined) chownSync(path, who.uid, who.gid);
    },
    backUp: async () => {
      await end('SIGINT');
      rmSync(join(folder, 'backup'), { recursive: true, force: true });
      execFileSync('cp', ['-a', data, join(folder, 'backup')]);
      child = await start();
    },
    restore: async () => {
      await end('SIGINT');
      rmSync(data, { recursive: true, force: true });
      execFileSync('cp', ['-a', join(folder, 'backup'), data]);
      child = await start();
    },
    stop: async () => {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** The password of the superuser of a test's server. */
export const password = 'a password of this test alone';

const passwordFile = (folder: string): string => {
  const file = join(folder, 'password');
  writeFileSync(file, password);
  return file;
};
