import { idsOfWorkstation } from '../../../db/new-id.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';

/** How far the requests are counted. */
type Counted = {
  /** The time zone of the counted days. */
  readonly timeZone: string;
  /** The last request that was counted; below 0 if everything must be removed and counted again. */
  readonly requestsTo: number;
  /** Whether some sums are only in the temporary table of a connection. */
  readonly hasUnstored: 0 | 1;
  readonly lastRequest: number;
  /** How many counted requests have changed since. */
  readonly changed: number;
};

/** Returns how far the requests are counted. */
export const readCounted = (db: ReadableDB): Counted => {
  const row = sql<[], Counted>(
    db,
    `SELECT time_zone AS timeZone, requests_to AS requestsTo, has_unstored AS hasUnstored,
            ifnull((SELECT max(id) FROM request), 0) AS lastRequest, (SELECT count(*) FROM report_changed) AS changed
       FROM report_state`,
  ).get();
  if (!row) throw new Error('The state of the reports is missing.');
  return row;
};

/** Records the time zone in which days are counted. */
export const setZone = (db: WritableDB, timeZone: string): void => {
  sql<[string]>(db, 'UPDATE report_state SET time_zone = ?').run(timeZone);
};

/** Records which request was counted last: from then on the triggers of the schema mark changes. */
export const setCounted = (db: WritableDB, requestsTo: number): void => {
  sql<[number]>(db, 'UPDATE report_state SET requests_to = ?').run(requestsTo);
};

/** Records whether some sums are only in the temporary table. */
export const setHasUnstored = (db: WritableDB, hasUnstored: boolean): void => {
  sql<[number]>(db, 'UPDATE report_state SET has_unstored = ?').run(hasUnstored ? 1 : 0);
};

/** Returns the next requests that were not counted yet, at most this many. */
export const listRequestsAfter = (db: ReadableDB, requestsTo: number, most: number): readonly number[] =>
  sql<[number, number], number>(db, 'SELECT id FROM request WHERE id > ? ORDER BY id LIMIT ?')
    .pluck()
    .all(requestsTo, most);

/** Returns counted requests that have changed since, at most this many. They may have been deleted. */
export const listChanged = (db: ReadableDB, most: number): readonly number[] =>
  sql<[number], number>(db, 'SELECT request_id FROM report_changed LIMIT ?').pluck().all(most);

/** Returns about how many requests there are up to an id: each workstation assigns ids from its own range. */
export const requestsUpTo = (db: ReadableDB, number: number): number => {
  const before = sql<[number], number | null>(db, 'SELECT max(id) FROM request WHERE id < ?').pluck();
  let rows = 0;
  for (let last = number; last > 0;) {
    const first = Math.floor(last / idsOfWorkstation) * idsOfWorkstation;
    rows += last - first + (first > 0 ? 1 : 0);
    last = before.get(first) ?? 0;
  }
  return rows;
};

/** What is counted. */
export type What = 'made' | 'turn' | 'leg' | 'loan' | 'shelf' | 'work';

/** The dimensions of a count: see `report_kind` in `schema.sql`. */
export type Kind = {
  readonly what: What;
  readonly libraryId: number;
  readonly who: number;
  readonly value: number;
  readonly detail: string;
};

/** A count of a request on a day: days since 1 January 1970. */
export type Fact = Kind & { readonly day: number };

/** A cache of the ids of kinds: looking each up would take a third of the counting time. */
export type KindIds = Map<string, number>;

const kindId = (db: WritableDB, ids: KindIds, { what, libraryId, who, value, detail }: Kind): number => {
  const key = `${what} ${libraryId} ${who} ${value} ${detail}`;
  let id = ids.get(key);
  if (id === undefined) {
    const values = [what, libraryId, who, value, detail] as const;
    const columns = 'what, library_id, who, value, detail';
    sql<typeof values>(db, `INSERT OR IGNORE INTO report_kind (${columns}) VALUES (?, ?, ?, ?, ?)`).run(
      ...values,
    );
    id =
      sql<typeof values, number>(db, `SELECT id FROM report_kind WHERE (${columns}) = (?, ?, ?, ?, ?)`)
        .pluck()
        .get(...values) ?? 0;
    ids.set(key, id);
  }
  return id;
};

