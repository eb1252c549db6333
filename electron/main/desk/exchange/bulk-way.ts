import { isSharing } from '../../db/hub-capture.ts';
import { patiently } from '../../db/patience.ts';
import type { ImportJob } from './run-import.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { BulkAside } from './storing/bulk-aside.ts';
import { prepareBulkAside } from './storing/bulk-aside.ts';

/** A smaller file is stored beside the work so soon that nobody has to wait for it. */
const fromBytes = 4 * 1024 * 1024;

/** So much of the time of such an import goes into its rows; the rest into what is built of them. */
export const shareOfRows = 0.75;

/** How the rows of one import go in: in bulk, where the library has no requests yet and the file is large. */
export type BulkWay = {
  /** Decides, once. @throws SqliteError. */
  readonly begin: (sizeBytes: number) => Promise<void>;
  readonly isTaken: () => boolean;
  /** The database into which the rows go. */
  readonly db: () => ReadableDB;
  /** Patrons are going to be looked up by their requests. */
  readonly readyForPatrons: () => void;
  /**
   * Ends it. @param stores whether what was imported is to be stored; then `goOn` is told how much is built, and false ends it.
   * @returns whether what was imported is stored. @throws SqliteError, RowsRefusedLate; nothing is stored then.
   */
  readonly end: (stores: boolean, goOn: (done: number) => boolean) => Promise<boolean>;
};

export const openBulkWay = ({
  db,
  turns,
  importNumber = null,
  bulkFromBytes = fromBytes,
  inOneThread = false,
  onBulk,
}: ImportJob): BulkWay => {
  let decided = false;
  let load: BulkAside | null = null;
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
      load = await patiently(async () => {
        turns.take();
        let prepared: BulkAside | null = null;
        try {
          prepared = await prepareBulkAside(db, importNumber, inOneThread);
        } finally {
          if (prepared === null) turns.done();
        }
        return prepared;
      });
      if (load !== null) onBulk?.();
    },
    isTaken: () => load !== null,
    db: () => load?.db ?? db,
    readyForPatrons: () => load?.putOn('request_patron'),
    end: async (stores, goOn) => {
      if (load === null) return true;
      try {
        if (!stores || !(await load.build(goOn))) return false;
        await load.ready();
        return true;
      } finally {
        // After it is ready there is nothing to give up.
        await load.giveUp();
        letGo();
      }
    },
  };
};
