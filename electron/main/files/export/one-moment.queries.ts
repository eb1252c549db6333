import type { ReadableDB } from '../../db/types.ts';

/** From now on the connection reads everything as it is in this moment, whatever others store meanwhile. */
export const beginReading = (db: ReadableDB): void => {
  db.exec('BEGIN');
};

/** Ends that. */
export const endReading = (db: ReadableDB): void => {
  db.exec('COMMIT');
};
