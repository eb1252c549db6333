import BetterSqlite3 from 'better-sqlite3';
import { captureChanges } from './change-capture.ts';
import { captureForHub, endHubCapture } from './hub-capture.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { giveOwnIds } from './new-id.ts';
import { connect } from './open.ts';
import type { ReadableDB } from './types.ts';

// The connections that syncing needs besides that of the desk.

/** From now on what is changed by this connection is kept for the hub, and rows have ids of this workstation's range. */
export const beginOwnCapture = (db: ReadableDB): void => {
  captureForHub(db);
  giveOwnIds(db);
};

/** Ends that. */
export const endOwnCapture = (db: ReadableDB): void => endHubCapture(db);

/** A connection that reads the database as it is in this moment, whatever is stored meanwhile. To be closed. */
export const connectionOnMoment = (file: string): ReadableDB & { readonly close: () => void } => {
  const db = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  db.exec('BEGIN');
  // The moment is that of the first read.
  db.prepare('SELECT count(*) FROM hub_state').get();
  return db as ReadableDB;
};

/** A new, empty database for a library that comes from elsewhere. It is not the one that staff work on. */
export const openNewDatabase = (file: string): ReadableDB & { readonly close: () => void } => {
  const db = connect(file);
  migrate(db, migrations);
  return db as ReadableDB;
};

/** A copy of a database that is open, on which steps can be taken again: whoever asked removes the file. */
export const openCopyOf = async (
  db: ReadableDB,
  file: string,
): Promise<ReadableDB & { readonly close: () => void }> => {
  await (db as BetterSqlite3.Database).backup(file, { progress: () => pagesAtOnce });
  const copy = connect(file);
  copy.pragma('synchronous = OFF');
  captureChanges(copy);
  captureForHub(copy);
  giveOwnIds(copy as ReadableDB);
  return copy as ReadableDB;
};

/** Few enough that nobody waits for them. */
const pagesAtOnce = 500;
