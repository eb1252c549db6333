import { codeOf } from './errors.ts';
import { runFileTaskAside } from './run-file-task.ts';

/**
 * Makes every index anew from the tables, the indexes of words too. The database must be closed.
 * @returns false when rows break a rule that an index guards; everything is as it was then.
 * @throws SqliteError or a system error.
 */
export const rebuildIndexes = async (file: string): Promise<boolean> => {
  try {
    await runFileTaskAside({ kind: 'rebuild', file });
    return true;
  } catch (error) {
    if (codeOf(error).startsWith('SQLITE_CONSTRAINT')) return false;
    throw error;
  }
};
