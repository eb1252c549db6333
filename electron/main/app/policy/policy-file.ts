import { closeSync, constants, fstatSync, openSync, readFileSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { textOf } from '../../text-decoder.ts';

/** The policy file of Linux. */
export const policyFile = '/etc/borrow-desk/policy.json';

const mostBytes = 1_000_000;
const writableByOthers = 0o022;
const root = 0;

const isOthers = ({ uid, mode }: Stats, owner: number): boolean =>
  uid !== owner || (mode & writableByOthers) !== 0;

/**
 * Reads a policy file that only its owner can have written.
 * @param owner the user who must own the file and its folder; root, except in tests.
 * @returns its text, undefined if there is no file.
 * @throws Error with the reason, in English and without the path, if the file is not used.
 */
export const readPolicyFile = (path: string = policyFile, owner: number = root): string | undefined => {
  const file = openIfThere(path);
  if (file === null) return undefined;
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new Error('it is not a file');
    if (isOthers(stats, owner) || isOthers(statSync(dirname(path)), owner))
      throw new Error('it or its folder is not owned by root, or others can write to it');
    if (stats.size > mostBytes) throw new Error('it is larger than 1 MB');
    return textOf(readFileSync(file));
  } finally {
    closeSync(file);
  }
};

const openIfThere = (path: string): number | null => {
  try {
    // A pipe would otherwise be opened only when somebody writes to it.
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};
