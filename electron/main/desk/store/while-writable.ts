import { troubleOf } from '../../db/errors.ts';

/** What passes, or what a step of staff will tell of: looking at requests goes on without. */
const passable: readonly (string | null)[] = ['disk-full', 'locked', 'read-only'];

/**
 * Does some upkeep that reading asks for, unless nothing can be written now.
 * @returns whether it was done. @throws what is neither a full disk, a lock, nor a read-only file.
 */
export const whileWritable = (upkeep: () => void): boolean => {
  try {
    upkeep();
    return true;
  } catch (error) {
    if (passable.includes(troubleOf(error))) return false;
    throw error;
  }
};
