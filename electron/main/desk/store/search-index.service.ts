import { inTransaction } from '../../db/open.ts';
import { retryOnBusy } from '../../db/retry-on-busy.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { hasUnindexed, indexChanged, mergePiece } from './search-index.queries.ts';
import { whileWritable } from './while-writable.ts';

/**
 * Updates the search index inside a transaction that changed many requests: an import does so at the end of each of its transactions.
 * @throws SqliteError.
 */
export const indexWithin = (db: WritableDB): void => {
  if (hasUnindexed(db)) indexChanged(db);
};

/**
 * Updates the search index before a search: after steps of staff, only a few requests have changed. If the database cannot be written, the
 * search uses the index as it is.
 */
export const indexBeforeSearch = (db: ReadableDB): void => {
  if (hasUnindexed(db)) whileWritable(() => inTransaction(db, indexChanged));
};

/**
 * Permanently removes the words of changed and deleted rows from the index, in small turns.
 * @param pause lets steps of staff run between two turns.
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
