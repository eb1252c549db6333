import BetterSqlite3 from 'better-sqlite3';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { backUp, hasBackupOfToday, listBackups } from '../../../electron/main/db/backup.ts';
import { DailyBackups } from '../../../electron/main/db/daily-backup.ts';
import { at, fill, newestVersion, openSecondTime, ownFolder } from './support.ts';
import { onSmallDisk } from './small-disk.ts';

const day = (n: number): Date => new Date(Date.UTC(2026, 9, n, 12));

test('a backup contains everything that was stored, including the write-ahead log, and needs no other file', async () => {
  const dataDir = ownFolder();
  const desk = await openSecondTime(dataDir);
  fill(desk, 300);
  const file = await backUp(desk.db, join(dataDir, 'backups'), 'daily', at);
  expect(basename(file)).toBe(`borrow-desk-20261125T093000Z-v${newestVersion}.sqlite`);
  expect(readdirSync(join(dataDir, 'backups'))).toEqual([basename(file)]);
  const copy = new BetterSqlite3(file, { readonly: true });
  expect(copy.prepare('SELECT count(*) FROM patron').pluck().get()).toBe(300);
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  copy.close();
  expect(readdirSync(join(dataDir, 'backups'))).toEqual([basename(file)]);
});

test('work continues while a backup is made, and the backup is a snapshot', async () => {
  const dataDir = ownFolder();
  const desk = await openSecondTime(dataDir);
  fill(desk, 20_000);
  const running = backUp(desk.db, join(dataDir, 'backups'), 'daily', at);
  const pair = desk.db.transaction((n: number) => {
    desk.db.prepare('INSERT INTO patron (barcode, name) VALUES (?, ?)').run(`A${n}`, 'one of two');
    desk.db.prepare('INSERT INTO patron (barcode, name) VALUES (?, ?)').run(`B${n}`, 'one of two');
  });
  let ended = false;
  let written = 0;
  void running.finally(() => (ended = true));
  while (!ended) {
    pair(written);
    written += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const copy = new BetterSqlite3(await running, { readonly: true });
  const twos = copy.prepare(`SELECT count(*) FROM patron WHERE name = 'one of two'`).pluck().get() as number;
  copy.close();
  // The copy is made in a worker thread: this one is never blocked.
  expect(written).toBeGreaterThan(20);
  expect(twos % 2).toBe(0);
});

test('a damaged database produces no backup and deletes no earlier one', async () => {
  const dataDir = ownFolder();
  const folder = join(dataDir, 'backups');
  const desk = await openSecondTime(dataDir);
  fill(desk);
  const good = await backUp(desk.db, folder, 'daily', day(1));
  // An index that lacks a row: every page is well-formed, only the full check finds it.
  desk.db.unsafeMode(true);
  desk.db.pragma('writable_schema = ON');
  desk.db.exec(
    `UPDATE sqlite_schema SET sql = replace(sql, '(barcode)', '(status)') WHERE name = 'item_barcode'`,
  );
  desk.db.exec(
    `INSERT INTO request (id, external_id, title, status, updated_at) VALUES (1, 'E1', 'T', 'LOANED', '');
     INSERT INTO turn (id, request_id, position) VALUES (1, 1, 1);
     INSERT INTO item (request_id, turn_id, barcode, volume, status, received_at) VALUES (1, 1, 'B1', 1, 'on-loan', '')`,
  );
  desk.db.pragma('writable_schema = OFF');
  await expect(backUp(desk.db, folder, 'daily', day(2))).rejects.toThrow(
    'The backup failed its check: row 1 missing from index item_barcode',
  );
  expect(readdirSync(folder)).toEqual([basename(good)]);
});

test('the remains of an unfinished backup are removed and never count as a backup', async () => {
  const dataDir = ownFolder();
  const folder = join(dataDir, 'backups');
  const desk = await openSecondTime(dataDir);
  mkdirSync(folder);
  const left = join(folder, 'borrow-desk-20261124T093000Z-v10.sqlite.partial');
  writeFileSync(left, 'half a file');
  writeFileSync(join(folder, 'note.txt'), 'of a person');
  expect(listBackups(folder)).toEqual([]);
  await backUp(desk.db, folder, 'daily', at);
  expect(existsSync(left)).toBe(false);
  expect(existsSync(join(folder, 'note.txt'))).toBe(true);
});

test('the newest backups of each kind are kept', async () => {
  const dataDir = ownFolder();
  const folder = join(dataDir, 'backups');
  const desk = await openSecondTime(dataDir);
  await backUp(desk.db, folder, 'before-migration', day(1));
  for (let n = 1; n <= 16; n += 1) await backUp(desk.db, folder, 'daily', day(n));
  const backups = listBackups(folder);
  expect(backups.filter(({ kind }) => kind === 'before-migration')).toHaveLength(1);
  expect(backups.filter(({ kind }) => kind === 'daily').map(({ takenAt }) => takenAt)).toEqual(
    Array.from({ length: 14 }, (_, n) => day(16 - n)),
  );
});

test('one daily backup is made each day', async () => {
  const dataDir = ownFolder();
  const folder = join(dataDir, 'backups');
  const desk = await openSecondTime(dataDir);
  let now = day(1);
  const reports: object[] = [];
  const daily = new DailyBackups({
    db: desk.db,
    folder,
    now: () => now,
    report: (ended) => reports.push(ended),
  });
  await Promise.all([daily.look(), daily.look()]);
  expect(hasBackupOfToday(folder, day(1))).toBe(true);
  expect(hasBackupOfToday(folder, day(2))).toBe(false);
  await daily.look();
  now = day(2);
  await daily.look();
  await daily.stop();
  now = day(3);
  await daily.look();
  expect(reports).toHaveLength(2);
  expect(listBackups(folder)).toHaveLength(2);
});

test.runIf(onSmallDisk.isPossible)('a full disk leaves no partial backup and is reported', async () => {
  const dataDir = ownFolder();
  const desk = await openSecondTime(dataDir);
  fill(desk, 20_000);
  const folder = join(onSmallDisk.mount(1), 'backups');
  const reports: object[] = [];
  const daily = new DailyBackups({
    db: desk.db,
    folder,
    now: () => at,
    report: (ended) => reports.push(ended),
  });
  await daily.look();
  await daily.stop();
  expect(reports).toEqual([{ error: expect.objectContaining({ code: 'SQLITE_FULL' }) as unknown }]);
  expect(readdirSync(folder)).toEqual([]);
});
