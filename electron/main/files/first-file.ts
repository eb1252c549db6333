import { isSharing } from '../db/hub-capture.ts';
import { retryOnBusy } from '../db/retry-on-busy.ts';
import type { ImportJob } from './import-job.ts';
import type { BulkLoad } from './storing/bulk-load.ts';
import { prepareBulkLoad } from './storing/bulk-load.ts';

/** A smaller file is stored beside the work of staff so soon that no step has to wait for it. */
const fromBytes = 4 * 1024 * 1024;

/** So much of the time of such an import goes into its rows; the rest into what is built from them. */
const shareOfRows = 0.75;

/** The first large file of a library: all that it stores is one transaction, in which the portions of rows are savepoints. */
export type FirstFile = {
  /** Decides, once, whether this import is one. @throws SqliteError. */
  readonly begin: (sizeBytes: number) => Promise<void>;
  readonly isOne: () => boolean;
  /** How much of all is done, in bytes of the file. @param built how much of what is built at the end, from 0 to 1. */
  readonly bytesDone: (bytesRead: number, bytesTotal: number, built: number) => number;
  /**
   * Ends it. @param stores whether what was imported is to be stored; then `goOn` is told how much is built, and false ends it.
   * @returns whether what was imported is stored. @throws SqliteError; nothing is stored then.
   */
  readonly end: (stores: boolean, goOn: (built: number) => boolean) => boolean;
};

export const openFirstFile = ({ db, turns, bulkFromBytes = fromBytes, onBulk }: ImportJob): FirstFile => {
  let load: BulkLoad | null = null;
  const prepare = (): BulkLoad | null => {
    turns.take();
    let prepared: BulkLoad | null = null;
    try {
      prepared = prepareBulkLoad(db);
    } finally {
      if (prepared === null) turns.done();
    }
    return prepared;
  };
  return {
    begin: async (sizeBytes) => {
      // What other workstations get is kept row by row.
      if (sizeBytes < bulkFromBytes || isSharing(db)) return;
      load = await retryOnBusy(() => Promise.resolve(prepare()));
      if (load !== null) onBulk?.();
    },
    isOne: () => load !== null,
    bytesDone: (bytesRead, bytesTotal, built) =>
      load === null
        ? bytesRead
        : Math.round(bytesRead * shareOfRows + bytesTotal * (1 - shareOfRows) * built),
    end: (stores, goOn) => {
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
        turns.done();
      }
    },
  };
};
