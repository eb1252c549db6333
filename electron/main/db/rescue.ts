import type BetterSqlite3 from 'better-sqlite3';
import { dirname } from 'node:path';
import { backUp, backupFolderOf } from './backup.ts';
import { DatabaseGoneError } from './database-gone.ts';
import { assertSameFile, isDeleted, noteRescued } from './opened-file.ts';

/** Watches a database whose file may be removed while it is open. */
export type Rescue = {
  /**
   * Makes sure that the file is in its place. If not, saves what can be saved, in the background.
   * @throws DatabaseGoneError if it is not.
   */
  readonly assertStorage: () => void;
  /** Waits for a running rescue. */
  readonly stop: () => Promise<void>;
};

/**
 * Saves everything confirmed if the database file or its log is deleted while the program runs: only the open connection can still read it.
 * A deleted database becomes a backup, which the next start offers; a deleted log is merged into the file. A file that was only moved is
 * intact and left alone.
 */
export const startRescue = (options: {
  readonly db: BetterSqlite3.Database;
  readonly now: () => Date;
  readonly report: (ended: { readonly file: string | null } | { readonly error: unknown }) => void;
}): Rescue => {
  const { db } = options;
  let running: Promise<void> | null = null;
  const save = async (gone: DatabaseGoneError): Promise<void> => {
    try {
      if (isDeleted(db)) {
        const file = await backUp(db, backupFolderOf(dirname(db.name)), 'rescued', options.now());
        noteRescued(db);
        options.report({ file });
      } else if (gone.kind === 'log-gone') {
        db.pragma('wal_checkpoint(TRUNCATE)');
        options.report({ file: null });
      }
    } catch (error) {
      options.report({ error });
    }
  };
  return {
    assertStorage: () => {
      try {
        assertSameFile(db);
      } catch (error) {
        // Once: from here on nothing is stored that a second copy would contain.
        if (error instanceof DatabaseGoneError) running ??= save(error);
        throw error;
      }
    },
    stop: async () => {
      await running;
    },
  };
};
