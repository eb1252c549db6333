import type BetterSqlite3 from 'better-sqlite3';
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { endWatch } from '../../../electron/main/db/opened-file.ts';

// SQLite notices that another process has written a file by a counter in its header, and reads it anew. The schema is not parsed again where it is the
// same, and statements stay prepared: that takes longer than most days of a simulation.

/** Where the header has the counter, and where it says by which count the file's size was noted. */
const counters = [24, 92] as const;

/** More than a play counts. */
const farOn = 100_000;

let count = 0;

/** Lets a connection write into its file alone: nothing lies beside it, and nobody minds that it is written by others. */
export const withoutLog = (raw: BetterSqlite3.Database): BetterSqlite3.Database => {
  endWatch(raw);
  raw.pragma('journal_mode = MEMORY');
  return raw;
};

/** Puts a file back as it was, while its connection is open and has no transaction. @param bytes of a database that has no log. */
export const restoreOpenFile = (file: string, bytes: Buffer): void => {
  const whole = Buffer.from(bytes);
  count += farOn;
  for (const at of counters) whole.writeUInt32BE(count % 2 ** 32, at);
  const handle = openSync(file, 'r+');
  try {
    writeSync(handle, whole, 0, whole.length, 0);
    ftruncateSync(handle, whole.length);
  } finally {
    closeSync(handle);
  }
};
