import BetterSqlite3 from 'better-sqlite3';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { asDeskDatabase, connect, inTransaction } from '../../../electron/main/db/open.ts';
import { failureOf } from '../../../electron/main/db/errors.ts';
import { emptyLog } from '../../../electron/main/db/log-upkeep.ts';
import { assertSameFile } from '../../../electron/main/db/opened-file.ts';
import { closeDesk, type OpenedDesk } from '../../../electron/main/db/start.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { fill, openGood, openSecondTime, ownFolder, patronCount } from './support.ts';

// What happens if the database file is moved, replaced or deleted while it is open, on real files.

type Running = { readonly desk: OpenedDesk; readonly db: ReadableDB; readonly dataDir: string };

/** A running desk in a folder that may be moved as a whole. */
const running = async (): Promise<Running> => {
  const dataDir = join(ownFolder(), 'data');
  const desk = await openSecondTime(dataDir);
  fill(desk, 50);
  const db = asDeskDatabase(desk.db);
  step(db, 'before');
  return { desk, db, dataDir };
};

let number = 0;
const step = (db: ReadableDB, name: string): void =>
  inTransaction(db, (writable) => {
    number += 1;
    writable.prepare('INSERT INTO patron (barcode, name) VALUES (?, ?)').run(`S${number}`, name);
  });

const refusedWith = (work: () => void): unknown => {
  try {
    work();
  } catch (error) {
    return failureOf(error)?.error;
  }
  throw new Error('It was stored although the file is gone.');
};

const gone: readonly (readonly [what: string, cause: string, how: (running: Running) => void])[] = [
  ['its folder is renamed', 'DATABASE_MOVED', ({ dataDir }) => renameSync(dataDir, `${dataDir}-elsewhere`)],
  ['its folder is deleted', 'DATABASE_MOVED', ({ dataDir }) => rmSync(dataDir, { recursive: true })],
  ['the file is deleted', 'DATABASE_MOVED', ({ desk }) => rmSync(desk.file)],
  ['the file is renamed', 'DATABASE_MOVED', ({ desk }) => renameSync(desk.file, `${desk.file}.old`)],
  [
    'another file is moved into its place',
    'DATABASE_REPLACED',
    ({ desk }) => {
      copyFileSync(desk.file, `${desk.file}.copy`);
      renameSync(`${desk.file}.copy`, desk.file);
    },
  ],
  [
    'another database is copied over it',
    'DATABASE_REPLACED',
    ({ desk, dataDir }) => {
      const other = new BetterSqlite3(join(dataDir, 'other'));
      other.exec('CREATE TABLE other (a)');
      other.close();
      copyFileSync(join(dataDir, 'other'), desk.file);
    },
  ],
  ['it is emptied', 'DATABASE_REPLACED', ({ desk }) => truncateSync(desk.file, 0)],
  [
    'something else is written over it',
    'DATABASE_REPLACED',
    ({ desk }) => writeFileSync(desk.file, 'x'.repeat(500)),
  ],
  ['its log is deleted', 'DATABASE_LOG_GONE', ({ desk }) => rmSync(`${desk.file}-wal`)],
  [
    'its log is replaced',
    'DATABASE_REPLACED',
    ({ desk }) => {
      copyFileSync(`${desk.file}-wal`, `${desk.file}-wal2`);
      renameSync(`${desk.file}-wal2`, `${desk.file}-wal`);
    },
  ],
  ['its shared memory is deleted', 'DATABASE_LOG_GONE', ({ desk }) => rmSync(`${desk.file}-shm`)],
  [
    'a file stands where its folder was',
    'DATABASE_MOVED',
    ({ dataDir }) => {
      rmSync(dataDir, { recursive: true });
      writeFileSync(dataDir, '');
    },
  ],
];

