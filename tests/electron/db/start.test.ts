import BetterSqlite3 from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { backUp, backupFolderOf, listBackups } from '../../../electron/main/db/backup.ts';
import { migrations } from '../../../electron/main/db/migrations/index.ts';
import type { Migration } from '../../../electron/main/db/migrate.ts';
import { requestFullCheck } from '../../../electron/main/db/file-identity.ts';
import { closeDesk, databaseFileOf } from '../../../electron/main/db/start.ts';
import { onSmallDisk } from './small-disk.ts';
import { at, fill, newestVersion, openFaulty, openGood, ownFolder, patronCount } from './support.ts';
import { writeProtection } from './write-protected.ts';

let filled: string | null = null;
afterAll(() => {
  if (filled !== null) rmSync(filled, { recursive: true, force: true });
});

/** A data folder with a filled database, closed properly: created once, and copied for each test. */
const usedFolder = async (): Promise<{ readonly dataDir: string; readonly file: string }> => {
  filled ??= await makeUsedFolder();
  const dataDir = ownFolder();
  // The note beside the database contains the time of the last change.
  cpSync(filled, dataDir, { recursive: true, preserveTimestamps: true });
  return { dataDir, file: databaseFileOf(dataDir) };
};

const makeUsedFolder = async (): Promise<string> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'borrow-desk-used-'));
  const desk = await openGood({ dataDir });
  fill(desk);
  expect(closeDesk(desk.db)).toBeNull();
  return dataDir;
};

const overwrite = (file: string, offset: number, bytes: Buffer): void => {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, offset);
  closeSync(descriptor);
};

/** Overwrites a run of pages in the middle, where tables and indexes lie. */
const damageMiddle = (file: string): void => {
  const page = 4_096;
  const middle = Math.floor(statSync(file).size / page / 2) * page;
  overwrite(file, middle, Buffer.alloc(20 * page, 0xa5));
};

const nextStep: Migration = { version: newestVersion + 10, up: 'ALTER TABLE patron ADD COLUMN phone TEXT' };

test('a new folder gets a database on the newest schema', async () => {
  const dataDir = join(ownFolder(), 'not', 'yet');
  const desk = await openGood({ dataDir });
  expect(desk.checked).toBe(false);
  expect(desk.db.pragma('user_version', { simple: true })).toBe(migrations.at(-1)?.version);
  expect(desk.db.pragma('synchronous', { simple: true })).toBe(2);
});

test('a file that was closed properly is not checked again, one that was not is', async () => {
  const { dataDir, file } = await usedFolder();
  expect(existsSync(`${file}-wal`)).toBe(false);
  const again = await openGood({ dataDir });
  expect(again.checked).toBe(false);
  expect(patronCount(again)).toBe(5_000);
  // A power cut: the database is never closed. Its files are copied while it is open.
  const cut = ownFolder();
  again.db.prepare('INSERT INTO patron (barcode, name) VALUES (?, ?)').run('LAST', 'stored before the cut');
  for (const name of readdirSync(dataDir)) copyFileSync(join(dataDir, name), join(cut, name));
  const afterCut = await openGood({ dataDir: cut });
  expect(afterCut.checked).toBe(true);
  expect(patronCount(afterCut)).toBe(5_001);
});

test('the note does not vouch for another file, nor for changes made after it', async () => {
  const { dataDir, file } = await usedFolder();
  writeFileSync(`${file}-wal`, Buffer.alloc(32));
  const withLog = await openGood({ dataDir });
  expect(withLog.checked).toBe(true);
  closeDesk(withLog.db);
  const other = await usedFolder();
  const changed = new BetterSqlite3(other.file);
  changed.exec('CREATE TABLE strange (a)');
  changed.close();
  copyFileSync(other.file, file);
  expect((await openGood({ dataDir })).checked).toBe(true);
});

test('damage noticed during work makes the next start check the file, even after a proper close', async () => {
  const { dataDir } = await usedFolder();
  const desk = await openGood({ dataDir });
  requestFullCheck(desk.file);
  expect(closeDesk(desk.db)).toBeNull();
  expect((await openGood({ dataDir })).checked).toBe(true);
});

