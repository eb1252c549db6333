import BetterSqlite3 from 'better-sqlite3';
import { captureChanges } from './change-capture.ts';
import { captureForHub, endHubCapture } from './hub-capture.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { useOwnIdRange } from './new-id.ts';
import { connect } from './open.ts';
import type { ReadableDB } from './types.ts';

// Connections that syncing needs besides that of the desk.

/** From now on changes by this connection are captured for the hub, and its rows get ids from this workstation's range. */
export const beginOwnCapture = (db: ReadableDB): void => {
  captureForHub(db);
  useOwnIdRange(db);
};

/** Stops the capture. */
export const endOwnCapture = (db: ReadableDB): void => endHubCapture(db);

/** Opens a connection that reads a snapshot of the database at this moment, whatever is stored later. The caller must close it. */
export const connectionOnMoment = (file: string): ReadableDB & { readonly close: () => void } => {
  const db = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  db.exec('BEGIN');
  // The snapshot is taken at the first read.
  db.prepare('SELECT count(*) FROM hub_state').get();
  return db as ReadableDB;
};

/** Creates a new, empty database for a library that comes from elsewhere. It is not the one that staff work on. */
export const openNewDatabase = (file: string): ReadableDB & { readonly close: () => void } => {
  const db = connect(file);
  migrate(db, migrations);
  return db as ReadableDB;
};

/** Copies an open database for taking steps again on the copy: the caller deletes the file. */
export const openCopyOf = async (
  db: ReadableDB,
  file: string,
): Promise<ReadableDB & { readonly close: () => void }> => {
  await (db as BetterSqlite3.Database).backup(file, { progress: () => pageBatchSize });
  const copy = connect(file);
  copy.pragma('synchronous = OFF');
  captureChanges(copy);
  captureForHub(copy);
  useOwnIdRange(copy as ReadableDB);
  return copy as ReadableDB;
};

/** Few enough that the copy does not block other work. */
const pageBatchSize = 500;
