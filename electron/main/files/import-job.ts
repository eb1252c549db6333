import type { ImportProgress } from '../../../shared/ipc/import-views.ts';
import type { ReadableDB } from '../db/types.ts';
import type { ImportTask } from './process/messages.ts';
import type { WriterLock } from './process/write-lock.ts';
import type { FileDigest } from './reading/source-file.ts';

/** The inputs of one import. */
export type ImportJob = Omit<ImportTask, 'databaseFile' | 'dryRunCopy'> & {
  readonly db: ReadableDB;
  /**
   * The size in bytes from which a file is imported in bulk into a library without requests. The default is a size that would delay
   * commands.
   */
  readonly bulkFromBytes?: number;
  /** Called if the import runs in bulk: until it ends, no other process can write. */
  readonly onBulk?: () => void;
  /** Receives the bytes that are read. */
  readonly digest: FileDigest;
  readonly now: () => Date;
  readonly cancelled: () => boolean;
  readonly progress: (progress: ImportProgress) => void;
  /** Lets commands of staff go first. */
  readonly lock: WriterLock;
  /** Receives each error that ends the import, and each error in our own code for which a row is refused, for the log. */
  readonly onFault: (error: unknown) => void;
  /** Makes stored rows durable before they are reported. @throws errors of the disk. */
  readonly beforeReport?: () => void;
};
