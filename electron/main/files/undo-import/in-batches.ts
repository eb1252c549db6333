import { inTransaction } from '../../db/open.ts';
import { StepTooLargeError } from '../../db/step-size.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import type { ImportChange } from '../../desk/store/import-changes.queries.ts';
import { openPortions } from '../process/portions.ts';
import type { WriterLock } from '../process/write-lock.ts';

const readBatchSize = 200;

type Work = {
  /** Reads the next rows after one. */
  readonly read: (after: number, limit: number) => readonly ImportChange[];
  /** Reading begins after this row. */
  readonly from: number;
  readonly take: (db: WritableDB, change: ImportChange) => void;
  /** Called at the end of each transaction, within it. */
  readonly after: (db: WritableDB) => void;
  /** Called after each transaction. */
  readonly progressed: () => void;
};

/**
 * Processes the rows of a journal in short transactions, and lets commands of staff go first in between.
 * @returns true at the end; false if it was cancelled.
 */
export const processInBatches = async (
  job: {
    readonly db: ReadableDB;
    readonly cancelled: () => boolean;
    readonly lock: WriterLock;
  },
  work: Work,
): Promise<boolean> => {
  const portions = openPortions(job);
  let last = work.from;
  for (;;) {
    const changes = work.read(last, readBatchSize);
    if (changes.length === 0) return true;
    for (let from = 0; from < changes.length;) {
      if (job.cancelled()) return false;
      from += await portions.store((isOver) => processBatch(job.db, work, changes.slice(from), isOver));
      last = changes[from - 1]?.rowId ?? last;
      work.progressed();
    }
  }
};

/** Processes rows until `isOver`; fewer if all together would be too large for one step of a shared library. */
const processBatch = (
  db: ReadableDB,
  work: Work,
  changes: readonly ImportChange[],
  isOver: () => boolean,
): number => {
  try {
    return inTransaction(db, (write) => {
      let taken = 0;
      for (const change of changes) {
        work.take(write, change);
        taken += 1;
        if (isOver()) break;
      }
      work.after(write);
      return taken;
    });
  } catch (error) {
    if (!(error instanceof StepTooLargeError) || changes.length === 1) throw error;
    return processBatch(db, work, changes.slice(0, Math.ceil(changes.length / 2)), isOver);
  }
};
