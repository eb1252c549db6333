import { analyzeTables } from '../../db/analyze-tables.ts';
import { stepTables } from '../../db/change-capture.ts';
import { dropIndexesAndTriggers, type Dropped } from '../../db/indexes-and-triggers.ts';
import { inTransaction, openTransaction } from '../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { countAnew } from '../../desk/queries/list/cube.queries.ts';
import { indexPatronsAnew, keepPartsAnew } from '../../desk/store/parts-kept.queries.ts';
import { groupsOfRequests, indexNew } from '../../desk/store/search-index.queries.ts';
import { indexWithin } from '../../desk/store/search-index.service.ts';
import { canBeFilled, emptyLogOfBulk, tuneForBuilding, tuneForRows } from './import.queries.ts';

/** The tables that are filled by the hundred thousand. */
const filledTables = [...stepTables, 'patron', 'file_said'] as const;

/**
 * Indexes by which rows are looked up while they come, and indexes of few rows or of rows that come in their order: to keep these costs
 * less than to read a million rows for each at the end. No column that the end of a load works out is in any of them.
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

/** The words of so many requests are indexed in one go. */
const indexedAtOnce = 20_000;

/**
 * A load of requests into a library that has none, in one transaction: prepare → insert rows → build → ready. The tables have no
 * indexes and triggers while rows are inserted; what those keep is built at the end, from the tables. Until `ready` all other
 * connections read the library as it was and can store nothing; it stays so whatever ends the process before.
 */
export type BulkLoad = {
  /**
   * Builds indexes, counts and the indexes of words. @param goOn told how much of it is done, from 0 to 1; false ends it.
   * @returns whether it is built. @throws SqliteError; what is left is `giveUp`.
   */
  readonly build: (goOn: (done: number) => boolean) => boolean;
  /** Stores all of it, and moves it from the log into the database file. @throws SqliteError; nothing is stored then. */
  readonly ready: () => void;
  /** The library is as it was. */
  readonly giveUp: () => void;
};

/** What is to be built, in this order: what triggers keep in rows before the indexes of those. */
const piecesOf = (db: ReadableDB, { indexes, triggers }: Dropped): readonly ((db: WritableDB) => void)[] => [
  keepPartsAnew,
  countAnew,
  ...indexes.map((statement) => (write: WritableDB) => write.exec(statement)),
  indexPatronsAnew,
  ...groupsOfRequests(db, indexedAtOnce).map(([after, last]) => (write: WritableDB) => {
    indexNew(write, after, last);
  }),
  (write) => {
    for (const statement of triggers) write.exec(statement);
  },
];

/**
 * Prepares a load. Nothing else can be stored from here on.
 * @param besides other tables that are filled.
 * @returns null where the library has requests: then rows are stored beside the work of staff.
 * @throws SqliteError (busy …); everything is as it was then.
 */
export const prepareBulkLoad = (db: ReadableDB, besides: readonly string[] = []): BulkLoad | null => {
  if (!canBeFilled(db)) return null;
  tuneForRows(db);
  const { commit, rollBack } = openTransaction(db);
  try {
    // Somebody may have stored one since.
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
          // Otherwise it would plan by the library as it was until the program ends.
          analyzeTables(db, 'all');
          emptyLogOfBulk(db);
        } catch {
          // It is stored in the log, and the next checkpoint tries again.
        }
      },
      giveUp: rollBack,
    };
  } catch (error) {
    rollBack();
    throw error;
  }
};
