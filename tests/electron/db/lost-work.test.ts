import BetterSqlite3 from 'better-sqlite3';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backUp, backupFolderOf } from '../../../electron/main/db/backup.ts';
import { emptyLog } from '../../../electron/main/db/log-upkeep.ts';
import { readNote } from '../../../electron/main/db/file-identity.ts';
import { inTransaction } from '../../../electron/main/db/open.ts';
import { restoreNewestBackup, setAsideForEmpty } from '../../../electron/main/db/recover.ts';
import { setAsideForeignLog } from '../../../electron/main/db/set-aside.ts';
import { closeDesk, databaseFileOf, type OpenedDesk } from '../../../electron/main/db/start.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { at, fill, newestVersion, openFaulty, openGood, ownFolder, patronCount } from './support.ts';

// How the next start handles a data folder from which something was removed.

const step = ({ db }: OpenedDesk, barcode: string): void =>
  inTransaction(db as ReadableDB, (writable) => {
    writable.prepare('INSERT INTO patron (barcode, name) VALUES (?, ?)').run(barcode, 'of a step');
  });

/** Returns the folder as a crash of the program leaves it: a copy of the disk while the program runs. */
const afterCrash = async (
  work: (desk: OpenedDesk) => void | Promise<void>,
): Promise<{ dataDir: string; file: string }> => {
  const running = await openGood({ dataDir: join(ownFolder(), 'running') });
  await work(running);
  const dataDir = join(ownFolder(), 'crashed');
  cpSync(join(running.file, '..'), dataDir, { recursive: true });
  return { dataDir, file: databaseFileOf(dataDir) };
};

test('after a crash in the first session, a lost log is noticed: no empty desk opens', async () => {
  const { dataDir, file } = await afterCrash((desk) => step(desk, 'A'));
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
  rmSync(`${file}-wal`);
  rmSync(`${file}-shm`);
  const fault = await openFaulty({ dataDir });
  expect(fault).toMatchObject({ kind: 'log-missing', ways: ['retry', 'go-on', 'open-folder', 'quit'] });
  expect(fault.sentence).toMatch(/at most a few minutes of work, will be missing/);
  expect(patronCount(await openGood({ dataDir, asItIs: true }))).toBe(0);
});

test.each([
  ['emptied', (log: string) => truncateSync(log, 0)],
  ['cut short', (log: string) => truncateSync(log, 40)],
  ['overwritten', (log: string) => writeFileSync(log, Buffer.alloc(50_000, 7))],
])('a log that was %s is noticed', async (_, how) => {
  const { dataDir, file } = await afterCrash(async (desk) => {
    fill(desk, 300);
    await emptyLog(desk.db);
    step(desk, 'A');
  });
  how(`${file}-wal`);
  rmSync(`${file}-shm`);
  expect((await openFaulty({ dataDir })).kind).toBe('log-missing');
  expect((await openFaulty({ dataDir })).kind).toBe('log-missing');
  const desk = await openGood({ dataDir, asItIs: true });
  expect(patronCount(desk)).toBe(300);
  closeDesk(desk.db);
  await openGood({ dataDir });
});

test('the loss of a log with nothing new in it is ignored', async () => {
  const { dataDir, file } = await afterCrash(async (desk) => {
    step(desk, 'A');
    expect(await emptyLog(desk.db)).toBe(true);
  });
  rmSync(`${file}-wal`);
  rmSync(`${file}-shm`);
  expect(patronCount(await openGood({ dataDir }))).toBe(1);
});

test('a log that another program merged into the file and removed is not reported as missing', async () => {
  const { dataDir, file } = await afterCrash((desk) => step(desk, 'A'));
  const viewer = new BetterSqlite3(file);
  expect(viewer.prepare('SELECT count(*) FROM patron').pluck().get()).toBe(1);
  viewer.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
  expect(patronCount(await openGood({ dataDir }))).toBe(1);
});

