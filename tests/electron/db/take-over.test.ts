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

// How another library replaces the current one, and what a start does after an interruption.

/** A closed folder whose library has 300 patrons, with another library of 200 patrons decided on. */
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

test('the start after a decision opens the incoming library, and keeps the previous one as a backup', async () => {
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

test('an incoming library without a decision is deleted by the next start, and changes nothing', async () => {
  const dataDir = ownFolder();
  const desk = await openSecondTime(dataDir);
  fill(desk, 50);
  closeDesk(desk.db);
  const file = databaseFileOf(dataDir);
  writeFileSync(incomingFileOf(file), 'half of a copy');
  expect(patronCount(await openGood({ dataDir }))).toBe(50);
  expect(existsSync(incomingFileOf(file))).toBe(false);
});

test('wherever a takeover is interrupted, one of the two libraries is intact and the next start completes it', async () => {
  // After the decision, before anything was moved.
  const early = await decidedOn();
  expect(patronCount(await openGood({ dataDir: early.dataDir }))).toBe(200);
  // The previous library is already a backup, and nothing is in its place.
  const late = await decidedOn();
  const folder = backupFolderOf(late.dataDir);
  mkdirSync(folder, { recursive: true });
  renameSync(late.file, join(folder, 'borrow-desk-20261125T093001Z-v170-before-restore.sqlite'));
  expect(patronCount(await openGood({ dataDir: late.dataDir }))).toBe(200);
  // A power cut before the log of the previous library was merged into it.
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

test('if the disk damages the incoming library after the decision, the current one stays', async () => {
  const { dataDir, file } = await decidedOn();
  truncateSync(`${file}.next`, 8_192);
  expect(patronCount(await openGood({ dataDir }))).toBe(300);
  expect(beforeRestore(dataDir)).toEqual([]);
});

test('a damaged library is set aside when another replaces it, and does not become a backup', async () => {
  const { dataDir, file } = await decidedOn();
  writeFileSync(file, 'not a database any more');
  await finishTakeOver(file, at);
  expect(patronCount(await openGood({ dataDir }))).toBe(200);
  expect(beforeRestore(dataDir)).toEqual([]);
  const aside = readdirSync(dataDir).find((name) => name.startsWith('damaged-')) ?? '';
  expect(readdirSync(join(dataDir, aside))).toContain(basename(file));
});
