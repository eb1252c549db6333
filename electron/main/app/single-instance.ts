import { app } from 'electron';
import { readlinkSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { holderOf } from '../db/folder-lock.ts';
import { parseSwitches, type Switches } from './switches.ts';

type Message = { readonly argv: readonly string[]; readonly cwd: string };

const isMessage = (data: unknown): data is Message =>
  typeof data === 'object' &&
  data !== null &&
  'argv' in data &&
  Array.isArray(data.argv) &&
  data.argv.every((argument) => typeof argument === 'string') &&
  'cwd' in data &&
  typeof data.cwd === 'string';

/**
 * Claims the data folder for this process. Call it after `settleDataDir` and before anything opens a file there.
 * @param argv what this start was asked for; the first instance hears it when this is the second.
 * @param onSecondStart called in the first instance: bring the window to the front, import the file that was named.
 * @returns false when another instance works with the folder already: quit then.
 */
export const claimDataDir = (
  dataDir: string,
  argv: readonly string[],
  cwd: string,
  onSecondStart: (switches: Switches) => void,
): boolean => {
  letGoOfForeignLock(dataDir);
  // Held by another computer: the opening of the database says so, in a window.
  if (!app.requestSingleInstanceLock({ argv, cwd }))
    return (whoHolds(dataDir)?.host ?? hostname()) !== hostname();
  // Electron's own argument list of the second start has Chromium's switches mixed in, in any order: ours is sent along.
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    onSecondStart(isMessage(data) ? parseSwitches(data.argv, data.cwd) : parseSwitches([], cwd));
  });
  return true;
};

/** Who works with a data folder, by its lock; null: nobody, or it cannot be said. */
export const whoHolds = (dataDir: string): ReturnType<typeof holderOf> => {
  try {
    return holderOf(dataDir);
  } catch {
    return null;
  }
};

/**
 * On Linux and macOS Chromium's lock names the computer that made it, and where that is another one Electron's start ends
 * without a word: after a crash for ever, if this computer got another name meanwhile. Our own lock of the folder knows better
 * (db/folder-lock.ts).
 */
const letGoOfForeignLock = (dataDir: string): void => {
  const folder = app.getPath('userData');
  try {
    const host = /^(.*)-\d+$/.exec(readlinkSync(join(folder, 'SingletonLock')))?.[1];
    if (host === undefined || host === hostname() || holderOf(dataDir)) return;
    for (const name of ['SingletonLock', 'SingletonSocket', 'SingletonCookie'])
      rmSync(join(folder, name), { force: true });
  } catch {
    // There is no such lock, as on Windows.
  }
};
