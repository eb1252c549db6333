import type BetterSqlite3 from 'better-sqlite3';
import { dirname } from 'node:path';
import { backUp, backupFolderOf } from './backup.ts';
import { DatabaseGoneError } from './database-gone.ts';
import { assertSameFile, isDeleted, noteRescued } from './opened-file.ts';

/** Watches over a database whose file may be taken away while it is open. */
export type Rescue = {
  /**
   * Makes sure that the file is in its place. Where it is not, what can be saved is saved, beside the work.
   * @throws DatabaseGoneError when it is not.
   */
  readonly assertStorage: () => void;
  /** Waits for a rescue under way. */
  readonly stop: () => Promise<void>;
};

/**
 * Saves what was confirmed when the database's file is deleted, or its log is, while the program works: the open connection can
 * still read all of it, and nobody else ever will. A deleted database becomes a backup, which the next start offers; what is
 * in a deleted log goes into the file. A file that was only moved is whole and is left alone.
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
        // Once: nothing is stored from here on that a second copy would have.
        if (error instanceof DatabaseGoneError) running ??= save(error);
        throw error;
      }
    },
    stop: async () => {
      await running;
    },
  };
};
