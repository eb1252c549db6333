import type { ListDay } from '../../../../../shared/domain/request-list.ts';
import { isRequestStatus, requestStatusCodes } from '../../../../../shared/domain/request-status.ts';
import type { RequestSort } from '../../../../../shared/ipc/request-views.ts';
import { isDue, isDueBack } from '../../../db/selects.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { type Where, whereOfRows } from './conditions.queries.ts';
import { type Condition, conditionalStatus } from '../../../../../shared/domain/request-conditions.ts';
import { countAll, countBy } from './cube.queries.ts';
import type { ListCache } from './list-cache.ts';
import {
  isConditional,
  orders,
  tail,
  tailOfCondition,
  tailOfDueBack,
  tailOfPartner,
  tailOfPatron,
  tailOfStatus,
} from './orders.queries.ts';
import type { Group } from './slices.queries.ts';
import {
  countWithoutPatron,
  listAllIds,
  listIdsAlongIndex,
  listIdsByPatron,
  listIdsOfGroup,
  listPartnersByName,
} from './slices.queries.ts';

/** A page of what the cube counts, in an order. */
type PageQuery = {
  readonly conditions: readonly Condition[];
  readonly sort: RequestSort;
  readonly offset: number;
  readonly limit: number;
  readonly day: ListDay;
  /** How many match. */
  readonly total: number;
};

/** The limits that choose between the ways to read a page. */
export type PageLimits = {
  /** A list of up to this size is sorted as a whole: that is quick, and every further page is immediately available. */
  readonly smallList: number;
  /** The maximum cost of skipping the rows before a page, in index entries. */
  readonly entries: number;
};

export const pageLimits: PageLimits = { smallList: 5_000, entries: 150_000 };

/** The cost of skipping a row, in index entries that are compared with the facets. */
const rowCost = { unnarrowed: 0.25, byIndex: 1, byPatron: 2, byRow: 10 } as const;

/**
 * Returns the requests of a page at any position. There are three ways, and the quickest is used:
 * - a short list is sorted as a whole and cached;
 * - a long one is read along an index of its order, from the nearer end, or group by group if the cube knows the size of each group;
 * - a long one with too many rows to skip is also sorted as a whole and cached.
 */
export const idsOfPage = (
  db: ReadableDB,
  query: PageQuery,
  kept: ListCache<readonly number[]>,
  limits: PageLimits,
): number[] => {
  const { offset, total } = query;
  const limit = Math.max(0, Math.min(query.limit, total - offset));
  if (limit === 0) return [];
  const direct = total > limits.smallList ? directPage(db, { ...query, limit }, limits.entries) : null;
  if (direct) return direct;
  const { conditions, sort, day } = query;
  const all = kept.of(JSON.stringify([conditions, sort, day]), () => wholeOrder(db, query));
  return all.slice(offset, offset + limit);
};

/** A list of at least this share of all requests is read along the index of its order; a smaller one is collected and sorted. */
const denseShare = 0.05;

const wholeOrder = (db: ReadableDB, query: PageQuery): readonly number[] => {
  const { conditions, sort, day, total } = query;
  const descending = sort.direction === 'descending';
  if (total < countAll(db, []) * denseShare)
    return listAllIds(db, orders[sort.column], whereOfRows(conditions, day), descending);
  const stretches = stretchesOf(db, query);
  if (descending) stretches.reverse();
  return stretches.flatMap(({ count, read }) =>
    count === 0 ? [] : read({ descending, offset: 0, limit: count }),
  );
};

/** One section of a list: how many match, how many rows it has in total, and how to read a part of it. */
type Stretch = {
  readonly count: number;
  readonly rows: number;
  readonly read: (part: {
    readonly descending: boolean;
    readonly offset: number;
    readonly limit: number;
  }) => number[];
};

