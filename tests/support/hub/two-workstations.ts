import { copyFileSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestDesk } from '../desk.ts';
import { valueOf } from '../results.ts';
import { password, type Postgres } from './postgres.ts';
import { openWorkstation, type Workstation } from './workstation.ts';

/** Starts two workstations on a new hub created from the library of `first`. */
export const twoWorkstations = async (
  server: Postgres,
  first: TestDesk,
): Promise<readonly [Workstation, Workstation]> => {
  const folder = dirname(first.file);
  first.raw.pragma('wal_checkpoint(TRUNCATE)');
  mkdirSync(join(folder, 'one'));
  const file = join(folder, 'one', 'borrow-desk.sqlite');
  copyFileSync(first.file, file);
  const one = openWorkstation(file);
  await makesHub(server, one);
  return [one, await joins(one, join(folder, 'two'))];
};

/** Lets a workstation create a hub from its library. */
export const makesHub = async (server: Postgres, one: Workstation): Promise<void> => {
  const where = { host: '127.0.0.1', port: server.port };
  const { fingerprint } = valueOf(await one.hub.look(where));
  const account = { ...where, database: 'postgres', user: 'postgres', password, fingerprint };
  valueOf(await one.hub.make({ ...account, name: 'Desk one' }));
  await one.inStep();
};

/** Lets another workstation join that hub, and restarts it. @param folder its data folder, which must not exist yet. */
export const joins = async (one: Workstation, folder: string): Promise<Workstation> => {
  mkdirSync(folder);
  valueOf(await one.hub.invite({ hours: 24 }));
  const two = openWorkstation(join(folder, 'borrow-desk.sqlite'), () => one.written());
  const joining = valueOf(await two.hub.chooseJoining({}));
  valueOf(await two.hub.join({ token: joining?.token ?? '', name: 'Desk two' }));
  return await restarted(two);
};

/** Restarts a workstation that has joined: it replaces its library with that of the hub. */
export const restarted = async (two: Workstation): Promise<Workstation> => {
  await two.stop();
  for (const ending of ['', '-wal', '-shm']) rmSync(two.file + ending, { force: true });
  renameSync(`${two.file}.next`, two.file);
  const joined = openWorkstation(two.file);
  await joined.inStep();
  return joined;
};
