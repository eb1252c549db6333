import type { FactsRow } from '../../../../../shared/domain/request-conditions.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { endOf, type Where } from './conditions.queries.ts';
import { type Order, orderBy } from './orders.queries.ts';

/** `"word"* "other"*`: each word begins some word. The words hold letters and numbers alone, so no sign needs care. */
const matching = (words: readonly string[]): string => words.map((word) => `"${word}"*`).join(' ');

/** The newest requests of which some word begins with each of these, newest first. */
export const findByWords = (db: ReadableDB, words: readonly string[], limit: number): number[] =>
  sql<[string, number], number>(
    db,
    'SELECT rowid FROM request_search WHERE request_search MATCH ? ORDER BY rowid DESC LIMIT ?',
  )
    .pluck()
    .all(matching(words), limit) as number[];

/** Of the newest requests with these words, `among` at most, the ones that fit; newest first. */
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

/** Whether more identifiers or cards begin so than a search looks at. */
export const isWideCode = (db: ReadableDB, beginning: string, limit: number): boolean => {
  const range = { from: beginning, to: endOf(beginning), limit };
  const isWide = (table: string, column: string): boolean =>
    (sql<object, { readonly n: number }>(
      db,
      `SELECT count(*) AS n FROM (SELECT 1 FROM ${table} WHERE ${column} >= @from AND ${column} < @to LIMIT @limit)`,
    ).get(range)?.n ?? 0) >= limit;
  return isWide('request', 'external_id') || isWide('patron', 'barcode');
};

/** Requests whose identifiers begin so, the greatest first, and the newest ones that fit otherwise: some of very many. */
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

/** The newest requests that fit conditions which no index of words has, newest first. */
export const findByRows = (db: ReadableDB, where: Where, limit: number): number[] =>
  sql<object, number>(
    db,
    `SELECT request.id FROM request WHERE ${where.text} ORDER BY request.id DESC LIMIT @limit`,
  )
    .pluck()
    .all({ ...where.params, limit }) as number[];

/** The facts of some requests that fit, in an order. */
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
            due_stage, request.due_on, patron_due_on, turn_state
       FROM json_each(@ids) AS hit CROSS JOIN request ON request.id = hit.value ${order.join}
      WHERE ${where.text}
      ORDER BY ${orderBy(order.keys, descending)}`,
  )
    .raw()
    .all({ ...where.params, ids: JSON.stringify(ids) }) as FactsRow[];
