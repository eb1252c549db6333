import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { Where, WhereOfRows } from './conditions.queries.ts';
import { type Order, orderBy, tailOfPatron } from './orders.queries.ts';

const idsBy = (db: ReadableDB, text: string, params: object): number[] =>
  sql<object, number>(db, text).pluck().all(params) as number[];

/** Returns all matching requests, in an order. For lists whose complete order is cached. */
export const listAllIds = (db: ReadableDB, order: Order, where: WhereOfRows, descending: boolean): number[] =>
  idsBy(
    db,
    `SELECT request.id FROM request ${where.along} ${order.join} WHERE ${where.text} ORDER BY ${orderBy(order.keys, descending)}`,
    where.params,
  );

/** Returns a part of such an order, read along its index: quick near its beginning, or if nothing filters it. */
export const listIdsAlongIndex = (
  db: ReadableDB,
  order: Order,
  where: Where,
  part: { readonly descending: boolean; readonly offset: number; readonly limit: number },
): number[] =>
  idsBy(
    db,
    `SELECT request.id FROM request INDEXED BY ${order.index} WHERE ${where.text}
      ORDER BY ${orderBy(order.keys, part.descending)} LIMIT @limit OFFSET @offset`,
    { ...where.params, limit: part.limit, offset: part.offset },
  );

/** The order within one group of a list that is sorted by groups: a partner, a status, or requests whose date does not count. */
export type Group = {
  /** Selects the group, with `@group` if needed. */
  readonly text: string;
  readonly value: string | number | null;
  /** The index with its order; empty for the order of the rows themselves. */
  readonly index: string;
  readonly keys: readonly string[];
};

/** Returns a part of one group of the list. */
export const listIdsOfGroup = (
  db: ReadableDB,
  group: Group,
  where: Where,
  part: { readonly descending: boolean; readonly offset: number; readonly limit: number },
): number[] =>
  idsBy(
    db,
    `SELECT request.id FROM request ${group.index === '' ? 'NOT INDEXED' : `INDEXED BY ${group.index}`}
      WHERE ${group.text} AND ${where.text}
      ORDER BY ${orderBy(group.keys, part.descending)} LIMIT @limit OFFSET @offset`,
    { ...where.params, group: group.value, limit: part.limit, offset: part.offset },
  );

/** Returns how many matching requests have no patron. */
export const countWithoutPatron = (db: ReadableDB, where: Where): number =>
  sql<object, { readonly n: number }>(
    db,
    `SELECT count(*) AS n FROM request INDEXED BY request_patron WHERE patron_id IS NULL AND ${where.text}`,
  ).get(where.params)?.n ?? 0;

/** Returns a part of the requests that have a patron, by the patron's name. */
export const listIdsByPatron = (
  db: ReadableDB,
  where: Where,
  part: { readonly descending: boolean; readonly offset: number; readonly limit: number },
): number[] =>
  idsBy(
    db,
    `SELECT request.id FROM patron INDEXED BY patron_name
       CROSS JOIN request INDEXED BY request_patron ON request.patron_id = patron.id
      WHERE ${where.text}
      ORDER BY ${orderBy(['patron.name COLLATE NOCASE', 'patron.id', ...tailOfPatron], part.descending)}
      LIMIT @limit OFFSET @offset`,
    { ...where.params, limit: part.limit, offset: part.offset },
  );

/** Returns the partners by name, for groups. */
export const listPartnersByName = (
  db: ReadableDB,
): { readonly id: number; readonly code: string; readonly name: string }[] =>
  sql<[], { readonly id: number; readonly code: string; readonly name: string }>(
    db,
    'SELECT id, code, name FROM partner ORDER BY name COLLATE NOCASE, id',
  ).all();

/** Returns the desks by name. */
export const listDesksByName = (
  db: ReadableDB,
): { readonly id: number; readonly code: string; readonly name: string }[] =>
  sql<[], { readonly id: number; readonly code: string; readonly name: string }>(
    db,
    'SELECT id, code, name FROM desk ORDER BY name COLLATE NOCASE, id',
  ).all();

/** Returns a text that changes with every change of the database, by this connection or another one. */
export const databaseVersion = (db: ReadableDB): string => {
  const others = db.pragma('data_version', { simple: true }) as number;
  const own = sql<[], number>(db, 'SELECT total_changes()').pluck().get() as number;
  return `${others}.${own}`;
};
