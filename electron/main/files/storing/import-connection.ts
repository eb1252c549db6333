import { closeSync, fsyncSync, openSync } from 'node:fs';
import { connect } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import { shareWhatIsWritten } from '../../desk/steps/frame/queue-for-hub.ts';
import { tuneForImport, tuneForSorting } from './import.queries.ts';

/** How long the import sits in SQLite while another connection writes; then it looks for messages and tries again. */
const lockWaitMs = 500;

/**
 * Opens the connection on which an import runs; the desk's own goes on beside it.
 * @param isUnattended nobody works beside it.
 * @param timeZone IANA zone of the library: that in which steps of the import are checked again at a hub.
 * @throws SqliteError.
 */
export const openForImport = (databaseFile: string, isUnattended: boolean, timeZone = 'UTC'): ReadableDB => {
  const db = connect(databaseFile, lockWaitMs, true) as ReadableDB;
  tuneForImport(db, isUnattended);
  tuneForSorting(db);
  shareWhatIsWritten(db, () => timeZone);
  return db;
};

/**
 * Puts what was imported on the disk: until then its transactions did not wait for that.
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