test('an older copy in place of the database is recognised, with or without the log of the newer one beside it', async () => {
  let older = '';
  const crashed = await afterCrash(async (desk) => {
    step(desk, 'A');
    await emptyLog(desk.db);
    older = `${desk.file}.older`;
    copyFileSync(desk.file, older);
    step(desk, 'B');
    await emptyLog(desk.db);
    step(desk, 'C');
  });
  const { dataDir, file } = crashed;
  copyFileSync(older, file);
  const fault = await openFaulty({ dataDir });
  expect(fault).toMatchObject({ kind: 'older', ways: ['retry', 'go-on', 'open-folder', 'quit'] });
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
  const aside = setAsideForeignLog(databaseFileOf(dataDir), at) ?? '';
  expect(readdirSync(aside).sort()).toEqual(['borrow-desk.sqlite-shm', 'borrow-desk.sqlite-wal']);
  expect((await openFaulty({ dataDir })).kind).toBe('older');
  const desk = await openGood({ dataDir, asItIs: true });
  expect(patronCount(desk)).toBe(1);
  expect(desk.db.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('the log of one database is never merged into another', async () => {
  const { dataDir, file } = await afterCrash((desk) => step(desk, 'A'));
  const other = await openGood({ dataDir: ownFolder() });
  fill(other, 10);
  closeDesk(other.db);
  copyFileSync(other.file, file);
  expect((await openFaulty({ dataDir })).kind).toBe('older');
});

test.each([
  ['its mark', () => undefined],
  [
    'a log of its work',
    (dataDir: string) => {
      rmSync(`${databaseFileOf(dataDir)}.mark`);
      mkdirSync(join(dataDir, 'logs'));
      writeFileSync(join(dataDir, 'logs', 'borrow-desk.1.log'), '2026-11-24T08:00:00.000Z info quit.done\n');
    },
  ],
  [
    'a slip',
    (dataDir: string) => {
      rmSync(`${databaseFileOf(dataDir)}.mark`);
      mkdirSync(join(dataDir, 'slips'));
      writeFileSync(join(dataDir, 'slips', '1.pdf'), '');
    },
  ],
])('a vanished database is noticed if %s shows that there was one', async (_, leave) => {
  const dataDir = ownFolder();
  const desk = await openGood({ dataDir });
  closeDesk(desk.db);
  leave(dataDir);
  rmSync(desk.file);
  expect((await openFaulty({ dataDir })).kind).toBe('missing');
  expect(existsSync(desk.file)).toBe(false);
  expect(setAsideForEmpty(dataDir, 'EMPTY', at)).toBe(true);
  await openGood({ dataDir, mayBeginEmpty: true });
});

test('the remains of a failed first start cause no warning', async () => {
  const dataDir = ownFolder();
  mkdirSync(join(dataDir, 'logs'));
  writeFileSync(
    join(dataDir, 'logs', 'borrow-desk.log'),
    '2026-11-24T08:00:00.000Z warn start.fault kind=locked\n',
  );
  expect(patronCount(await openGood({ dataDir }))).toBe(0);
});

test('a restored backup is older than the previous database, and is accepted', async () => {
  const dataDir = ownFolder();
  const desk = await openGood({ dataDir });
  await backUp(desk.db, backupFolderOf(dataDir), 'daily', at);
  step(desk, 'A');
  closeDesk(desk.db);
  rmSync(desk.file);
  expect((await openFaulty({ dataDir })).kind).toBe('missing');
  await restoreNewestBackup(dataDir, at);
  expect(patronCount(await openGood({ dataDir }))).toBe(0);
});

test('a new schema is in the file itself, not only in the log', async () => {
  const { dataDir, file } = await afterCrash(() => undefined);
  expect(statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBe(0);
  expect(readNote(file)).toMatchObject({ state: 'open', fullCheck: false });
  expect((await openGood({ dataDir })).db.pragma('user_version', { simple: true })).toBe(newestVersion);
});
