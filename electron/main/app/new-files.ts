import { closeSync, lstatSync, openSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Switches } from './switches.ts';
import { t } from '../../../shared/words/words.ts';

// The files that the command line has written. They are new ones: nobody has shown any rights when the command line is read.

type Named = { readonly name: string; readonly path: string };

const named = (all: Readonly<Record<string, string | null>>): readonly Named[] =>
  Object.entries(all).flatMap(([name, path]) => (path === null ? [] : [{ name, path }]));

/**
 * Why a file that the command line has written may not be made: something has its name, it is in the data folder, or another switch
 * names it too. To be asked before anything is read.
 * @returns a sentence; null when all of them may be made.
 */
export const whyNotNew = (switches: Switches, dataDir: string): string | null => {
  const written = named({
    'import-report': switches.importReport,
    export: switches.exportFile,
    'invite-to-hub': switches.inviteToHub,
    'screenshot-when-ready': switches.screenshotFile,
  });
  const read = named({
    import: switches.importFile,
    'make-hub': switches.makeHub,
    'join-hub': switches.joinHub,
  });
  for (const { name, path } of written) {
    const other = [...written, ...read].find((one) => one.name !== name && isSame(one.path, path));
    if (other)
      return t(
        '--{name} and --{other} name the same file ({path}), so nothing was read or written. Name another file.',
        { name, other: other.name, path },
      );
    if (isThere(path))
      return t(
        'The --{name} file already exists ({path}) and is never replaced, so nothing was read or written. Name a new file.',
        { name, path },
      );
    if (isInside(path, dataDir))
      return t(
        'The --{name} file must not be in the data folder ({path}), so nothing was read or written. Name a file in another folder.',
        { name, path },
      );
  }
  return null;
};

/**
 * Makes a file where nothing is, for this account alone, and follows no link to get there.
 * @returns whether it is there now, empty.
 */
export const makeNewFile = (path: string): boolean => {
  try {
    closeSync(openSync(path, 'wx', 0o600));
    return true;
  } catch {
    return false;
  }
};

// A link is there too, wherever it leads. Where nothing may be read nothing will be made either.
const isThere = (path: string): boolean => {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
};

const isInside = (path: string, folder: string): boolean => {
  for (let at = real(path); ; at = dirname(at)) {
    if (isSame(at, folder)) return true;
    if (at === dirname(at)) return false;
  }
};

const isSame = (one: string, other: string): boolean => {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  // What is not there yet has no number; whether its disk takes "A" for "a" is not known either.
  return folded(one) === folded(other) || (a !== null && a === b);
};

const folded = (path: string): string => real(path).normalize('NFC').toLowerCase();

/** What the system knows a file by, whatever it is called. */
const numbersOf = (path: string): string | null => {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return ino === 0n ? null : `${dev} ${ino}`;
  } catch {
    return null;
  }
};

/** The path without links, as far as it is there. */
const real = (path: string): string => {
  try {
    return realpathSync.native(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(real(folder), basename(path));
  }
};
