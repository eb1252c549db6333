import type { ReadableDB } from '../../../db/types.ts';

/**
 * A million rows touch the indexes all over: the connection keeps more pages in memory. Its short transactions do not wait for
 * the disk, so that they let go of the lock sooner; the whole import is put there before it is reported. What they write is moved
 * into the database in small pieces, for which a step hardly has to wait; in larger ones where nobody takes a step.
 */
export const tuneForImport = (db: ReadableDB, isUnattended: boolean): void => {
  db.pragma(`cache_size = ${isUnattended ? -128_000 : -32_000}`);
  db.pragma('synchronous = NORMAL');
  db.pragma(`wal_autocheckpoint = ${isUnattended ? 16_000 : 500}`);
};
