import type { SharedTable } from './hub-capture.ts';
import { sql } from './sql.ts';
import type { ReadableDB, WritableDB } from './types.ts';

// Each workstation that shares its requests assigns ids from its own range, so that rows keep their ids everywhere.

/** The size of a workstation's range: enough for its lifetime, and small enough to be exact in JavaScript. */
export const idsOfWorkstation = 2 ** 32;

/** Ids to be assigned again, in order, while a step is rechecked: it inserts the same rows as before. */
export type GivenIds = Map<string, number[]>;

/** Ids of a table reserved for this connection: reserved in blocks, so that not every insert writes to the counters. */
type Block = { next: number; readonly end: number };
const idsOfBlock = 64;
const blocks = new WeakMap<ReadableDB, Map<SharedTable, Block>>();

/**
 * Discards ids that were reserved but not used; the next row reserves others. Must be called if the transaction that reserved them is
 * rolled back, which frees them for others, or if the counters are reset.
 */
export const discardReservedIds = (db: ReadableDB): void => {
  blocks.delete(db);
};

const rangeOf = (id: number): number => Math.floor(id / idsOfWorkstation);

/**
 * Must be called when a row with this id has arrived: reserved ids up to it may be in use too, and are discarded.
 * @returns whether the id is known to be from another workstation's range.
 */
export const skipReservedIds = (db: ReadableDB, table: SharedTable, id: number): boolean => {
  const block = blocks.get(db)?.get(table);
  if (!block) return false;
  if (rangeOf(block.end) !== rangeOf(id)) return true;
  if (id >= block.next) blocks.get(db)?.delete(table);
  return false;
};

const givenAgain = new WeakMap<ReadableDB, GivenIds>();
const identifiersAgain = new WeakMap<ReadableDB, string>();
const sharing = new WeakSet<ReadableDB>();

/** From now on rows that this connection inserts get ids from this workstation's range. */
export const useOwnIdRange = (db: ReadableDB): void => {
  sharing.add(db);
};

/**
 * Returns the id for a new row; null, for which SQLite assigns one, if this workstation works alone. An id is never assigned twice, not
 * even after its row was deleted.
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
    const end = reserveBlock(db, table);
    if (end === undefined) return null;
    taken.set(table, (block = { next: end - idsOfBlock, end }));
  }
  return block.next++;
};

const reserveBlock = (db: WritableDB, table: SharedTable): number | undefined =>
  sql<[string], number>(
    db,
    `UPDATE next_id SET next = next + ${idsOfBlock} WHERE table_name = ? RETURNING next`,
  )
    .pluck()
    .get(table);

/** Whether a step is being taken again because of steps that others took before it was pushed. */
export const isTakenAgain = (db: ReadableDB): boolean => givenAgain.has(db);

/** Returns the external identifier of the request that is being created again: it may already be printed on a slip. */
export const reusedIdentifier = (db: ReadableDB): string | undefined => identifiersAgain.get(db);

/** Assigns these ids first to rows that `work` inserts. @param identifier the external identifier of the request that it creates again. */
export const withReusedIds = <T>(db: ReadableDB, ids: GivenIds, work: () => T, identifier?: string): T => {
  givenAgain.set(db, ids);
  if (identifier !== undefined) identifiersAgain.set(db, identifier);
  try {
    return work();
  } finally {
    givenAgain.delete(db);
    identifiersAgain.delete(db);
  }
};
