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
  listRequestsAfter,
  createUnstoredTable,
  readCounted,
  removeCounted,
  requestsUpTo,
  setCounted,
  setHasUnstored,
  setZone,
  storeSums,
} from './stored-sums.queries.ts';
import type { KindIds } from './stored-sums.queries.ts';
import { type LocalTime, localTimeIn } from './local-time.ts';
import { readRequests } from './rows-to-count.queries.ts';

/** The progress of the counting. */
type Progress = { readonly counted: number; readonly total: number };

/** The length of one turn of counting in milliseconds: a scan in the meantime hardly waits. */
const turnMs = 25;
/** The amount of work between two checks of the clock: a few milliseconds each. */
const atOnce = { requests: 50, rows: 1_000 } as const;
/** The last counted request while everything must be removed and counted again. */
const nothing = -1;

/**
 * Counts new and changed requests for one turn; all requests if the time zone of the library or the library of a desk has changed. Sums are
 * added up in a temporary table and stored in key order when all requests are counted: requests are in no order of time, and each would
 * write different pages of the file. If the program exits before that, everything is counted again.
 * @throws SqliteError if the database cannot be written.
 */
export const countOn = ({ db, timeZone }: Pick<DeskContext, 'db' | 'timeZone'>, turn = turnMs): Progress => {
  const zone = timeZone();
  const by: CountBy = { local: localTimeIn(zone), kinds: new Map() };
  createUnstoredTable(db);
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

/** The context of a turn: the library's local time, and the known kinds. */
type CountBy = { readonly local: LocalTime; readonly kinds: KindIds };

/** Whether the counts so far can be used: they are in this time zone, and none were lost when a program exited. */
const isValid = (db: ReadableDB, zone: string): boolean => {
  const counted = readCounted(db);
  return counted.timeZone === zone && (counted.hasUnstored === 0 || hasUnstored(db));
};

/** The next piece of work; null if everything is counted and stored. */
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

/** Removes some counts; when none are left, counting begins. */
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
