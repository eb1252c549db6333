import { analyzeTables } from '../../db/analyze-tables.ts';
import { stepTables } from '../../db/change-capture.ts';
import { dropIndexesAndTriggers, type Dropped } from '../../db/indexes-and-triggers.ts';
import { inTransaction, openTransaction } from '../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { recountRequests } from '../../desk/queries/list/cube.queries.ts';
import { rebuildPatronIndex, recomputeParts } from '../../desk/store/derived-parts.queries.ts';
import { groupsOfRequests, indexNew } from '../../desk/store/search-index.queries.ts';
import { indexWithin } from '../../desk/store/search-index.service.ts';
import { canBeFilled, emptyLogOfBulk, tuneForBuilding, tuneForRows } from './import.queries.ts';

/** The tables that receive hundreds of thousands of rows. */
const filledTables = [...stepTables, 'patron', 'file_said'] as const;

/**
 * Indexes that stay during a load: those used to look up rows, and those with few rows or with rows in index order. Keeping them up to
 * date costs less than scanning a million rows for each at the end. None has a column that the end of the load computes.
 */
const keptOn = [
  'request_patron',
  'request_receiving_open',
  'request_set_out',
  'request_unsent',
  'request_goes_back',
  'request_check_in',
  'request_needed_by',
  'request_over_cost',
  'item_without_barcode',
  'request_renewal',
  'request_demand',
  'request_loss',
  'request_cancellation',
  'request_again_of',
  'request_made_at',
  'file_said_at',
] as const;

/** The number of requests per step of full-text indexing. */
const indexBatchSize = 20_000;

/**
 * A load of requests into a library that has none, in one transaction: prepare → insert rows → build → ready. The tables have no
 * indexes and triggers while rows are inserted; what these maintain is rebuilt from the tables at the end. Until `ready`, all other
 * connections see the library unchanged and cannot write; it stays unchanged if the process dies before.
 */
export type BulkLoad = {
  /**
   * Builds indexes, counts and full-text indexes. @param goOn receives the progress, from 0 to 1; returning false stops it.
   * @returns whether it is complete. @throws SqliteError; then call `giveUp`.
   */
  readonly build: (goOn: (done: number) => boolean) => boolean;
  /** Commits the load, and moves it from the write-ahead log to the database file. @throws SqliteError; then nothing is stored. */
  readonly ready: () => void;
  /** Rolls back: the library is unchanged. */
  readonly giveUp: () => void;
};

/** The steps of the build, in order: columns that triggers maintain come before their indexes. */
const piecesOf = (db: ReadableDB, { indexes, triggers }: Dropped): readonly ((db: WritableDB) => void)[] => [
  recomputeParts,
  recountRequests,
  ...indexes.map((statement) => (write: WritableDB) => write.exec(statement)),
  rebuildPatronIndex,
  ...groupsOfRequests(db, indexBatchSize).map(([after, last]) => (write: WritableDB) => {
    indexNew(write, after, last);
  }),
  (write) => {
    for (const statement of triggers) write.exec(statement);
  },
];

/**
 * Begins a load. From here on no other connection can write.
 * @param besides further tables that receive many rows.
 * @returns null if the library has requests: then rows are stored in short transactions.
 * @throws SqliteError (busy …); then everything is unchanged.
 */
export const prepareBulkLoad = (db: ReadableDB, besides: readonly string[] = []): BulkLoad | null => {
  if (!canBeFilled(db)) return null;
  tuneForRows(db);
  const { commit, rollBack } = openTransaction(db);
  try {
    // Another connection may have added a request since.
    if (!canBeFilled(db)) {
      rollBack();
      return null;
    }
    const dropped = inTransaction(db, (write) => {
      indexWithin(write);
      return dropIndexesAndTriggers(write, [...filledTables, ...besides], keptOn);
    });
    return {
      build: (goOn) => {
        tuneForBuilding(db);
        const pieces = piecesOf(db, dropped);
        return pieces.every((piece, at) => {
          if (!goOn(at / pieces.length)) return false;
          inTransaction(db, piece);
          return true;
        });
      },
      ready: () => {
        commit();
        try {
          // Otherwise the query planner would use the old statistics until the program exits.
          analyzeTables(db, 'all');
          emptyLogOfBulk(db);
        } catch {
          // The load is committed to the log, and the next checkpoint tries again.
        }
      },
      giveUp: rollBack,
    };
  } catch (error) {
    rollBack();
    throw error;
  }
};