test.each([
  ['a damaged header', (file: string) => overwrite(file, 0, Buffer.from('<html>'))],
  ['a truncated file', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2))],
  ['a file of a few bytes', (file: string) => truncateSync(file, 50)],
  [
    'damaged pages in the middle',
    (file: string) => {
      rmSync(`${file}.mark`);
      damageMiddle(file);
    },
  ],
  ['an emptied file', (file: string) => truncateSync(file, 0)],
])('%s is reported as damage and nothing is touched', async (_, damage) => {
  const { dataDir, file } = await usedFolder();
  const desk = await openGood({ dataDir });
  await backUp(desk.db, backupFolderOf(dataDir), 'daily', at);
  closeDesk(desk.db);
  damage(file);
  const before = readFileSync(file);
  const fault = await openFaulty({ dataDir });
  expect(fault.kind).toBe('damaged');
  expect(fault.path).toBe(file);
  expect(fault.detail).not.toBe('');
  expect(fault.newestBackup?.takenAt).toEqual(at);
  expect(fault.ways).toEqual(['restore', 'retry', 'open-folder', 'start-empty', 'quit']);
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('damage without any backup offers no restore', async () => {
  const { dataDir, file } = await usedFolder();
  overwrite(file, 0, Buffer.from('<html>'));
  const fault = await openFaulty({ dataDir });
  expect(fault.ways).not.toContain('restore');
  expect(fault.sentence).toContain('no backup');
});

test('a vanished database is not replaced by an empty one unless the user wants that', async () => {
  const { dataDir, file } = await usedFolder();
  const desk = await openGood({ dataDir });
  await backUp(desk.db, backupFolderOf(dataDir), 'daily', at);
  closeDesk(desk.db);
  rmSync(file);
  expect((await openFaulty({ dataDir })).kind).toBe('missing');
  expect(existsSync(file)).toBe(false);
  expect(patronCount(await openGood({ dataDir, mayBeginEmpty: true }))).toBe(0);
});

test('a newer database is refused and left alone', async () => {
  const { dataDir, file } = await usedFolder();
  closeDesk((await openGood({ dataDir, migrations: [...migrations, nextStep] })).db);
  const before = readFileSync(file);
  const fault = await openFaulty({ dataDir });
  expect(fault).toMatchObject({ kind: 'newer', ways: ['open-folder', 'quit'] });
  expect(fault.detail).toContain(String(newestVersion + 10));
  expect(readFileSync(file).equals(before)).toBe(true);
  for (const ending of ['-wal', '-shm']) expect(existsSync(file + ending)).toBe(false);
});

test('a database of another program is not changed', async () => {
  const dataDir = ownFolder();
  const foreign = new BetterSqlite3(databaseFileOf(dataDir));
  foreign.exec('CREATE TABLE theirs (a)');
  foreign.close();
  expect((await openFaulty({ dataDir })).kind).toBe('unreadable');
});

test.each(['whole', 'writes'])('a database that another program locks (%s) is reported', async (how) => {
  const { dataDir, file } = await usedFolder();
  const holder = spawn(process.execPath, [join(import.meta.dirname, 'hold-lock.mjs'), file, how]);
  onTestFinished(() => void holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  const fault = await openFaulty({ dataDir });
  expect(fault).toMatchObject({ kind: 'locked', ways: ['retry', 'open-folder', 'quit'] });
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(patronCount(await openGood({ dataDir }))).toBe(5_000);
});

test('a file in place of the folder, and a folder in place of the file, are reported', async () => {
  const folder = ownFolder();
  writeFileSync(join(folder, 'taken'), '');
  expect((await openFaulty({ dataDir: join(folder, 'taken') })).kind).toBe('unreadable');
  mkdirSync(databaseFileOf(folder));
  expect((await openFaulty({ dataDir: folder })).kind).toBe('unreadable');
});

test('a read-only folder is reported', async () => {
  const asRoot = process.getuid?.() === 0;
  const folder = asRoot ? onSmallDisk.mount(4) : ownFolder();
  const desk = await openGood({ dataDir: folder });
  closeDesk(desk.db);
  if (asRoot) onSmallDisk.makeReadOnly(folder);
  else chmodSync(folder, 0o555);
  const fault = await openFaulty({ dataDir: folder });
  if (!asRoot) chmodSync(folder, 0o755);
  expect(fault).toMatchObject({ kind: 'folder-read-only', path: folder });
});

test.runIf(onSmallDisk.isPossible)('a full disk is reported for a new and a used database', async () => {
  const folder = onSmallDisk.mount(2);
  const desk = await openGood({ dataDir: folder });
  closeDesk(desk.db);
  const room = join(folder, 'filler');
  const fillDisk = (): void => {
    const descriptor = openSync(room, 'w');
    try {
      for (;;) writeSync(descriptor, Buffer.alloc(4_096));
    } catch {
      closeSync(descriptor);
    }
  };
  fillDisk();
  const inUse = await openFaulty({ dataDir: folder });
  expect(inUse).toMatchObject({ kind: 'disk-full', path: folder });
  rmSync(desk.file);
  rmSync(`${desk.file}.mark`);
  fillDisk();
  expect((await openFaulty({ dataDir: folder })).kind).toBe('disk-full');
  rmSync(room);
  await openGood({ dataDir: folder });
});

test('pending migrations run after a verified backup of the old schema', async () => {
  const { dataDir } = await usedFolder();
  const desk = await openGood({ dataDir, migrations: [...migrations, nextStep] });
  expect(desk.db.pragma('user_version', { simple: true })).toBe(newestVersion + 10);
  expect(patronCount(desk)).toBe(5_000);
  const backups = listBackups(backupFolderOf(dataDir));
  expect(backups).toMatchObject([{ kind: 'before-migration', schemaVersion: newestVersion }]);
});

test('a migration that fails in the middle changes nothing', async () => {
  const { dataDir } = await usedFolder();
  const broken: Migration = {
    version: newestVersion + 20,
    up: 'CREATE TABLE half (a); INSERT INTO nowhere VALUES (1)',
  };
  const fault = await openFaulty({ dataDir, migrations: [...migrations, nextStep, broken] });
  expect(fault.kind).toBe('update-failed');
  const desk = await openGood({ dataDir });
  expect(desk.db.pragma('user_version', { simple: true })).toBe(newestVersion);
  expect(patronCount(desk)).toBe(5_000);
  expect(listBackups(backupFolderOf(dataDir))).toHaveLength(1);
});

test('without a backup there is no migration', async () => {
  const { dataDir } = await usedFolder();
  writeFileSync(backupFolderOf(dataDir), 'a file in the way');
  await openFaulty({ dataDir, migrations: [...migrations, nextStep] });
  expect((await openGood({ dataDir })).db.pragma('user_version', { simple: true })).toBe(newestVersion);
});

test.runIf(writeProtection.isPossible).each(['', '-wal', '-shm'])(
  'a write-protected database file (%s) is reported before the first step',
  async (ending) => {
    const { dataDir, file } = await usedFolder();
    if (ending !== '') writeFileSync(file + ending, '');
    const end = writeProtection.protect(file + ending);
    const fault = await openFaulty({ dataDir });
    expect(fault).toMatchObject({
      kind: 'file-read-only',
      path: file,
      ways: ['retry', 'open-folder', 'quit'],
    });
    end();
    expect(patronCount(await openGood({ dataDir }))).toBe(5_000);
  },
);

test.runIf(writeProtection.isPossible)(
  'a write-protected backup folder leaves the schema unchanged, and is reported',
  async () => {
    const { dataDir } = await usedFolder();
    mkdirSync(backupFolderOf(dataDir));
    writeProtection.protect(backupFolderOf(dataDir));
    expect((await openFaulty({ dataDir, migrations: [...migrations, nextStep] })).kind).toBe('no-backup');
    await openGood({ dataDir });
  },
);
