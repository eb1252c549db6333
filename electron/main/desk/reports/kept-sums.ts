import { inTransaction } from '../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import type { DeskContext } from '../kernel/context.ts';
import type { SumName } from './kept-sums.queries.ts';
import {
  forgetGathered,
  gather,
  hasGathered,
  listSums,
  makeRoom,
  numberAfter,
  readCounted,
  removeSums,
  rowsUpTo,
  setCounted,
  setInMemory,
  setZone,
  storeGathered,
  sumNames,
} from './kept-sums.queries.ts';
import { zoneShifts } from './zone-shifts.ts';

/** How far the counting is, of how much. */
export type Progress = { readonly counted: number; readonly total: number };

/** A turn of counting takes so long: a scan that comes meanwhile hardly waits. */
const turnMs = 25;
/** So much is done between two looks at the clock: a few milliseconds each. */
const atOnce = { requests: 150, steps: 500, rows: 500 } as const;
/** What storing one kind of sums is of the whole, in the eyes of those who wait. */
const shareOfStoring = 0.02;

/**
 * Counts on what came since the last time, for one turn; all anew where the library has moved to another time zone. What is counted
 * stays so: from then on the triggers of the schema keep it.
 *
 * Sums are added up in memory first and stored when all is counted, day after day: rows of a library come in any order, and each of
 * them would touch other pages of the file. A program that ends meanwhile counts anew.
 * @throws SqliteError where nothing can be written.
 */
export const countOn = ({ db, timeZone }: Pick<DeskContext, 'db' | 'timeZone'>, turn = turnMs): Progress => {
  const zone = timeZone();
  roomFor(db);
  if (holds(db, zone) && nextPart(db) === null) return progressOf(db);
  inTransaction(db, (writable) => {
    const endsAt = performance.now() + turn;
    if (!holds(db, zone)) {
      setZone(writable, zone, zoneShifts(zone));
      setCounted(writable, none, none);
    }
    for (let part = nextPart(db); part !== null; part = nextPart(db)) {
      part(writable);
      if (performance.now() >= endsAt) break;
    }
    setInMemory(writable, namesInMemory(db).length > 0);
  });
  return progressOf(db);
};

/** Connections that have room in memory for sums. */
const withRoom = new WeakSet<ReadableDB>();
const roomFor = (db: ReadableDB): void => {
  if (withRoom.has(db)) return;
  makeRoom(db);
  withRoom.add(db);
};

/** Up to which request and step the sums count while those that are there hold no more. */
const none = -1;

const namesInMemory = (db: ReadableDB): readonly SumName[] =>
  sumNames.filter((name) => hasGathered(db, name));

/** Whether what is counted so far holds: for this time zone, and nothing of it went with a program that ended. */
const holds = (db: ReadableDB, zone: string): boolean => {
  const { timeZone, inMemory } = readCounted(db);
  return timeZone === zone && (inMemory === 0 || namesInMemory(db).length > 0);
};

/** What is to be done next; null when all is counted and stored. */
const nextPart = (db: ReadableDB): ((writable: WritableDB) => void) | null => {
  const { requestsTo, stepsTo, lastRequest, lastStep } = readCounted(db);
  if (requestsTo === none) return startAnew;
  if (requestsTo < lastRequest || stepsTo < lastStep)
    return (writable) =>
      gather(
        writable,
        numberAfter(db, 'request', requestsTo, atOnce.requests),
        numberAfter(db, 'command_log', stepsTo, atOnce.steps),
      );
  const [name] = namesInMemory(db);
  return name ? (writable) => storeGathered(writable, name, atOnce.rows) : null;
};

/** Removes some of what holds no more; when nothing is left, counting begins. */
const startAnew = (writable: WritableDB): void => {
  forgetGathered(writable);
  if (!sumNames.some((name) => removeSums(writable, name, atOnce.rows))) setCounted(writable, 0, 0);
};

const progressOf = (db: ReadableDB): Progress => {
  const { requestsTo, stepsTo, lastRequest, lastStep } = readCounted(db);
  const rows = (request: number, step: number): number =>
    rowsUpTo(db, 'request', request) + rowsUpTo(db, 'command_log', step);
  const seen = rows(Math.min(requestsTo, lastRequest), Math.min(stepsTo, lastStep));
  return {
    counted: Math.floor(seen * (1 - shareOfStoring * namesInMemory(db).length)),
    total: rows(lastRequest, lastStep),
  };
};

/** Thrown to leave everything as it was; never leaves this file. */
class Compared extends Error {
  readonly differences: readonly string[];
  constructor(differences: readonly string[]) {
    super('compared');
    this.differences = differences;
  }
}

/**
 * Counts all anew from the rows, as far as the kept sums count, and compares; everything stays as it was.
 * @returns the sums that differ, as they are kept and as they are; none where all is well.
 */
export const recount = (db: ReadableDB): readonly string[] => {
  roomFor(db);
  const { requestsTo, stepsTo } = readCounted(db);
  if (requestsTo === none) return [];
  try {
    inTransaction(db, (writable) => {
      storeAll(writable);
      const kept = new Map(sumNames.map((name) => [name, listSums(db, name)]));
      setCounted(writable, none, none);
      while (readCounted(db).requestsTo === none) startAnew(writable);
      gather(writable, requestsTo, stepsTo);
      storeAll(writable);
      throw new Compared(
        sumNames.flatMap((name) => differing(name, kept.get(name) ?? [], listSums(db, name))),
      );
    });
  } catch (error) {
    if (error instanceof Compared) return error.differences;
    throw error;
  }
  return [];
};

const storeAll = (writable: WritableDB): void => {
  for (const name of sumNames) storeGathered(writable, name, Number.MAX_SAFE_INTEGER);
};

const differing = (name: SumName, kept: readonly string[], counted: readonly string[]): readonly string[] => [
  ...without(kept, counted).map((row) => `report_${name}: kept, but not there: ${row}`),
  ...without(counted, kept).map((row) => `report_${name}: there, but not kept: ${row}`),
];

const without = (rows: readonly string[], others: readonly string[]): readonly string[] => {
  const known = new Set(others);
  return rows.filter((row) => !known.has(row));
};
