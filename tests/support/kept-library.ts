import BetterSqlite3 from 'better-sqlite3';
import { expect } from '@playwright/test';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ask, databaseFile } from './database.ts';
import { temporaryFolder } from './launch.ts';

/** All pages in one step of SQLite's backup: the program's steps wait for it, and it takes a few milliseconds. */
const allPages = 2 ** 31 - 1;

/** A saved library, which can be restored to the database of the running program. */
export type KeptLibrary = { readonly restore: () => Promise<void> };

/**
 * Saves the database of a running program.
 *
 * @param dataDir the program's data folder
 */
export const keepLibrary = async (dataDir: string): Promise<KeptLibrary> => {
  const copy = join(temporaryFolder(), 'kept.sqlite');
  const live = new BetterSqlite3(databaseFile(dataDir), { readonly: true });
  await live.backup(copy, { progress: () => allPages });
  live.close();
  return { restore: () => restore(dataDir, copy) };
};

const restore = async (dataDir: string, copy: string): Promise<void> => {
  // A slip being printed would be recorded on another one that gets its number.
  await expect
    .poll(() => ask(dataDir, "SELECT id FROM print_job WHERE state IN ('queued', 'printing')"), {
      timeout: 30_000,
    })
    .toEqual([]);
  const kept = new BetterSqlite3(copy);
  try {
    // The program identifies its database by a generation number that only increases (db/file-identity.ts).
    const [generation] = ask<{ readonly application_id: number }>(dataDir, 'PRAGMA application_id');
    kept.pragma(`application_id = ${(generation?.application_id ?? 0) + 1}`);
    kept.pragma('wal_checkpoint(TRUNCATE)');
    await kept.backup(databaseFile(dataDir), { progress: () => allPages });
  } finally {
    kept.close();
    for (const ending of ['-wal', '-shm']) rmSync(copy + ending, { force: true });
  }
};
