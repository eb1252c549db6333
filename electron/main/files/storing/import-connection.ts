import { closeSync, fsyncSync, openSync } from 'node:fs';
import { connect } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import { queueWritesForHub } from '../../desk/steps/frame/queue-for-hub.ts';
import { tuneForImport, tuneForSorting } from './import.queries.ts';

/** How long SQLite waits while another connection writes; then the import checks for messages and tries again. */
const lockWaitMs = 500;

/**
 * Opens the connection of an import, in addition to the desk's own.
 * @param isUnattended no staff are working.
 * @param timeZone IANA zone of the library, for checking the import's commands again at a hub.
 * @throws SqliteError.
 */
export const openForImport = (databaseFile: string, isUnattended: boolean, timeZone = 'UTC'): ReadableDB => {
  const db = connect(databaseFile, lockWaitMs, true) as ReadableDB;
  tuneForImport(db, isUnattended);
  tuneForSorting(db);
  queueWritesForHub(db, () => timeZone);
  return db;
};

/**
 * Flushes the import to disk: its transactions did not wait for that.
 * @throws errors of the file system.
 */
export const syncImported = (databaseFile: string): void => {
  const log = openSync(`${databaseFile}-wal`, 'r+');
  try {
    fsyncSync(log);
  } finally {
    closeSync(log);
  }
};
