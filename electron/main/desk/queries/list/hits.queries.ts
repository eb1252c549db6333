import type { FactsRow } from '../../../../../shared/domain/request-conditions.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { endOf, matching, type Where } from './conditions.queries.ts';
import { type Order, orderBy } from './orders.queries.ts';

/** Returns the newest requests that have a word starting with each of these, newest first. */
export const findByWords = (db: ReadableDB, words: readonly string[], limit: number): number[] =>
  sql<[string, number], number>(
    db,
    'SELECT rowid FROM request_search WHERE request_search MATCH ? ORDER BY rowid DESC LIMIT ?',
  )
    .pluck()
    .all(matching(words), limit) as number[];

/** Returns the newest requests with these words, at most `among`, that meet the condition; newest first. */
export const findByWordsThatFit = (
  db: ReadableDB,
  words: readonly string[],
  where: Where,
  bounds: { readonly among: number; readonly limit: number },
): number[] =>
  sql<object, number>(
    db,
    `SELECT request.id
       FROM (SELECT rowid AS id FROM request_search WHERE request_search MATCH @words ORDER BY rowid DESC LIMIT @among) AS hit
       CROSS JOIN request ON request.id = hit.id
      WHERE ${where.text} LIMIT @limit`,
  )
    .pluck()
    .all({ ...where.params, ...bounds, words: matching(words) }) as number[];

/** Whether more identifiers or cards have this prefix than a search reads. */
export const isWideCode = (db: ReadableDB, beginning: string, limit: number): boolean => {
  const range = { from: beginning, to: endOf(beginning), limit };
  const isWide = (table: string, column: string): boolean =>
    (sql<object, { readonly n: number }>(
      db,
      `SELECT count(*) AS n FROM (SELECT 1 FROM ${table} WHERE ${column} >= @from AND ${column} < @to LIMIT @limit)`,
    ).get(range)?.n ?? 0) >= limit;
  return isWide('request', 'external_id') || isWide('patron', 'barcode');
};

/** Returns matching requests by an identifier prefix, greatest first, and the newest matching ones: a selection of very many. */
export const findByWideCode = (
  db: ReadableDB,
  beginning: string,
  where: Where,
  bounds: { readonly among: number; readonly limit: number },
): number[] =>
  sql<object, number>(
    db,
    `SELECT id FROM (
       SELECT request.id
         FROM (SELECT id FROM (SELECT id FROM request WHERE external_id >= @from AND external_id < @to
                                ORDER BY external_id DESC LIMIT @among)
               UNION ALL
               SELECT id FROM (SELECT id FROM request ORDER BY id DESC LIMIT @among)) AS hit
        CROSS JOIN request ON request.id = hit.id
        WHERE ${where.text} LIMIT @limit)
      GROUP BY id ORDER BY id DESC`,
  )
    .pluck()
    .all({ ...where.params, ...bounds, from: beginning, to: endOf(beginning) }) as number[];

/** Whether more than `limit` patrons have words with these prefixes. */
export const isWidePatron = (db: ReadableDB, words: readonly string[], limit: number): boolean =>
  (sql<[string, number], { readonly n: number }>(
    db,
    'SELECT count(*) AS n FROM (SELECT 1 FROM patron_search WHERE patron_search MATCH ? LIMIT ?)',
  ).get(matching(words), limit)?.n ?? 0) >= limit;

/** How the newest matching requests are found: row by row, or by a selective index. */
export const waysToRows = {
  rows: { from: 'request', newest: 'request.id' },
  allRows: { from: 'request NOT INDEXED', newest: 'request.id' },
  made: { from: 'request INDEXED BY request_created', newest: 'request.created_at' },
  patron: { from: 'request INDEXED BY request_patron', newest: 'request.id' },
} as const;

/** Returns the newest requests that match conditions without words, newest first. */
export const findByRows = (
  db: ReadableDB,
  where: Where,
  way: keyof typeof waysToRows,
  limit: number,
): number[] =>
  sql<object, number>(
    db,
    `SELECT request.id FROM ${waysToRows[way].from} WHERE ${where.text} ORDER BY ${waysToRows[way].newest} DESC LIMIT @limit`,
  )
    .pluck()
    .all({ ...where.params, limit }) as number[];

/** Returns the facts of some matching requests, in an order. */
export const readFacts = (
  db: ReadableDB,
  ids: readonly number[],
  where: Where,
  order: Order,
  descending: boolean,
): FactsRow[] =>
  sql<object, FactsRow>(
    db,
    `SELECT request.id, request.status, ifnull(request.partner_id, 0), ifnull(pickup_desk_id, 0), active_notes > 0,
            due_stage, request.wanted_on, patron_due_on, turn_state, request.created_at
       FROM json_each(@ids) AS hit CROSS JOIN request ON request.id = hit.value ${order.join}
      WHERE ${where.text}
      ORDER BY ${orderBy(order.keys, descending)}`,
  )
    .raw()
    .all({ ...where.params, ids: JSON.stringify(ids) }) as FactsRow[];