/** Stores the facts of a request. @param kinds the ids known in this transaction; missing ones are added. */
export const insertFacts = (
  db: WritableDB,
  requestId: number,
  facts: readonly Fact[],
  kinds: KindIds,
): void => {
  const insert = sql<[number, number, number]>(
    db,
    'INSERT INTO report_fact (request_id, kind_id, day, n) VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET n = n + 1',
  );
  for (const fact of facts) insert.run(requestId, kindId(db, kinds, fact), fact.day);
};

const isWanted = 'request_id IN (SELECT value FROM json_each(@ids))';

/** Deletes the facts of requests, and their marks as changed. */
export const deleteFacts = (db: WritableDB, ids: readonly number[]): void => {
  for (const name of ['fact', 'changed'] as const)
    sql<object>(db, `DELETE FROM report_${name} WHERE ${isWanted}`).run({ ids: JSON.stringify(ids) });
};

/** Creates the temporary table of the sums that are not stored yet, for this connection only. */
export const createUnstoredTable = (db: ReadableDB): void => {
  db.exec(
    `CREATE TEMP TABLE IF NOT EXISTS report_unstored (
       kind_id INTEGER NOT NULL, day INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (kind_id, day)
     ) WITHOUT ROWID`,
  );
};

/** Whether the temporary table has any rows. */
export const hasUnstored = (db: ReadableDB): boolean =>
  sql<[], 0 | 1>(db, 'SELECT EXISTS (SELECT 1 FROM temp.report_unstored)').pluck().get() === 1;

/** Adds the facts of requests to the sums that are not stored yet, or subtracts them (`by` -1). */
export const addToSums = (db: WritableDB, ids: readonly number[], by: 1 | -1): void => {
  sql<object>(
    db,
    `INSERT INTO temp.report_unstored (kind_id, day, n) SELECT kind_id, day, n * @by FROM report_fact WHERE ${isWanted}
     ON CONFLICT DO UPDATE SET n = n + excluded.n`,
  ).run({ ids: JSON.stringify(ids), by });
};

/** Stores the first rows of the temporary table, up to this many. */
export const storeSums = (db: WritableDB, rows: number): void => {
  const last = sql<[number], { readonly kindId: number; readonly day: number }>(
    db,
    `SELECT kind_id AS kindId, day FROM (SELECT kind_id, day FROM temp.report_unstored ORDER BY kind_id, day LIMIT ?)
      ORDER BY kind_id DESC, day DESC LIMIT 1`,
  ).get(rows);
  if (!last) return;
  const first = '(kind_id, day) <= (@kindId, @day)';
  sql<object>(
    db,
    `INSERT INTO report_sum (kind_id, day, n) SELECT kind_id, day, n FROM temp.report_unstored WHERE ${first} AND n <> 0
     ON CONFLICT DO UPDATE SET n = n + excluded.n`,
  ).run(last);
  sql<object>(db, `DELETE FROM temp.report_unstored WHERE ${first}`).run(last);
};

/** The tables of counts with their keys, in the order in which they are emptied. */
const keys = { sum: 'kind_id', fact: 'request_id', changed: 'request_id', kind: 'id' } as const;

/** Removes some counts: about this many rows. @returns whether there were any. */
export const removeCounted = (db: WritableDB, rows: number): boolean => {
  sql<[]>(db, 'DELETE FROM temp.report_unstored').run();
  return Object.entries(keys).some(
    ([name, key]) =>
      sql<[number]>(
        db,
        `DELETE FROM report_${name} WHERE ${key} <= (SELECT max(${key}) FROM (SELECT ${key} FROM report_${name} ORDER BY ${key} LIMIT ?))`,
      ).run(rows).changes > 0,
  );
};
