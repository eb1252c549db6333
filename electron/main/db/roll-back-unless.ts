import { inTransaction, savepoint } from './open.ts';
import type { ReadableDB, WritableDB } from './types.ts';

/** Thrown to roll back a rejected result; never leaves this file. */
class RollbackSignal extends Error {}

/**
 * Must be called inside a transaction: runs work, and rolls back its changes unless the result is to be kept. @returns the result. @throws
 * as the work does.
 */
export const rollBackUnless = <T>(db: WritableDB, work: () => T, isKept: (result: T) => boolean): T => {
  const results: T[] = [];
  savepoint(
    db,
    () => {
      const result = work();
      results.push(result);
      if (!isKept(result)) throw new RollbackSignal();
    },
    (error) => error instanceof RollbackSignal,
  );
  return results[0] as T;
};

/** Runs work in a transaction that is always rolled back: finds out what a step would do. @returns the result. @throws as the work does. */
export const rolledBack = <T>(db: ReadableDB, work: (db: WritableDB) => T): T => {
  const results: T[] = [];
  try {
    inTransaction(db, (writable) => {
      results.push(work(writable));
      throw new RollbackSignal();
    });
  } catch (error) {
    if (!(error instanceof RollbackSignal)) throw error;
  }
  return results[0] as T;
};