/** The page as read from its sections; null if too many rows would have to be read. */
const directPage = (db: ReadableDB, query: PageQuery, entriesLimit: number): number[] | null => {
  const descending = query.sort.direction === 'descending';
  const stretches = stretchesOf(db, query);
  if (descending) stretches.reverse();
  const cost = rowCost[narrowing(query)];
  const ids: number[] = [];
  let begin = 0;
  for (const stretch of stretches) {
    const from = Math.max(0, query.offset - begin);
    const to = Math.min(stretch.count, query.offset + query.limit - begin);
    begin += stretch.count;
    if (from >= to) continue;
    const fromEnd = stretch.count - to < from;
    const passed = fromEnd ? stretch.count - from : to;
    if (((passed * stretch.rows) / stretch.count) * cost > entriesLimit) return null;
    const part = { offset: fromEnd ? stretch.count - to : from, limit: to - from };
    const found = stretch.read({ ...part, descending: descending !== fromEnd });
    ids.push(...(fromEnd ? found.reverse() : found));
  }
  return ids;
};

/** Whether the indexes of all orders contain the columns of a condition. */
const isInIndexes = (condition: Condition): boolean =>
  condition.about === 'status'
    ? condition.not || !condition.values.includes(conditionalStatus)
    : ['partner', 'desk', 'notes', 'library', 'toReceive'].includes(condition.about);

/**
 * Whether the indexes contain everything that filters the list: their only date is that of their order, and the index of identifiers
 * contains no other column.
 */
const narrowing = ({ conditions, sort }: PageQuery): keyof typeof rowCost => {
  // For each patron the index is searched again.
  const byIndex = sort.column === 'requester' ? 'byPatron' : 'byIndex';
  if (conditions.length === 0) return byIndex === 'byPatron' ? byIndex : 'unnarrowed';
  const isKnown = (condition: Condition): boolean =>
    isInIndexes(condition) || (condition.about === 'created' && sort.column === 'createdAt');
  const known = sort.column !== 'externalId' && conditions.every(isKnown);
  return known ? byIndex : 'byRow';
};

const stretchesOf = (db: ReadableDB, query: PageQuery): Stretch[] => {
  const { conditions, sort, day, total } = query;
  const where = whereOfRows(conditions, day);
  switch (sort.column) {
    case 'requester':
      return byRequester(db, where, query);
    case 'partner':
      return byPartner(db, where, conditions);
    case 'status':
      return byStatus(db, where, conditions);
    case 'dueOn':
      return byDueDate(db, where, conditions, dueBack);
    case 'patronDueOn':
      return byDueDate(db, where, conditions, due);
    case 'replyBy':
      return byCondition(db, where, conditions);
    default: {
      const order = orders[sort.column];
      const read: Stretch['read'] = (part) => listIdsAlongIndex(db, order, where, part);
      return [{ count: total, rows: countAll(db, []), read }];
    }
  }
};

const byRequester = (db: ReadableDB, where: Where, { total }: PageQuery): Stretch[] => {
  const nobody = countWithoutPatron(db, where);
  const all = countAll(db, []);
  return [
    { count: nobody, rows: all, read: (part) => listIdsOfGroup(db, withoutPatron, where, part) },
    { count: total - nobody, rows: all, read: (part) => listIdsByPatron(db, where, part) },
  ];
};

const withoutPatron: Group = {
  text: 'patron_id IS @group',
  value: null,
  index: 'request_patron',
  keys: tailOfPatron,
};

const groupStretch = (
  db: ReadableDB,
  group: Group,
  where: Where,
  counts: { readonly count: number; readonly rows: number },
): Stretch => ({ ...counts, read: (part) => listIdsOfGroup(db, group, where, part) });

