import type { ImportProgress } from '../../../shared/ipc/import-views.ts';
import type { ReadableDB } from '../db/types.ts';
import type { ImportTask } from './process/messages.ts';
import type { WriterLock } from './process/write-lock.ts';
import type { FileDigest } from './reading/source-file.ts';

/** What one import works with. */
export type ImportJob = Omit<ImportTask, 'databaseFile' | 'dryRunCopy'> & {
  readonly db: ReadableDB;
  /** A file of so many bytes is stored in bulk where the library has no requests; left out: one that would keep steps waiting long. */
  readonly bulkFromBytes?: number;
  /** Called where it is stored in bulk: until its end nobody else can store anything. */
  readonly onBulk?: () => void;
  /** Takes in what is read of the file. */
  readonly digest: FileDigest;
  readonly now: () => Date;
  readonly cancelled: () => boolean;
  readonly progress: (progress: ImportProgress) => void;
  /** Lets steps of staff go first. */
  readonly lock: WriterLock;
  /** Takes every error that ends the import, and those of ours for which a row is refused, for the log. */
  readonly onFault: (error: unknown) => void;
  /** Makes sure of what was stored before it is reported. @throws errors of the disk. */
  readonly beforeReport?: () => void;
};
