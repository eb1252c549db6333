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
 * Claims the data folder for this process. Call it after `resolveDataDir` and before any file there is opened.
 * @param argv the arguments of this start; passed to the first instance if this is the second.
 * @param onSecondStart called in the first instance: brings the window to the front, imports the named file.
 * @returns false if another instance already uses the folder: then quit.
 */
export const claimDataDir = (
  dataDir: string,
  argv: readonly string[],
  cwd: string,
  onSecondStart: (switches: Switches) => void,
): boolean => {
  removeForeignLock(dataDir);
  // If another computer holds the folder, opening the database reports that, in a window.
  if (!app.requestSingleInstanceLock({ argv, cwd }))
    return (lockHolderOf(dataDir)?.host ?? hostname()) !== hostname();
  // Electron's argument list of the second start has Chromium's switches mixed in, in any order, so the original one is sent along.
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    onSecondStart(isMessage(data) ? parseSwitches(data.argv, data.cwd) : parseSwitches([], cwd));
  });
  // On macOS the system passes links and files as events, to the running program too.
  const opened = (event: Electron.Event, named: string): void => {
    event.preventDefault();
    onSecondStart(parseSwitches(['--', named], cwd));
  };
  app.on('open-url', opened);
  app.on('open-file', opened);
  return true;
};

/** Returns who uses a data folder according to its lock; null if no one does, or it cannot be read. */
export const lockHolderOf = (dataDir: string): ReturnType<typeof holderOf> => {
  try {
    return holderOf(dataDir);
  } catch {
    return null;
  }
};

/**
 * On Linux and macOS Chromium's lock contains the name of the computer, and if that differs Electron exits silently: after a crash it would
 * do so forever if this computer has been renamed since. The program's own lock of the folder is more reliable (db/folder-lock.ts).
 */
const removeForeignLock = (dataDir: string): void => {
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
