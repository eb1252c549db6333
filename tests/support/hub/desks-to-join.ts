import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openTestDesk, type TestDesk } from '../desk.ts';
import { startPostgres, type Postgres } from './postgres.ts';
import { makesHub } from './two-workstations.ts';
import { openWorkstation, stopWorkstations, type Workstation } from './workstation.ts';

/** A hub on a real server, and workstations that may join it, for all tests of a file. They exist only while tests run. */
type DesksToJoin = {
  readonly server: Postgres;
  /** The first workstation of the hub. */
  readonly one: Workstation;
  /** The folder for files of the tests. */
  readonly root: string;
  /** The folder into which the first workstation writes joining files. */
  readonly folder: string;
  /** Opens a new workstation in a folder of its own. */
  readonly newWorkstation: (name: string) => Workstation;
};

/** Opens them before the tests of a file, and closes them after the last. */
export const desksToJoin = (): DesksToJoin => {
  let server: Postgres;
  let first: TestDesk;
  let one: Workstation;
  const root = (): string => dirname(first.file);
  const newWorkstation = (name: string): Workstation => {
    const own = join(root(), name);
    mkdirSync(own);
    copyFileSync(first.file, join(own, 'borrow-desk.sqlite'));
    return openWorkstation(join(own, 'borrow-desk.sqlite'));
  };
  beforeAll(async () => {
    server = await startPostgres({ tls: true, settings: 'max_connections = 200\n' });
    first = openTestDesk();
    first.raw.pragma('wal_checkpoint(TRUNCATE)');
    one = newWorkstation('one');
    await makesHub(server, one);
  }, 120_000);
  afterAll(async () => {
    await stopWorkstations();
    first.close();
    await server.stop();
  });
  return {
    get server() {
      return server;
    },
    get one() {
      return one;
    },
    get root() {
      return root();
    },
    get folder() {
      return join(root(), 'one');
    },
    newWorkstation,
  };
};
