import { statSync } from 'node:fs';
import type { Backup } from '../../../db/backup.ts';
import type { LibraryLook } from '../../../db/library-facts.ts';
import { runInFileWorker } from '../../../db/run-file-task.ts';

/** Inspects backups one after the other in the background, and caches the results while a file is unchanged. */
type BackupInspections = {
  /** Returns the result; null if the file was not inspected yet. */
  readonly of: (backup: Backup) => LibraryLook | null;
  /** Inspects those without a result. Settles when all are done. */
  readonly lookInto: (backups: readonly Backup[]) => Promise<void>;
};

const keyOf = ({ file }: Backup): string => {
  const stats = statSync(file, { throwIfNoEntry: false });
  return `${file} ${stats?.size ?? ''} ${stats?.mtimeMs ?? ''}`;
};

/** @param found called after each. */
export const backupInspections = (found: () => void): BackupInspections => {
  const looks = new Map<string, LibraryLook>();
  let running: Promise<void> = Promise.resolve();
  const lookIntoOne = async (backup: Backup): Promise<void> => {
    const key = keyOf(backup);
    if (looks.has(key)) return;
    looks.set(key, await runInFileWorker({ kind: 'look-into', file: backup.file }));
    found();
  };
  return {
    of: (backup) => looks.get(keyOf(backup)) ?? null,
    lookInto: (backups) => {
      running = running.then(async () => {
        for (const backup of backups) await lookIntoOne(backup).catch(() => undefined);
      });
      return running;
    },
  };
};
