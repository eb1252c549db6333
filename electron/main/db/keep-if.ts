import { savepoint } from './open.ts';
import type { WritableDB } from './types.ts';

/** Thrown to roll back what is not kept; never leaves this file. */
class NotKept extends Error {}

/** Inside a transaction: does some work, and rolls back what it wrote unless its result is one to keep. @returns the result. @throws as the work does. */
export const keepIf = <T>(db: WritableDB, work: () => T, isKept: (result: T) => boolean): T => {
  const results: T[] = [];
  savepoint(
    db,
    () => {
      const result = work();
      results.push(result);
      if (!isKept(result)) throw new NotKept();
    },
    (error) => error instanceof NotKept,
  );
  return results[0] as T;
};
