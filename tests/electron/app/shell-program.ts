import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { readNote } from '../../../electron/main/db/file-identity.ts';
import { databaseFileOf } from '../../../electron/main/db/start.ts';
import { buildShellApp, launchShellApp, type Launched } from '../../fixtures/shell-app/launch.ts';
import { useOwnDisplay } from '../../support/display.ts';
import { electronExecutable } from '../../support/launch.ts';

/** The folder of the program that `useShellProgram` built. */
export let program = '';
let endDisplay = (): void => undefined;

/** Builds the program for the tests of this file, with its own display. */
export const useShellProgram = (): void => {
  beforeAll(async () => {
    endDisplay = await useOwnDisplay();
    // Before a test opens a database: the first call installs another build of SQLite, and a process can load only one.
    await electronExecutable();
    program = await buildShellApp();
  });
  afterAll(() => {
    endDisplay();
    rmSync(program, { recursive: true, force: true });
  });
};

/** Creates a data folder for one test. */
export const ownFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-shell-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
};

// Playwright does not return the process of a program that has exited.
const processes = new WeakMap<ElectronApplication, ChildProcess>();

/** Starts the program; it is killed if the test ends first. */
export const launch = async (dataDir: string, env: Record<string, string> = {}): Promise<Launched> => {
  const launched = await launchShellApp(program, dataDir, env);
  const child = launched.app.process();
  processes.set(launched.app, child);
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  return launched;
};

/** Waits until the program has exited. */
export const ended = async (app: ElectronApplication): Promise<number | null> => {
  const child = processes.get(app) ?? app.process();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
};

/** Returns the log of the program. */
export const logOf = (dataDir: string): string =>
  readFileSync(join(dataDir, 'logs', 'borrow-desk.log'), 'utf8');
/** Whether the database was closed properly. */
export const isClosedWell = (dataDir: string): boolean =>
  readNote(databaseFileOf(dataDir))?.state === 'closed';
