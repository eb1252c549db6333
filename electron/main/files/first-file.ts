import { isSharing } from '../db/hub-capture.ts';
import { retryOnBusy } from '../db/retry-on-busy.ts';
import type { ImportJob } from './import-job.ts';
import { type BulkLoad, prepareBulkLoad } from './storing/bulk-load.ts';

/** A smaller file is stored beside the work of staff so soon that no step has to wait for it. */
const fromBytes = 4 * 1024 * 1024;

/** So much of the time of such an import goes into its rows; the rest into what is built from them. */
const shareOfRows = 0.75;

/** The first large file of a library: all that it stores is one transaction, in which the portions of rows are savepoints. */
export class FirstFile {
  private readonly job: ImportJob;
  /** Null: the file is none. */
  private load: BulkLoad | null = null;

  constructor(job: ImportJob) {
    this.job = job;
  }

  /** Decides, once, whether this import is one. @throws SqliteError. */
  async begin(sizeBytes: number): Promise<void> {
    const { db, bulkFromBytes = fromBytes, onBulk } = this.job;
    // What other workstations get is kept row by row.
    if (sizeBytes < bulkFromBytes || isSharing(db)) return;
    this.load = await retryOnBusy(() => Promise.resolve(this.beginLoad()));
    if (this.load !== null) onBulk?.();
  }

  /** How much of all is done, in bytes of the file. @param built how much of what is built at the end, from 0 to 1. */
  bytesDone(bytesRead: number, bytesTotal: number, built: number): number {
    return this.load === null
      ? bytesRead
      : Math.round(bytesRead * shareOfRows + bytesTotal * (1 - shareOfRows) * built);
  }

  /**
   * Ends it. @param stores whether what was imported is to be stored; then `goOn` is told how much is built, and false ends it.
   * @returns whether what was imported is stored. @throws SqliteError; nothing is stored then.
   */
  end(stores: boolean, goOn: (built: number) => boolean): boolean {
    const { load } = this;
    if (load === null) return true;
    let isStored = false;
    try {
      if (stores && load.build(goOn)) {
        load.ready();
        isStored = true;
      }
      return isStored;
    } finally {
      if (!isStored) load.giveUp();
      this.job.lock.release();
    }
  }

  private beginLoad(): BulkLoad | null {
    const { db, lock } = this.job;
    lock.acquire();
    let prepared: BulkLoad | null = null;
    try {
      prepared = prepareBulkLoad(db);
    } finally {
      if (prepared === null) lock.release();
    }
    return prepared;
  }
}
