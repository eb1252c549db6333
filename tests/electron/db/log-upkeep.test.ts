import { readFileSync, rmSync, statSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { shorteningLog, startLogUpkeep } from '../../../electron/main/db/log-upkeep.ts';
import { readNote } from '../../../electron/main/db/file-identity.ts';
import { asDeskDatabase, connect, inTransaction } from '../../../electron/main/db/open.ts';
import { assertSameFile } from '../../../electron/main/db/opened-file.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { openSecondTime, ownFolder } from './support.ts';

let number = 0;
const step = (db: ReadableDB, size = 20): void =>
  inTransaction(db, (writable) => {
    number += 1;
    writable.prepare('INSERT INTO patron (barcode, name) VALUES (?, ?)').run(`U${number}`, 'n'.repeat(size));
  });

const prepared = async (mayNot = (): boolean => false) => {
  const desk = await openSecondTime(ownFolder());
  const db = asDeskDatabase(desk.db);
  const failures: unknown[] = [];
  const upkeep = startLogUpkeep({
    db,
    assertStorage: () => assertSameFile(db),
    mayNot,
    failed: (error) => failures.push(error),
  });
  onTestFinished(() => upkeep.stop());
  const logBytes = (): number => statSync(`${desk.file}-wal`).size;
  return { desk, db, upkeep, failures, logBytes };
};

test.each([20, 6_000_000])(
  'the log is merged into the file when the desk is quiet (names of %i letters)',
  async (size) => {
    const { desk, db, upkeep, failures, logBytes } = await prepared();
    step(db, size);
    expect(logBytes()).toBeGreaterThan(size);
    expect(readNote(desk.file)?.newest).toBe((readNote(desk.file)?.stored ?? 0) + 1);
    await upkeep.look();
    expect(failures).toEqual([]);
    expect(logBytes()).toBe(0);
    expect(readFileSync(desk.file).includes(`U${number}`)).toBe(true);
    expect(readNote(desk.file)).toMatchObject({ state: 'open', stored: readNote(desk.file)?.newest });
    step(db);
    expect(readNote(desk.file)?.newest).toBe((readNote(desk.file)?.stored ?? 0) + 1);
  },
);

test('it happens automatically, but not between two scans', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const { db, logBytes } = await prepared();
  for (let n = 0; n < 10; n += 1) {
    step(db);
    vi.advanceTimersByTime(3_000);
  }
  expect(logBytes()).toBeGreaterThan(0);
  vi.advanceTimersByTime(10_000);
  await expect.poll(logBytes).toBe(0);
});

test('not while an import writes, nor if the file is missing', async () => {
  let importing = true;
  const { desk, db, upkeep, failures, logBytes } = await prepared(() => importing);
  step(db);
  await upkeep.look();
  expect(logBytes()).toBeGreaterThan(0);
  importing = false;
  rmSync(desk.file);
  await upkeep.look();
  expect(failures).toEqual([]);
});

test('a reader delays the merge, which is retried', async () => {
  const { desk, db, upkeep, failures, logBytes } = await prepared();
  step(db);
  const reader = connect(desk.file);
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM patron').get();
  step(db);
  await upkeep.look();
  expect(logBytes()).toBeGreaterThan(0);
  reader.exec('COMMIT');
  await upkeep.look();
  expect(logBytes()).toBe(0);
  expect(failures).toEqual([]);
  reader.close();
});

test('during bulk writes the worker merges a long log into the file, and leaves a short one', async () => {
  const { db } = await prepared();
  const inLog = (): unknown => db.pragma('wal_checkpoint(NOOP)');
  const shorten = shorteningLog(db);
  step(db, 30_000_000);
  await shorten();
  expect(inLog()).toMatchObject([{ checkpointed: 0 }]);
  step(db, 40_000_000);
  const [{ log } = { log: 0 }] = inLog() as { readonly log: number }[];
  expect(log).toBeGreaterThan(16_000);
  await shorten();
  expect(inLog()).toMatchObject([{ log, checkpointed: log }]);
});
