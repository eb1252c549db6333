import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, win32 } from 'node:path';
import { promisify } from 'node:util';

// On Windows an access list says who may use a folder and what is in it, not a mode. In the profile of an account nobody else may; a
// folder elsewhere, such as C:\Borrow Desk, inherits a list by which every account of the computer may read it, and change it.

/** What Windows knows about this account and the access list of a folder; tests replace it. */
export type AccessLists = {
  /** The folder of this account's profile. */
  readonly profile: string;
  /** What `whoami /user` says: the name of this account and its security identifier. */
  readonly account: () => Promise<string>;
  /** The access list of a folder, as the file of `icacls /save` has it: the folder's name and its list in SDDL. */
  readonly read: (folder: string) => Promise<string>;
  /** Runs `icacls`. */
  readonly change: (args: readonly string[]) => Promise<void>;
};

const run = promisify(execFile);

// By their paths: a program of the same name in another folder must not be run instead.
const tool = (name: string): string =>
  win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', `${name}.exe`);
const limits = { timeout: 10_000, windowsHide: true };

const ofWindows: AccessLists = {
  profile: process.env['USERPROFILE'] ?? '',
  account: async () => (await run(tool('whoami'), ['/user', '/fo', 'csv', '/nh'], limits)).stdout,
  read: async (folder) => {
    const place = await mkdtemp(join(tmpdir(), 'borrow-desk-'));
    try {
      const file = join(place, 'list');
      await run(tool('icacls'), [folder, '/save', file], limits);
      return await readFile(file, 'utf16le');
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  },
  change: async (args) => void (await run(tool('icacls'), [...args], limits)),
};

/** Who may use a data folder: `profile` and `closed`: this account alone; `shared`: others too. */
export type Access = 'profile' | 'closed' | 'shared';

/**
 * Makes a data folder that the program has just created private to this account, the system and administrators. A folder that was there
 * before is left as it is: somebody may have made it so that the accounts of several people share a desk. In the profile nothing is needed.
 * @returns who may use it.
 * @throws if Windows does not say or change it.
 */
export const protectFolder = async (
  folder: string,
  isNew: boolean,
  lists: AccessLists = ofWindows,
): Promise<Access> => {
  if (isInProfile(folder, lists.profile)) return 'profile';
  const own = /S-1-[0-9-]+/.exec(await lists.account())?.[0];
  if (own === undefined) throw new Error('whoami names no security identifier');
  if (!isNew) return letsOthersIn(await lists.read(folder), own) ? 'shared' : 'closed';
  const all = '(OI)(CI)F';
  const mayUse = [own, systemSid, administratorsSid].map((sid) => `*${sid}:${all}`);
  await lists.change([folder, '/inheritance:r', '/grant:r', ...mayUse]);
  return 'closed';
};

const systemSid = 'S-1-5-18';
const administratorsSid = 'S-1-5-32-544';
/** The system, administrators, and whoever owns a thing. */
const ownTrustees: readonly string[] = ['SY', 'BA', 'CO', 'OW', systemSid, administratorsSid];

const isInProfile = (folder: string, profile: string): boolean => {
  if (profile === '') return false;
  const way = win32.relative(win32.resolve(profile), win32.resolve(folder));
  return way !== '' && !way.startsWith('..') && !win32.isAbsolute(way);
};

/**
 * Whether a list in SDDL, such as `D:AI(A;OICIID;FA;;;SY)(A;OICIID;0x1200a9;;;BU)`, allows other accounts anything.
 * Source: https://learn.microsoft.com/windows/win32/secauthz/ace-strings
 */
const letsOthersIn = (text: string, own: string): boolean => {
  const entries = /D:[A-Z]*((?:\([^()]*\))+)/.exec(text)?.[1];
  if (entries === undefined) throw new Error('icacls names no access list');
  return [...entries.matchAll(/\(([^()]*)\)/g)]
    .map(([, entry = '']) => entry.split(';'))
    .some(
      ([type, , , , , trustee = '']) => type === 'A' && trustee !== own && !ownTrustees.includes(trustee),
    );
};
