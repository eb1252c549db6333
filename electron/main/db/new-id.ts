import type { SharedTable } from './hub-capture.ts';
import { sql } from './sql.ts';
import type { ReadableDB, WritableDB } from './types.ts';

// Each workstation that shares its requests gives ids from a range of its own, so that rows keep the id with which they were made.

/** How many ids the range of a workstation has: enough for its life, and small enough that JavaScript counts them exactly. */
export const idsOfWorkstation = 2 ** 32;

/** Ids that are to be given again, in their order, while a step is checked again: it makes the rows that it made before. */
export type GivenIds = Map<string, number[]>;

/** Ids of a table that are this connection's to give: taken from the table together, so that not every row writes there. */
type Block = { next: number; readonly end: number };
const idsOfBlock = 64;
const blocks = new WeakMap<ReadableDB, Map<SharedTable, Block>>();

/**
 * Forgets the ids that were taken and not given yet; the next row takes others. For when the transaction that took them is rolled back, which
 * leaves them to whoever asks next, and for when the counters are set anew.
 */
export const forgetTakenIds = (db: ReadableDB): void => {
  blocks.delete(db);
};

const rangeOf = (id: number): number => Math.floor(id / idsOfWorkstation);

/**
 * A row has come with this id: ids that were taken and lie before it may have been given too, and are forgotten.
 * @returns whether it is known to be of another workstation's range.
 */
export const passTakenIds = (db: ReadableDB, table: SharedTable, id: number): boolean => {
  const block = blocks.get(db)?.get(table);
  if (!block) return false;
  if (rangeOf(block.end) !== rangeOf(id)) return true;
  if (id >= block.next) blocks.get(db)?.delete(table);
  return false;
};

const givenAgain = new WeakMap<ReadableDB, GivenIds>();
const identifiersAgain = new WeakMap<ReadableDB, string>();
const sharing = new WeakSet<ReadableDB>();

/** From now on rows that this connection adds have ids of this workstation's range. */
export const giveOwnIds = (db: ReadableDB): void => {
  sharing.add(db);
};

/**
 * The id of a row that is added now; null, for which SQLite gives one, where this workstation works alone.
 * An id is never given twice, not even when its row was deleted.
 */
export const newId = (db: WritableDB, table: SharedTable): number | null => {
  // An import adds rows by the million.
  if (!sharing.has(db)) return null;
  const given = givenAgain.get(db)?.get(table)?.shift();
  if (given !== undefined) return given;
  let taken = blocks.get(db);
  if (!taken) blocks.set(db, (taken = new Map<SharedTable, Block>()));
  let block = taken.get(table);
  if (!block || block.next === block.end) {
    const end = takeBlock(db, table);
    if (end === undefined) return null;
    taken.set(table, (block = { next: end - idsOfBlock, end }));
  }
  return block.next++;
};

const takeBlock = (db: WritableDB, table: SharedTable): number | undefined =>
  sql<[string], number>(
    db,
    `UPDATE next_id SET next = next + ${idsOfBlock} WHERE table_name = ? RETURNING next`,
  )
    .pluck()
    .get(table);

/** Whether a step is taken again, because of what others did before it was known here. */
export const isTakenAgain = (db: ReadableDB): boolean => givenAgain.has(db);

/** The external identifier that the request had which is made again: it may stand on paper. */
export const identifierAgain = (db: ReadableDB): string | undefined => identifiersAgain.get(db);

/** Gives these ids first to rows that `work` adds. @param identifier what the request was called that it makes again. */
export const withIdsAgain = <T>(db: ReadableDB, ids: GivenIds, work: () => T, identifier?: string): T => {
  givenAgain.set(db, ids);
  if (identifier !== undefined) identifiersAgain.set(db, identifier);
  try {
    return work();
  } finally {
    givenAgain.delete(db);
    identifiersAgain.delete(db);
  }
};
