import type BetterSqlite3 from 'better-sqlite3';
import { copyFileSync, mkdirSync } from 'node:fs';
import { asDeskDatabase, connect } from '../../electron/main/db/open.ts';
import { databaseFileOf } from '../../electron/main/db/start.ts';
import type { DeskContext } from '../../electron/main/desk/context.ts';
import { openSession, type DeskSession } from '../../electron/main/desk/records/session/session.service.ts';

/** A desk with its own copy of the library. */
export type DeskCopy = {
  readonly raw: BetterSqlite3.Database;
  readonly context: DeskContext & { readonly session: DeskSession };
};

/** Copies a closed database to another data folder, byte for byte. @returns its file. */
export const copyDatabase = (from: string, to: string): string => {
  mkdirSync(to, { recursive: true });
  copyFileSync(databaseFileOf(from), databaseFileOf(to));
  return databaseFileOf(to);
};

/** Opens a desk on a file, like the program. @param now the clock that all copies share. */
export const openCopy = (file: string, now: () => Date): DeskCopy => {
  const raw = connect(file);
  const db = asDeskDatabase(raw);
  return { raw, context: { db, session: openSession(db), now, timeZone: () => 'UTC' } };
};
