import { stepTables } from '../../../db/change-capture.ts';
import { lookAtTables } from '../../../db/look-at-tables.ts';
import { inTransaction, openTransaction, withTablesOfIndex } from '../../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import type { Upkeep } from '../../../db/upkeep-of-tables.ts';
import { putOn, takeOffUpkeep } from '../../../db/upkeep-of-tables.ts';
import { countAnew } from '../../requests/cube.queries.ts';
import { groupsOfRequests, hasUnindexed, indexNew, listWords } from '../../requests/search-index.queries.ts';
import { indexWithin } from '../../requests/search-index.service.ts';
import { noteAllAdded } from '../../store/import-changes.queries.ts';
import type { IndexRows, Words } from '../../store/words-apart.queries.ts';
import { putIndexRows, removeIndex, statementOfIndex } from '../../store/words-apart.queries.ts';
import { indexPatronsAnew, keepPartsAnew } from '../../store/parts-kept.queries.ts';
import { canBeFilled, lastNumbers } from './bulk-load.queries.ts';
import { emptyLogOfBulk, tuneForBuilding, tuneForRows } from './tune-for-import.queries.ts';

/** The tables that are filled by the hundred thousand. */
export const filledTables = [...stepTables, 'patron', 'file_said'] as const;

/**
 * Indexes of few rows, and of rows that come in its order: to keep them while rows come, when the thread that writes waits for them
 * anyway, takes less than to read a million rows for each at the end. What a load works out at its end stands in none of them.
 */
const keptOn = [
  'request_receiving_open',
  'request_sets_here',
  'request_begun_set',
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
 * A load of requests into a library that has none, in one transaction: prepare → insert rows → build → ready. The tables are without
 * indexes and triggers while rows are inserted; what those keep is built at the end, from the tables. Until `ready` everybody else
 * sees the library as it was and can store nothing; whatever ends the process before leaves it so.
 */
export type BulkLoad = {
  /** Builds an index at once, by which rows are going to be looked up. */
  readonly putOn: (index: string) => void;
  /**
   * Builds indexes, counts and the indexes of words. @param apart who builds the one of requests meanwhile. @param goOn told how much of it is done, from 0 to 1; false ends it.
   * @returns whether it is built. @throws SqliteError; what is left is `giveUp`.
   */
  readonly build: (goOn: (done: number) => boolean, apart?: WordsApart) => boolean;
  /** Stores all of it, and puts it from the log into the database file. @throws SqliteError; nothing is stored then. */
  readonly ready: () => void;
  /** The library is as it was. */
  readonly giveUp: () => void;
};

/** Somebody who builds the index of the words of requests beside this thread. */
export type WordsApart = {
  /** Begins. @param statement that makes the index. */
  readonly begin: (statement: string) => void;
  /** Whether not too many words wait already. @param waits until it is so. */
  readonly takesMore: (waits: boolean) => boolean;
  readonly give: (words: Words) => void;
  /** The index, once all words that were given are in it. @throws what went wrong with it. */
  readonly take: () => Iterable<IndexRows>;
};

/** What is to be built, in this order: what triggers keep in rows before the indexes of those. */
const piecesOf = (
  db: ReadableDB,
  { indexes, triggers }: Upkeep,
  note: (db: WritableDB) => void,
  apart: WordsApart | undefined,
): readonly ((db: WritableDB) => void)[] => {
  const rest = [
    note,
    keepPartsAnew,
    countAnew,
    ...[...indexes.values()].map((statement) => (writable: WritableDB) => putOn(writable, statement)),
    indexPatronsAnew,
  ];
  const last = (writable: WritableDB): void => {
    for (const statement of triggers) putOn(writable, statement);
  };
  const groups = groupsOfRequests(db, indexedAtOnce);
  if (apart === undefined)
    return [
      ...rest,
      ...groups.map(([after, last]) => (writable: WritableDB) => {
        indexNew(writable, after, last);
      }),
      last,
    ];
  apart.begin(statementOfIndex(db));
  let given = 0;
  const give = (waits: boolean): void => {
    for (const [after, last] of groups.slice(given)) {
      if (!apart.takesMore(waits)) return;
      apart.give(listWords(db, after, last));
      given += 1;
    }
  };
  return [
    // As much as fits, before each of the others: who builds the index of words is never without any.
    ...rest.map((piece) => (writable: WritableDB) => {
      give(false);
      piece(writable);
    }),
    () => give(true),
    (writable) => {
      withTablesOfIndex(writable, () => {
        removeIndex(writable);
        for (const rows of apart.take()) putIndexRows(writable, rows);
      });
    },
    last,
  ];
};

/**
 * Prepares a load. Nothing else can be stored from here on.
 * @param journal the number of the import that it is, under which what is added is noted; null: nobody takes it back.
 * @param besides other tables that are filled.
 * @returns null where the library has requests: then rows are stored one by one, beside the work.
 * @throws SqliteError (busy …); everything is as it was then.
 */
export const prepareBulkLoad = (
  db: ReadableDB,
  journal: number | null,
  besides: readonly string[] = [],
): BulkLoad | null => {
  if (!canBeFilled(db)) return null;
  tuneForRows(db);
  const { commit, rollBack } = openTransaction(db);
  try {
    // Somebody may have stored one since.
    if (!canBeFilled(db)) {
      rollBack();
      return null;
    }
    // What FTS5 has in memory of an index that it changed in this transaction would be written over one that was built apart.
    const isIndexed = !hasUnindexed(db);
    const upkeep = inTransaction(db, (writable) => {
      indexWithin(writable);
      return takeOffUpkeep(writable, [...filledTables, ...besides], keptOn);
    });
    const before = lastNumbers(db);
    const note = (writable: WritableDB): void => {
      if (journal !== null) noteAllAdded(writable, journal, before);
    };
    return {
      putOn: (index) => {
        const statement = upkeep.indexes.get(index);
        if (statement !== undefined) inTransaction(db, (writable) => putOn(writable, statement));
      },
      build: (goOn, apart) => {
        tuneForBuilding(db);
        const pieces = piecesOf(db, upkeep, note, isIndexed ? apart : undefined);
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
          lookAtTables(db, 'all');
          emptyLogOfBulk(db);
        } catch {
          // It is stored in the log, and whoever looks after that tries again.
        }
      },
      giveUp: rollBack,
    };
  } catch (error) {
    rollBack();
    throw error;
  }
};