test.each(gone)(
  'when %s while the program runs, steps are refused and say so (%s)',
  async (_, cause, how) => {
    const desk = await running();
    how(desk);
    expect(refusedWith(() => step(desk.db, 'after'))).toMatchObject({
      code: 'database-gone',
      details: { cause },
      message: expect.stringMatching(/nothing was saved\..*(then try again|start it again)/) as string,
    });
    expect(refusedWith(() => assertSameFile(desk.db))).toMatchObject({ code: 'database-gone' });
  },
);

/** Elsewhere these files can be taken away, which the other tests do. */
const filesOnWindows = process.platform === 'win32' ? ['', '-wal', '-shm'] : [];

test.each(filesOnWindows)(
  'Windows neither deletes nor renames nor replaces the file %s of an open database, nor deletes its folder',
  async (ending) => {
    const { desk, db, dataDir } = await running();
    const file = `${desk.file}${ending}`;
    const copy = `${desk.file}.copy`;
    copyFileSync(desk.file, copy);
    const refused = /EPERM|EBUSY|EACCES|ENOTEMPTY/u;
    expect(() => rmSync(file)).toThrow(refused);
    expect(() => renameSync(file, `${file}.old`)).toThrow(refused);
    expect(() => renameSync(copy, file)).toThrow(refused);
    expect(() => rmSync(dataDir, { recursive: true })).toThrow(refused);
    step(db, 'after');
    expect(patronCount(desk)).toBe(52);
  },
);

test('an older copy written over the file in place is noticed', async () => {
  const { desk, db } = await running();
  await emptyLog(desk.db);
  copyFileSync(desk.file, `${desk.file}.older`);
  step(db, 'newer');
  await emptyLog(desk.db);
  step(db, 'still good');
  copyFileSync(`${desk.file}.older`, desk.file);
  expect(refusedWith(() => step(db, 'lost'))).toMatchObject({ details: { cause: 'DATABASE_REPLACED' } });
});

test('after a moved folder is put back, work continues and nothing is lost', async () => {
  const { desk, db, dataDir } = await running();
  renameSync(dataDir, `${dataDir}-away`);
  expect(refusedWith(() => step(db, 'refused'))).toMatchObject({ code: 'database-gone' });
  renameSync(`${dataDir}-away`, dataDir);
  step(db, 'again');
  expect(closeDesk(desk.db)).toBeNull();
  const names = (await openGood({ dataDir })).db
    .prepare("SELECT name FROM patron WHERE barcode LIKE 'S%'")
    .pluck()
    .all();
  expect(names).toEqual(expect.arrayContaining(['before', 'again']));
  expect(names).not.toContain('refused');
});

test('a program that exits while its folder is elsewhere changes nothing at the old place, and the moved database is intact', async () => {
  const { desk, dataDir } = await running();
  renameSync(dataDir, `${dataDir}-away`);
  mkdirSync(dataDir);
  writeFileSync(`${desk.file}-wal`, 'of somebody else');
  closeDesk(desk.db);
  expect(readFileSync(`${desk.file}-wal`, 'utf8')).toBe('of somebody else');
  expect(patronCount(await openGood({ dataDir: `${dataDir}-away` }))).toBe(51);
});

test("an import's connection that merges the log into the file does not make it look like another file", async () => {
  const { desk, db } = await running();
  const other = connect(desk.file);
  onTestFinished(() => void other.close());
  step(other as ReadableDB, 'of the import');
  other.pragma('wal_checkpoint(TRUNCATE)');
  step(db, 'of the desk');
  step(other as ReadableDB, 'of the import');
  other.pragma('wal_checkpoint(TRUNCATE)');
  step(db, 'of the desk');
  rmSync(desk.file);
  expect(refusedWith(() => step(other as ReadableDB, 'refused'))).toMatchObject({ code: 'database-gone' });
});

test('a copy of the whole folder, made while the program runs, is complete', async () => {
  const { dataDir, db } = await running();
  step(db, 'last');
  const copy = join(ownFolder(), 'copy');
  cpSync(dataDir, copy, { recursive: true });
  expect(patronCount(await openGood({ dataDir: copy }))).toBe(52);
});
