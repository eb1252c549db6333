import BetterSqlite3 from 'better-sqlite3';
import { readdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { backUp, backupFolderOf } from '../../../electron/main/db/backup.ts';
import { restoreNewestBackup, setAsideForEmpty } from '../../../electron/main/db/recover.ts';
import { setAside } from '../../../electron/main/db/set-aside.ts';
import { closeDesk } from '../../../electron/main/db/start.ts';
import {
  at,
  fill,
  newestVersion,
  openFaulty,
  openGood,
  openSecondTime,
  ownFolder,
  patronCount,
} from './support.ts';

/** A folder with two backups (100 and 200 patrons) and a damaged database. */
const damagedFolder = async (): Promise<{ dataDir: string; file: string; backups: [string, string] }> => {
  const dataDir = ownFolder();
  const desk = await openSecondTime(dataDir);
  fill(desk, 100);
  const older = await backUp(desk.db, backupFolderOf(dataDir), 'daily', new Date('2026-11-23T08:00:00Z'));
  desk.db.exec(`INSERT INTO patron (barcode, name) SELECT 'S' || barcode, name FROM patron`);
  const newer = await backUp(desk.db, backupFolderOf(dataDir), 'daily', new Date('2026-11-24T08:00:00Z'));
  closeDesk(desk.db);
  writeFileSync(desk.file, 'no database any more');
  writeFileSync(`${desk.file}-wal`, 'log');
  writeFileSync(`${desk.file}-shm`, 'memory');
  return { dataDir, file: desk.file, backups: [older, newer] };
};

test('the newest backup replaces the database; the old file is kept with its companions', async () => {
  const { dataDir, file, backups } = await damagedFolder();
  expect((await openFaulty({ dataDir })).kind).toBe('damaged');
  const restored = await restoreNewestBackup(dataDir, at);
  expect(restored?.backup.file).toBe(backups[1]);
  expect(restored?.asideIn).toBe(join(dataDir, 'damaged-20261125T093000Z'));
  const aside = restored?.asideIn ?? '';
  expect(readdirSync(aside).sort()).toEqual(['', '-shm', '-wal'].map((ending) => basename(file) + ending));
  expect(readFileSync(join(aside, basename(file)), 'utf8')).toBe('no database any more');
  expect(existsSync(backups[1])).toBe(true);
  expect(patronCount(await openGood({ dataDir }))).toBe(200);
});

test('a backup that is damaged itself, or too new, is skipped', async () => {
  const { dataDir, backups } = await damagedFolder();
  const bytes = readFileSync(backups[1]);
  bytes.fill(0x5a, 8_192, 16_384);
  writeFileSync(backups[1], bytes);
  writeFileSync(
    join(backupFolderOf(dataDir), `borrow-desk-20261125T080000Z-v${newestVersion + 10}.sqlite`),
    'newer',
  );
  const restored = await restoreNewestBackup(dataDir, at);
  expect(restored?.backup.file).toBe(backups[0]);
  expect(patronCount(await openGood({ dataDir }))).toBe(100);
});

test('a backup with the schema of a version from before the first release is skipped', async () => {
  const { dataDir, backups } = await damagedFolder();
  const newest = new BetterSqlite3(backups[1]);
  newest.exec('DROP VIEW schema_fingerprint');
  newest.close();
  expect((await restoreNewestBackup(dataDir, at))?.backup.file).toBe(backups[0]);
});

test('without a good backup nothing is moved', async () => {
  const { dataDir, backups } = await damagedFolder();
  for (const backup of backups) writeFileSync(backup, 'damaged too');
  const before = readdirSync(dataDir);
  expect(await restoreNewestBackup(dataDir, at)).toBeNull();
  expect(readdirSync(dataDir)).toEqual(before);
});

test('an empty database is created only after the word was typed', async () => {
  const { dataDir, file } = await damagedFolder();
  for (const typed of ['', 'yes', 'empty', 'EMPTY!'])
    expect(setAsideForEmpty(dataDir, typed, at)).toBe(false);
  expect(existsSync(file)).toBe(true);
  expect(setAsideForEmpty(dataDir, ' EMPTY ', at)).toBe(true);
  expect((await openFaulty({ dataDir })).kind).toBe('missing');
  expect(patronCount(await openGood({ dataDir, mayBeginEmpty: true }))).toBe(0);
});

test('two databases set aside in the same second go to two folders', () => {
  const file = join(ownFolder(), 'borrow-desk.sqlite');
  expect(setAside(file, at)).toBeNull();
  writeFileSync(file, 'one');
  const first = setAside(file, at);
  writeFileSync(file, 'two');
  const second = setAside(file, at);
  expect(first).not.toBe(second);
  expect(readFileSync(join(first ?? '', 'borrow-desk.sqlite'), 'utf8')).toBe('one');
});
