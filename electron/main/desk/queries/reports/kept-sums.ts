import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { factsOf } from './facts.ts';
import {
  addToSums,
  deleteFacts,
  hasUnstored,
  insertFacts,
  listChanged,
  listFacts,
  listRequestsAfter,
  listSums,
  makeUnstored,
  readCounted,
  removeCounted,
  requestsUpTo,
  setCounted,
  setHasUnstored,
  setZone,
  storeSums,
} from './kept-sums.queries.ts';
import type { KindIds } from './kept-sums.queries.ts';
import { type LocalTime, localTimeIn } from './local-time.ts';
import { readRequests } from './rows-to-count.queries.ts';

/** How far the counting is, of how much. */
export type Progress = { readonly counted: number; readonly total: number };

/** A turn of counting takes so many milliseconds: a scan that comes meanwhile hardly waits. */
const turnMs = 25;
/** So much is done between two looks at the clock: a few milliseconds each. */
const atOnce = { requests: 50, rows: 1_000 } as const;
/** The last counted request while everything must be removed and counted again. */
const nothing = -1;

/**
 * Counts new requests, and again those that have changed, for one turn; all requests where the time zone of the library or the library of a
 * desk has changed.
 *
 * Sums are added up in a temporary table and stored in their order when all requests are counted: requests come in no order of time, and
 * each of them would write other pages of the file. A program that ends before that counts everything again.
 * @throws SqliteError where nothing can be written.
 */
export const countOn = ({ db, timeZone }: Pick<DeskContext, 'db' | 'timeZone'>, turn = turnMs): Progress => {
  const zone = timeZone();
  const by: CountBy = { local: localTimeIn(zone), kinds: new Map() };
  makeUnstored(db);
  if (isValid(db, zone) && nextPart(db, by) === null) return progressOf(db);
  inTransaction(db, (writable) => {
    const endsAt = performance.now() + turn;
    if (!isValid(db, zone)) {
      setZone(writable, zone);
      setCounted(writable, nothing);
    }
    for (let part = nextPart(db, by); part !== null; part = nextPart(db, by)) {
      part(writable);
      if (performance.now() >= endsAt) break;
    }
    setHasUnstored(writable, hasUnstored(db));
  });
  return progressOf(db);
};

/** What a turn counts by: the time of the library, and the kinds that it knows. */
type CountBy = { readonly local: LocalTime; readonly kinds: KindIds };

/** Whether what is counted so far can be used: it is of this time zone, and none of it was lost with a program that ended. */
const isValid = (db: ReadableDB, zone: string): boolean => {
  const counted = readCounted(db);
  return counted.timeZone === zone && (counted.hasUnstored === 0 || hasUnstored(db));
};

/** What is to be done next; null when everything is counted and stored. */
const nextPart = (db: ReadableDB, by: CountBy): ((writable: WritableDB) => void) | null => {
  const { requestsTo, lastRequest, changed } = readCounted(db);
  if (requestsTo === nothing) return removeSome;
  if (changed > 0) return (writable) => countRequests(writable, listChanged(db, atOnce.requests), by);
  if (requestsTo < lastRequest)
    return (writable) => {
      const ids = listRequestsAfter(db, requestsTo, atOnce.requests);
      countRequests(writable, ids, by);
      setCounted(writable, ids.at(-1) ?? lastRequest);
    };
  return hasUnstored(db) ? (writable) => storeSums(writable, atOnce.rows) : null;
};

/** Removes some of what was counted; when nothing is left, counting begins. */
const removeSome = (writable: WritableDB): void => {
  if (removeCounted(writable, atOnce.rows)) return;
  setCounted(writable, 0);
};

const countRequests = (writable: WritableDB, ids: readonly number[], { local, kinds }: CountBy): void => {
  addToSums(writable, ids, -1);
  deleteFacts(writable, ids);
  for (const request of readRequests(writable, ids))
    insertFacts(writable, request.id, factsOf(request, local), kinds);
  addToSums(writable, ids, 1);
};

const progressOf = (db: ReadableDB): Progress => {
  const { requestsTo, lastRequest, changed } = readCounted(db);
  const counted = requestsUpTo(db, Math.min(requestsTo, lastRequest));
  const left =
    requestsUpTo(db, lastRequest) - counted + changed + (hasUnstored(db) || requestsTo === nothing ? 1 : 0);
  return { counted, total: counted + left };
};

/**
 * Compares what is kept with what the rows say: the facts of all counted requests that have not changed since, and the sums of all facts.
 * @returns what differs; empty where everything is right.
 */
export const recount = (db: ReadableDB): readonly string[] => {
  makeUnstored(db);
  const { requestsTo, timeZone } = readCounted(db);
  if (requestsTo === nothing || timeZone === '') return [];
  const changed = new Set(listChanged(db, Number.MAX_SAFE_INTEGER));
  const ids = listRequestsAfter(db, 0, Number.MAX_SAFE_INTEGER).filter(
    (id) => id <= requestsTo && !changed.has(id),
  );
  const counts = new Map<string, number>();
  for (const request of readRequests(db, ids))
    for (const { what, libraryId, who, value, detail, day } of factsOf(request, localTimeIn(timeZone))) {
      const key = [request.id, what, libraryId, who, value, detail, day].join(' ');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  const facts = [...counts].map(([key, n]) => `${key} ${n}`);
  return [
    ...differing('a fact', listFacts(db), facts),
    ...differing('a sum', listSums(db, 'kept'), listSums(db, 'of facts')),
  ];
};

const differing = (name: string, kept: readonly string[], counted: readonly string[]): readonly string[] => [
  ...without(kept, counted).map((row) => `reports: ${name} is kept, but not there: ${row}`),
  ...without(counted, kept).map((row) => `reports: ${name} is there, but not kept: ${row}`),
];

const without = (rows: readonly string[], others: readonly string[]): readonly string[] => {
  const known = new Set(others);
  return rows.filter((row) => !known.has(row));
};
