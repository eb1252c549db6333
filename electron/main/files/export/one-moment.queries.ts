import type { ReadableDB } from '../../db/types.ts';

/** Begins a read transaction: the connection reads a snapshot, whatever others store in the meantime. */
export const beginReading = (db: ReadableDB): void => {
  db.exec('BEGIN');
};

/** Ends the read transaction. */
export const endReading = (db: ReadableDB): void => {
  db.exec('COMMIT');
};
