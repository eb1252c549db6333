import { storageFaultOf } from '../../db/errors.ts';

/** Temporary troubles, or ones that a step of staff will report: reading requests still works. */
const passable: readonly (string | null)[] = ['disk-full', 'locked', 'read-only'];

/** Whether an error only says that the database cannot be written now: a full disk, a lock, or a read-only file. */
export const cannotWriteNow = (error: unknown): boolean => passable.includes(storageFaultOf(error));

/**
 * Runs some upkeep that reading needs, unless the database cannot be written now.
 * @returns whether it ran. @throws any error other than a full disk, a lock, or a read-only file.
 */
export const whileWritable = (upkeep: () => void): boolean => {
  try {
    upkeep();
    return true;
  } catch (error) {
    if (cannotWriteNow(error)) return false;
    throw error;
  }
};
