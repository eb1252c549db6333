import type { Postgres, PostgresPrograms, PostgresSettings } from './postgres.ts';
import type { TestCertificate } from '../certificate.ts';

/** What `serve-postgres.ts` prints: its port, and the servers that this machine has. */
export type Outside = { readonly port: number; readonly versions: readonly PostgresPrograms[] };

/** Returns who starts servers for these tests; undefined if they start them. Tests in Wine cannot. */
export const outside = (): Outside | undefined => {
  const told = process.env['BORROW_DESK_POSTGRES_OUTSIDE'];
  return told === undefined ? undefined : (JSON.parse(told) as Outside);
};

/** What the process outside is asked. */
export type Asked =
  | { readonly ask: 'start'; readonly settings: PostgresSettings }
  | { readonly ask: Told; readonly server: number; readonly certificate?: TestCertificate };

type Told =
  | 'killAndStart'
  | 'stopForNow'
  | 'startAgain'
  | 'changeCertificate'
  | 'backUp'
  | 'restore'
  | 'stop';

/** What it answers about a server. */
export type ServerOutside = {
  readonly server: number;
  readonly port: number;
  readonly pid: number;
  readonly shown: TestCertificate;
};

const ask = async <T>(asked: Asked): Promise<T> => {
  const answer = await fetch(`http://127.0.0.1:${outside()?.port}`, {
    method: 'POST',
    body: JSON.stringify(asked),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as T;
};

/** Starts a server outside; all but its files is as if it were here. */
export const startOutside = async (
  settings: PostgresSettings,
  connectTo: (port: number) => Postgres['connect'],
): Promise<Postgres> => {
  let now = await ask<ServerOutside>({ ask: 'start', settings });
  const tell = async (what: Told, certificate?: TestCertificate): Promise<void> => {
    now = await ask({ ask: what, server: now.server, ...(certificate && { certificate }) });
  };
  const notHere = (): never => {
    throw new Error('This server is outside of Wine.');
  };
  return {
    port: now.port,
    connect: connectTo(now.port),
    pid: () => now.pid,
    killAndStart: () => tell('killAndStart'),
    isGone: notHere,
    stopForNow: () => tell('stopForNow'),
    startAgain: () => tell('startAgain'),
    certificate: () => now.shown.cert,
    changeCertificate: async (next) => {
      const before = now.shown;
      await tell('changeCertificate', next);
      return () => tell('changeCertificate', before);
    },
    shown: () => now.shown,
    giveFolder: notHere,
    backUp: () => tell('backUp'),
    restore: () => tell('restore'),
    stop: () => tell('stop'),
  };
};
