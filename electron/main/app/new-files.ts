import { closeSync, lstatSync, openSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Switches } from './switches.ts';
import { nameNotForWindows } from './windows-names.ts';
import { t } from '../../../shared/words/words.ts';

// The files that the command line writes. They must be new: when the command line is read, no rights have been checked yet.

type Named = { readonly name: string; readonly path: string };

const named = (all: Readonly<Record<string, string | null>>): readonly Named[] =>
  Object.entries(all).flatMap(([name, path]) => (path === null ? [] : [{ name, path }]));

/**
 * Says why a file that the command line writes must not be created: its path exists, it is in the data folder, another switch names it too,
 * or Windows does not allow its name. Must be called before anything is read.
 * @returns a sentence; null if all of them may be created.
 */
export const whyNotNew = (
  switches: Switches,
  dataDir: string,
  platform: NodeJS.Platform = process.platform,
): string | null => {
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
  if (platform === 'win32')
    for (const { name, path } of [...named({ 'data-dir': switches.dataDir }), ...written]) {
      const part = nameNotForWindows(path);
      if (part !== null)
        return t(
          'Windows does not allow the name “{part}” (--{name}={path}), so nothing was read or written. Use another name.',
          { part, name, path },
        );
    }
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
 * Creates a file where nothing exists, readable only by this account, without following links.
 * @returns whether it now exists, empty.
 */
export const makeNewFile = (path: string): boolean => {
  try {
    closeSync(openSync(path, 'wx', 0o600));
    return true;
  } catch {
    return false;
  }
};

// A link counts as existing, wherever it leads. If the path cannot be read, creating the file will fail too.
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
  // A file that does not exist yet has no inode; whether its disk is case-sensitive is not known either.
  return folded(one) === folded(other) || (a !== null && a === b);
};

const folded = (path: string): string => real(path).normalize('NFC').toLowerCase();

/** Returns the system's identity of a file, independent of its name. */
const numbersOf = (path: string): string | null => {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return ino === 0n ? null : `${dev} ${ino}`;
  } catch {
    return null;
  }
};

/** Returns the path without links, as far as it exists. */
const real = (path: string): string => {
  try {
    return realpathSync.native(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(real(folder), basename(path));
  }
};
