import { homedir } from 'node:os';
import { join } from 'node:path';

/** The project's top folder: the one with package.json. */
export const projectFolder = join(import.meta.dirname, '..', '..', '..');

/** What the tooling remembers about this checkout. It lies in node_modules so that `npm ci` forgets it. */
export const checkoutCacheFolder = join(projectFolder, 'node_modules', '.cache', 'borrow-desk');

/**
 * The folder for things that are costly to get and the same for every checkout of this user.
 *
 * @returns an absolute path; it need not exist yet
 */
export function userCacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'];
  return join(base === undefined || base === '' ? join(homedir(), '.cache') : base, 'borrow-desk');
}
