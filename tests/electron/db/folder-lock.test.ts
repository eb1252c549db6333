import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { asDeskDatabase, inTransaction } from '../../../electron/main/db/open.ts';
import { closeDesk } from '../../../electron/main/db/start.ts';
import { openFaulty, openGood, ownFolder } from './support.ts';

const lockOf = (dataDir: string): string => join(dataDir, 'borrow-desk.lock');

const leave = (dataDir: string, host: string, pid: number, agoMs = 0): void => {
  writeFileSync(lockOf(dataDir), JSON.stringify({ host, pid, token: 'of another' }));
  const at = new Date(Date.now() - agoMs);
  utimesSync(lockOf(dataDir), at, at);
};

/** Starts a process on this computer that lives until the test ends, or until it is terminated. */
const neighbour = async (): Promise<{ readonly pid: number; readonly end: () => Promise<void> }> => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  return {
    pid: child.pid ?? 0,
    end: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
};

test('a folder in use by another computer is refused with its name, and opens once that computer is silent', async () => {
  const dataDir = ownFolder();
  leave(dataDir, 'front-desk-2', 1, 60_000);
  const fault = await openFaulty({ dataDir });
  expect(fault).toMatchObject({ kind: 'in-use-elsewhere', ways: ['retry', 'open-folder', 'quit'] });
  expect(fault.sentence).toContain('“front-desk-2”');
  expect(JSON.parse(readFileSync(lockOf(dataDir), 'utf8'))).toMatchObject({ host: 'front-desk-2' });
  leave(dataDir, 'front-desk-2', 1, 200_000);
  await openGood({ dataDir });
});

test('another account on this computer keeps the folder as long as its program runs', async () => {
  const dataDir = ownFolder();
  const other = await neighbour();
  leave(dataDir, hostname(), other.pid);
  expect((await openFaulty({ dataDir })).kind).toBe('in-use-elsewhere');
  await other.end();
  await openGood({ dataDir });
});

test('a program that exited properly, or failed to open, leaves no lock', async () => {
  const dataDir = ownFolder();
  const desk = await openGood({ dataDir });
  expect(JSON.parse(readFileSync(lockOf(dataDir), 'utf8'))).toMatchObject({
    host: hostname(),
    pid: process.pid,
  });
  closeDesk(desk.db);
  expect(existsSync(lockOf(dataDir))).toBe(false);
  writeFileSync(desk.file, 'no database');
  expect((await openFaulty({ dataDir })).kind).toBe('damaged');
  expect(existsSync(lockOf(dataDir))).toBe(false);
});

test('a half-written lock is ignored', async () => {
  const dataDir = ownFolder();
  writeFileSync(lockOf(dataDir), '{"host":"fro');
  expect((await openGood({ dataDir })).checked).toBe(false);
});

test('a folder that another computer took over while this one slept accepts no further step', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const dataDir = ownFolder();
  const db = asDeskDatabase((await openGood({ dataDir })).db);
  const step = (): void =>
    inTransaction(db, (writable) => {
      writable.prepare("INSERT INTO partner (code, name, address) VALUES ('X', 'X', '[]')").run();
    });
  vi.advanceTimersByTime(60_000);
  leave(dataDir, 'front-desk-2', 1);
  vi.advanceTimersByTime(60_000);
  expect(step).toThrow('DATABASE_TAKEN_OVER');
  expect(JSON.parse(readFileSync(lockOf(dataDir), 'utf8'))).toMatchObject({ host: 'front-desk-2' });
});
