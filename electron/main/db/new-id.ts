import type { SharedTable } from './hub-capture.ts';
import { sql } from './sql.ts';
import type { ReadableDB, WritableDB } from './types.ts';

// Each workstation that shares its requests gives ids from a range of its own, so that rows keep the id with which they were made.

/** How many ids the range of a workstation has: enough for its life, and small enough that JavaScript counts them exactly. */
export const idsOfWorkstation = 2 ** 32;

/** Ids that are to be given again, in their order, while a step is checked again: it makes the rows that it made before. */
export type GivenIds = Map<string, number[]>;

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
  return (
    sql<[string], number>(db, 'UPDATE next_id SET next = next + 1 WHERE table_name = ? RETURNING next - 1')
      .pluck()
      .get(table) ?? null
  );
};

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
