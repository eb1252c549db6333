import { isSharing } from '../../db/hub-capture.ts';
import { patiently } from '../../db/patience.ts';
import type { ImportJob } from './run-import.ts';
import type { BulkLoad } from './storing/bulk-load.ts';
import { prepareBulkLoad } from './storing/bulk-load.ts';

/** A smaller file is stored beside the work so soon that nobody has to wait for it. */
const fromBytes = 4 * 1024 * 1024;

/** So much of the time of such an import goes into its rows; the rest into what is built of them. */
export const shareOfRows = 0.75;

/** How the rows of one import go in: in bulk, where the library has no requests yet and the file is large. */
export type BulkWay = {
  /** Decides, once. @throws SqliteError. */
  readonly begin: (sizeBytes: number) => Promise<void>;
  readonly isTaken: () => boolean;
  /** Patrons are going to be looked up by their requests. */
  readonly readyForPatrons: () => void;
  /**
   * Ends it. @param stores whether what was imported is to be stored; then `goOn` is told how much is built, and false ends it.
   * @returns whether what was imported is stored. @throws SqliteError; nothing is stored then.
   */
  readonly end: (stores: boolean, goOn: (done: number) => boolean) => boolean;
};

export const openBulkWay = ({
  db,
  turns,
  importNumber = null,
  bulkFromBytes = fromBytes,
  onBulk,
}: ImportJob): BulkWay => {
  let decided = false;
  let load: BulkLoad | null = null;
  const letGo = (): void => {
    load = null;
    turns.done();
  };
  return {
    begin: async (sizeBytes) => {
      if (decided) return;
      decided = true;
      // What other workstations get is kept row by row.
      if (sizeBytes < bulkFromBytes || isSharing(db)) return;
      load = await patiently(() => {
        turns.take();
        let prepared: BulkLoad | null = null;
        try {
          prepared = prepareBulkLoad(db, importNumber);
        } finally {
          if (prepared === null) turns.done();
        }
        return prepared;
      });
      if (load !== null) onBulk?.();
    },
    isTaken: () => load !== null,
    readyForPatrons: () => load?.putOn('request_patron'),
    end: (stores, goOn) => {
      if (load === null) return true;
      try {
        if (!stores || !load.build(goOn)) return false;
        load.ready();
        return true;
      } finally {
        // After it is ready there is nothing to give up.
        load.giveUp();
        letGo();
      }
    },
  };
};
