import { inTransaction } from '../../db/open.ts';
import { retryOnBusy } from '../../db/retry-on-busy.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { hasUnindexed, indexChanged, mergePiece } from './search-index.queries.ts';
import { whileWritable } from './while-writable.ts';

/**
 * Brings the index of words up to date inside a transaction that changed many requests: an import, at the end of each of
 * its transactions.
 * @throws SqliteError.
 */
export const indexWithin = (db: WritableDB): void => {
  if (hasUnindexed(db)) indexChanged(db);
};

/**
 * Brings the index of words up to date before a search: after steps of staff that is a few requests. Where nothing can be
 * written the search goes by the words as they were.
 */
export const indexBeforeSearch = (db: ReadableDB): void => {
  if (hasUnindexed(db)) whileWritable(() => inTransaction(db, indexChanged));
};

/**
 * Takes the words of what was changed or deleted out of the index for good, in small turns.
 * @param pause lets steps of staff go first, between two turns.
 * @throws SqliteError.
 */
export const mergeSearchIndex = async (db: ReadableDB, pause: () => Promise<void>): Promise<void> => {
  await retryOnBusy(() => inTransaction(db, indexWithin));
  let more = await retryOnBusy(() => inTransaction(db, (write) => mergePiece(write, true)));
  while (more) {
    await pause();
    more = await retryOnBusy(() => inTransaction(db, (write) => mergePiece(write, false)));
  }
};
