import type BetterSqlite3 from 'better-sqlite3';
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { endWatch } from '../../../electron/main/db/opened-file.ts';

// SQLite notices by a counter in the header that another process has written to a file, and reads it again. If the schema is unchanged, it
// is not parsed again and statements stay prepared, which would take longer than most runs of a simulation.

/** The offsets of the counter, and of the count for which the file's size is valid. */
const counters = [24, 92] as const;

/** More than a run increments it. */
const farOn = 100_000;

let count = 0;

/** Makes a connection write only to its file: without a log, and without watching for other writers. */
export const withoutLog = (raw: BetterSqlite3.Database): BetterSqlite3.Database => {
  endWatch(raw);
  raw.pragma('journal_mode = MEMORY');
  return raw;
};

/** Restores a file while its connection is open and has no transaction. @param bytes of a database that has no log. */
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