const byPartner = (db: ReadableDB, where: Where, conditions: readonly Condition[]): Stretch[] => {
  const counts = countBy<number>(db, 'partner_id', conditions);
  const rows = countBy<number>(db, 'partner_id', []);
  return [0, ...listPartnersByName(db).map(({ id }) => id)].map((id) =>
    groupStretch(
      db,
      {
        text: 'request.partner_id IS @group',
        value: id === 0 ? null : id,
        index: 'request_partner',
        keys: tailOfPartner,
      },
      where,
      { count: counts.get(id) ?? 0, rows: rows.get(id) ?? 0 },
    ),
  );
};

/** Returns statuses in the order of a request's life, unknown ones last. */
export const inLifeOrder = (statuses: Iterable<string>): string[] => {
  const present = new Set(statuses);
  const unknown = [...present].filter((status) => !isRequestStatus(status)).sort();
  return [...requestStatusCodes.filter((code) => present.has(code)), ...unknown];
};

const byStatus = (db: ReadableDB, where: Where, conditions: readonly Condition[]): Stretch[] => {
  const counts = countBy<string>(db, 'status', conditions);
  const rows = countBy<string>(db, 'status', []);
  return inLifeOrder(counts.keys()).map((status) =>
    groupStretch(
      db,
      {
        text: 'request.status = @group',
        value: status,
        index: 'request_status',
        keys: tailOfStatus,
      },
      where,
      { count: counts.get(status) ?? 0, rows: rows.get(status) ?? 0 },
    ),
  );
};

/** A due date by which the list is sorted: requests with a date are in its index, the others follow separately. */
type DatedBy = {
  readonly column: 'due' | 'patron_due';
  /** The column values of requests that are not in the index. */
  readonly others: readonly string[];
  readonly has: string;
  readonly index: string;
  readonly keys: readonly string[];
};

const dueBack: DatedBy = {
  column: 'due',
  others: ['settled'],
  has: isDueBack,
  index: 'request_due',
  keys: ['request.wanted_on', ...tailOfDueBack],
};

const due: DatedBy = {
  column: 'patron_due',
  others: ['settled', 'none'],
  has: isDue,
  index: 'request_patron_due',
  keys: ['request.patron_due_on', ...tail],
};

const byDueDate = (
  db: ReadableDB,
  where: Where,
  conditions: readonly Condition[],
  { column, others, has, index, keys }: DatedBy,
): Stretch[] => {
  const sums = (counts: Map<string, number>) => {
    const without = others.reduce((sum, value) => sum + (counts.get(value) ?? 0), 0);
    return { without, dated: [...counts.values()].reduce((sum, n) => sum + n, 0) - without };
  };
  const counts = sums(countBy<string>(db, column, conditions));
  const rows = sums(countBy<string>(db, column, []));
  const dated: Group = { text: has, value: null, index, keys };
  const without: Group = { text: `NOT (${has})`, value: null, index: '', keys: ['request.id'] };
  return [
    groupStretch(db, dated, where, { count: counts.dated, rows: rows.dated }),
    groupStretch(db, without, where, { count: counts.without, rows: rows.dated + rows.without }),
  ];
};

const byCondition = (db: ReadableDB, where: Where, conditions: readonly Condition[]): Stretch[] => {
  const sums = (counts: Map<string, number>) => {
    const open = counts.get('conditional') ?? 0;
    return { open, others: [...counts.values()].reduce((sum, n) => sum + n, 0) - open };
  };
  const counts = sums(countBy<string>(db, 'turn_state', conditions));
  const rows = sums(countBy<string>(db, 'turn_state', []));
  // So that the index of the turns can be used.
  const isOpen = `request.turn_state IS NOT NULL AND ${isConditional}`;
  const open: Group = { text: isOpen, value: null, index: 'request_turn', keys: tailOfCondition };
  const others: Group = { text: `NOT (${isConditional})`, value: null, index: '', keys: ['request.id'] };
  return [
    groupStretch(db, open, where, { count: counts.open, rows: rows.open }),
    groupStretch(db, others, where, { count: counts.others, rows: rows.open + rows.others }),
  ];
};
