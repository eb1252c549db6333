import { statSync } from 'node:fs';
import type { Backup } from '../../../db/backup.ts';
import type { LibraryInspection } from '../../../db/library-facts.ts';
import { runInFileWorker } from '../../../db/run-file-task.ts';

/** Inspects backups one after the other in the background, and caches the results while a file is unchanged. */
type BackupInspections = {
  /** Returns the result; null if the file was not inspected yet. */
  readonly of: (backup: Backup) => LibraryInspection | null;
  /** Inspects those without a result. Settles when all are done. */
  readonly inspect: (backups: readonly Backup[]) => Promise<void>;
};

const keyOf = ({ file }: Backup): string => {
  const stats = statSync(file, { throwIfNoEntry: false });
  return `${file} ${stats?.size ?? ''} ${stats?.mtimeMs ?? ''}`;
};

/** @param found called after each. */
export const backupInspections = (found: () => void): BackupInspections => {
  const looks = new Map<string, LibraryInspection>();
  let running: Promise<void> = Promise.resolve();
  const inspectOne = async (backup: Backup): Promise<void> => {
    const key = keyOf(backup);
    if (looks.has(key)) return;
    looks.set(key, await runInFileWorker({ kind: 'look-into', file: backup.file }));
    found();
  };
  return {
    of: (backup) => looks.get(keyOf(backup)) ?? null,
    inspect: (backups) => {
      running = running.then(async () => {
        for (const backup of backups) await inspectOne(backup).catch(() => undefined);
      });
      return running;
    },
  };
};
