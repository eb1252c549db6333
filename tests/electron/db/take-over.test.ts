import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { backUp, backupFolderOf, listBackups } from '../../../electron/main/db/backup.ts';
import { closeDesk, databaseFileOf, type OpenedDesk } from '../../../electron/main/db/start.ts';
import { decideOnIncoming, finishTakeOver, incomingFileOf } from '../../../electron/main/db/take-over.ts';
import { at, fill, openGood, openSecondTime, ownFolder, patronCount } from './support.ts';

// How another library takes the place of the one that is there, and what a start finds where that broke off.

/** A library with 200 patrons, decided on, in a folder whose library has 300; closed. */
const decidedOn = async (): Promise<{ readonly dataDir: string; readonly file: string }> => {
  const dataDir = ownFolder();
  const desk = await openSecondTime(dataDir);
  fill(desk, 200);
  const backup = await backUp(desk.db, backupFolderOf(dataDir), 'daily', at);
  fillMore(desk, 100);
  closeDesk(desk.db);
  const file = databaseFileOf(dataDir);
  copyFileSync(backup, incomingFileOf(file));
  decideOnIncoming(file);
  return { dataDir, file };
};

const fillMore = ({ db }: OpenedDesk, rows: number): void => {
  const insert = db.prepare('INSERT INTO patron (barcode, name) VALUES (?, ?)');
  for (let n = 0; n < rows; n += 1) insert.run(`MORE${n}`, 'Reader of today');
};

const beforeRestore = (dataDir: string) =>
  listBackups(backupFolderOf(dataDir)).filter(({ kind }) => kind === 'before-restore');

test('the start after a decision opens the library that was brought, and keeps the one that was as a backup', async () => {
  const { dataDir, file } = await decidedOn();
  expect(patronCount(await openGood({ dataDir }))).toBe(200);
  const [kept] = beforeRestore(dataDir);
  const again = ownFolder();
  copyFileSync(kept?.file ?? '', databaseFileOf(again));
  expect(patronCount(await openGood({ dataDir: again }))).toBe(300);
  expect(readdirSync(dataDir).filter((name) => name.includes('.next') || name.includes('.incoming'))).toEqual(
    [],
  );
  expect(existsSync(file)).toBe(true);
});

test('what was looked at and not decided on is dropped by the next start, and changes nothing', async () => {
  const dataDir = ownFolder();
  const desk = await openSecondTime(dataDir);
  fill(desk, 50);
  closeDesk(desk.db);
  const file = databaseFileOf(dataDir);
  writeFileSync(incomingFileOf(file), 'half of a copy');
  expect(patronCount(await openGood({ dataDir }))).toBe(50);
  expect(existsSync(incomingFileOf(file))).toBe(false);
});

test('wherever a take-over breaks off, one of the two libraries is there whole and the next start ends it', async () => {
  // After the decision, before anything moved.
  const early = await decidedOn();
  expect(patronCount(await openGood({ dataDir: early.dataDir }))).toBe(200);
  // The library that was is a backup already, and nothing is in its place.
  const late = await decidedOn();
  const folder = backupFolderOf(late.dataDir);
  mkdirSync(folder, { recursive: true });
  renameSync(late.file, join(folder, 'borrow-desk-20261125T093001Z-v170-before-restore.sqlite'));
  expect(patronCount(await openGood({ dataDir: late.dataDir }))).toBe(200);
  // The write-ahead log of the library that was had not gone into it: a power cut.
  const crashed = ownFolder();
  const desk = await openSecondTime(crashed);
  fill(desk, 200);
  const backup = await backUp(desk.db, backupFolderOf(crashed), 'daily', at);
  fillMore(desk, 100);
  const cut = ownFolder();
  for (const ending of ['', '-wal'])
    copyFileSync(databaseFileOf(crashed) + ending, databaseFileOf(cut) + ending);
  copyFileSync(backup, incomingFileOf(databaseFileOf(cut)));
  decideOnIncoming(databaseFileOf(cut));
  expect(patronCount(await openGood({ dataDir: cut }))).toBe(200);
  const [kept] = beforeRestore(cut);
  const again = ownFolder();
  copyFileSync(kept?.file ?? '', databaseFileOf(again));
  expect(patronCount(await openGood({ dataDir: again }))).toBe(300);
});

test('a library that the disk lost after the decision is left, and the one that is there stays', async () => {
  const { dataDir, file } = await decidedOn();
  truncateSync(`${file}.next`, 8_192);
  expect(patronCount(await openGood({ dataDir }))).toBe(300);
  expect(beforeRestore(dataDir)).toEqual([]);
});

test('a damaged library is set aside where another takes its place, and is no backup', async () => {
  const { dataDir, file } = await decidedOn();
  writeFileSync(file, 'not a database any more');
  await finishTakeOver(file, at);
  expect(patronCount(await openGood({ dataDir }))).toBe(200);
  expect(beforeRestore(dataDir)).toEqual([]);
  const aside = readdirSync(dataDir).find((name) => name.startsWith('damaged-')) ?? '';
  expect(readdirSync(join(dataDir, aside))).toContain(basename(file));
});
