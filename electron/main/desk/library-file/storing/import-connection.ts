import { busyTimeoutMs, connect } from '../../../db/open.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { tuneForImport } from './places.queries.ts';

/** Opens the connection on which an import runs; the desk's own goes on beside it. @throws SqliteError. */
export const openForImport = (databaseFile: string): ReadableDB => {
  const db = connect(databaseFile, busyTimeoutMs, true) as ReadableDB;
  tuneForImport(db);
  return db;
};
