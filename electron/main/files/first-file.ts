import { isSharing } from '../db/hub-capture.ts';
import { retryOnBusy } from '../db/retry-on-busy.ts';
import type { ImportJob } from './import-job.ts';
import { type BulkLoad, prepareBulkLoad } from './storing/bulk-load.ts';

/** A smaller file is imported so fast that no command has to wait for it. */
const fromBytes = 4 * 1024 * 1024;

/** The share of such an import's time that its rows take. The rest goes into indexes. */
const shareOfRows = 0.75;

/** The first large file of a library, imported in a single transaction with a savepoint for each batch of rows. */
export class FirstFile {
  private readonly job: ImportJob;
  /** Null: an ordinary import. */
  private load: BulkLoad | null = null;

  constructor(job: ImportJob) {
    this.job = job;
  }

  /** Decides, once, whether to import in bulk. @throws SqliteError. */
  async begin(sizeBytes: number): Promise<void> {
    const { db, bulkFromBytes = fromBytes, onBulk } = this.job;
    // A library that shares a hub must record each row for the other workstations.
    if (sizeBytes < bulkFromBytes || isSharing(db)) return;
    this.load = await retryOnBusy(() => Promise.resolve(this.beginLoad()));
    if (this.load !== null) onBulk?.();
  }

  /** Returns the overall progress, in bytes of the file. @param built the progress of the final build, from 0 to 1. */
  bytesDone(bytesRead: number, bytesTotal: number, built: number): number {
    return this.load === null
      ? bytesRead
      : Math.round(bytesRead * shareOfRows + bytesTotal * (1 - shareOfRows) * built);
  }

  /**
   * Ends the bulk load.
   * @param stores whether to store what was imported. If so, `goOn` receives the progress of the build and can return false to stop it.
   * @returns whether what was imported is stored. @throws SqliteError; then nothing is stored.
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
