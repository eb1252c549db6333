import { constants } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { codeOf } from '../../db/errors.ts';

// Whoever may write where a policy makes the program look for a file could put another one there, which leads to a hub of their own.

const writableByOthers = 0o022;
const root = 0;
const refusals: readonly string[] = ['EACCES', 'EPERM', 'EROFS'];

/** Whether an attempt to write succeeds. @throws other errors, such as those of a server that does not answer. */
const succeeds = async (attempt: () => Promise<void>): Promise<boolean> => {
  try {
    await attempt();
    return true;
  } catch (error) {
    if (refusals.includes(codeOf(error))) return false;
    throw error;
  }
};

// An access list is hard to read, with its groups and inheritance: trying is certain.
const mayWriteOnWindows = async (file: string): Promise<boolean> => {
  const probe = join(dirname(file), `borrow-desk-${randomUUID()}.tmp`);
  if (await succeeds(async () => (await open(probe, 'wx')).close())) {
    await rm(probe, { force: true }).catch(() => undefined);
    return true;
  }
  return succeeds(async () => (await open(file, constants.O_RDWR)).close());
};

/**
 * Whether this account, or any other that is not trusted, may have put a file where it is. On Windows: whether this account may write there;
 * elsewhere also by owner and mode. Root is trusted.
 * @param uid this account, except on Windows.
 * @throws errors of the file system.
 */
export const mayBePlanted = async (file: string, uid: number | undefined): Promise<boolean> => {
  if (uid === undefined) return mayWriteOnWindows(file);
  const [own, folder] = await Promise.all([stat(file), stat(dirname(file))]);
  if (((own.mode | folder.mode) & writableByOthers) !== 0) return true;
  if (own.uid !== root && own.uid !== folder.uid) return true;
  return uid !== root && (own.uid === uid || folder.uid === uid);
};
