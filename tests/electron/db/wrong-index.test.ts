import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi, onTestFinished } from 'vitest';
import { backUp, backupFolderOf } from '../../../electron/main/db/backup.ts';
import { DailyBackups } from '../../../electron/main/db/daily-backup.ts';
import type { Migration } from '../../../electron/main/db/migrate.ts';
import { migrations } from '../../../electron/main/db/migrations/index.ts';
import { rebuildIndexes } from '../../../electron/main/db/recover.ts';
import { closeDesk, type OpenedDesk } from '../../../electron/main/db/start.ts';
import { at, fill, newestVersion, openFaulty, openGood, openSecondTime, ownFolder } from './support.ts';
import { writeProtection } from './write-protected.ts';

const hour = 60 * 60_000;
const after = (hours: number): Date => new Date(at.getTime() + hours * hour);

/** Makes an index disagree with whatever is written next: every page is well-formed, only the full check finds it. */
const misread = ({ db }: OpenedDesk, index: string, column: string): void => {
  db.unsafeMode(true);
  db.pragma('writable_schema = ON');
  db.exec(`UPDATE sqlite_schema SET sql = replace(sql, '(barcode)', '(${column})') WHERE name = '${index}'`);
  db.exec(
    `INSERT INTO request (id, external_id, title, status, updated_at) VALUES (1, 'E1', 'T', 'LOANED', '');
     INSERT INTO turn (id, request_id, position) VALUES (1, 1, 1);
     INSERT INTO item (request_id, turn_id, barcode, volume, status, received_at) VALUES (1, 1, 'B1', 1, 'on-loan', '')`,
  );
  db.pragma('writable_schema = OFF');
};
const spoilIndex = (desk: OpenedDesk): void => misread(desk, 'item_barcode', 'status');

/** Deletes the words from the index of patrons. */
const spoilWords = ({ db }: OpenedDesk): void => {
  db.exec(`INSERT INTO patron_search (patron_search) VALUES ('delete-all')`);
};

const dailyOf = (desk: OpenedDesk, dataDir: string, now: () => Date): DailyBackups =>
  new DailyBackups({ db: desk.db, folder: backupFolderOf(dataDir), now, report: () => undefined });

test.each([
  ['an index', spoilIndex],
  ['an index of words', spoilWords],
])(
  '%s that is wrong is found by the backup, reported immediately, and repaired at the next start',
  async (_, spoil) => {
    const dataDir = ownFolder();
    const desk = await openSecondTime(dataDir);
    fill(desk, 200);
    let now = at;
    const daily = dailyOf(desk, dataDir, () => now);
    await daily.look();
    expect(daily.describe()).toEqual({ state: 'good', since: at, words: '' });
    spoil(desk);
    now = after(24);
    await daily.look();
    expect(daily.describe()).toMatchObject({
      state: 'late',
      since: at,
      words: expect.stringContaining('did not pass its check') as string,
    });
    await daily.stop();
    expect(closeDesk(desk.db)).toBeNull();
    const fault = await openFaulty({ dataDir });
    expect(fault).toMatchObject({
      kind: 'indexes-wrong',
      ways: ['rebuild', 'restore', 'retry', 'open-folder', 'quit'],
    });
    expect(await rebuildIndexes(desk.file)).toBe(true);
    const mended = await openGood({ dataDir });
    expect(mended.db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(
      mended.db
        .prepare(`SELECT count(*) FROM patron_search WHERE patron_search MATCH 'reader'`)
        .pluck()
        .get(),
    ).toBe(200);
    closeDesk(mended.db);
    expect((await openGood({ dataDir })).checked).toBe(false);
  },
);

test('an index that cannot be rebuilt leaves the file unchanged', async () => {
  const dataDir = ownFolder();
  const desk = await openSecondTime(dataDir);
  // As declared now, the index allows only one item per request.
  misread(desk, 'item_open_barcode', 'request_id');
  desk.db.exec(
    `INSERT INTO item (request_id, turn_id, barcode, volume, status, received_at) VALUES (1, 1, 'B2', 2, 'on-loan', '')`,
  );
  closeDesk(desk.db);
  const before = readFileSync(desk.file);
  expect(await rebuildIndexes(desk.file)).toBe(false);
  expect(readFileSync(desk.file).equals(before)).toBe(true);
});

test('a database with a wrong index is not migrated, and the start says what is wrong', async () => {
  const dataDir = ownFolder();
  const desk = await openSecondTime(dataDir);
  spoilIndex(desk);
  closeDesk(desk.db);
  const nextStep: Migration = { version: newestVersion + 10, up: 'ALTER TABLE patron ADD COLUMN phone TEXT' };
  expect((await openFaulty({ dataDir, migrations: [...migrations, nextStep] })).kind).toBe('indexes-wrong');
});

test.runIf(writeProtection.isPossible)(
  'a backup folder that cannot be written to is reported with its reason, until a backup is made',
  async () => {
    const dataDir = ownFolder();
    const desk = await openSecondTime(dataDir);
    mkdirSync(backupFolderOf(dataDir));
    const end = writeProtection.protect(backupFolderOf(dataDir));
    const daily = dailyOf(desk, dataDir, () => at);
    await daily.look();
    expect(daily.describe()).toMatchObject({
      state: 'late',
      since: null,
      words: expect.stringContaining('“backups” in the data folder cannot be written') as string,
    });
    end();
    await daily.look();
    expect(daily.describe()).toEqual({ state: 'good', since: at, words: '' });
    await daily.stop();
  },
);

test('a file in place of the backup folder is reported', async () => {
  const dataDir = ownFolder();
  const desk = await openSecondTime(dataDir);
  writeFileSync(backupFolderOf(dataDir), '');
  const daily = dailyOf(desk, dataDir, () => at);
  await daily.look();
  expect(daily.describe()).toMatchObject({
    state: 'late',
    words: expect.stringContaining('EEXIST') as string,
  });
  await daily.stop();
});

test('an old backup is reported even if nothing is known to have failed, but not right after the start', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'setTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const dataDir = ownFolder();
  const desk = await openSecondTime(dataDir);
  vi.useRealTimers();
  await backUp(desk.db, backupFolderOf(dataDir), 'daily', at);
  let now = after(72);
  const daily = dailyOf(desk, dataDir, () => now);
  expect(daily.describe().state).toBe('good');
  now = after(73);
  expect(daily.describe()).toMatchObject({ state: 'late', since: at });
  await daily.look();
  expect(daily.describe()).toEqual({ state: 'good', since: now, words: '' });
  await daily.stop();
});

test('no backup is made of a file that has replaced the database, and no older backup is pruned for it', async () => {
  const dataDir = ownFolder();
  const desk = await openSecondTime(dataDir);
  const good = await backUp(desk.db, backupFolderOf(dataDir), 'daily', at);
  const other = await openSecondTime(ownFolder());
  closeDesk(other.db);
  rmSync(desk.file);
  copyFileSync(other.file, desk.file);
  const daily = dailyOf(desk, dataDir, () => after(24));
  await daily.look();
  await daily.stop();
  expect(daily.describe()).toMatchObject({
    state: 'late',
    words: expect.stringContaining('no longer where it was') as string,
  });
  expect(readdirSync(backupFolderOf(dataDir)).map((name) => join(backupFolderOf(dataDir), name))).toEqual([
    good,
  ]);
});
