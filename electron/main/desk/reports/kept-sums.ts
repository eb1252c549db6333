import { inTransaction } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { DeskContext } from '../kernel/context.ts';
import type { SumTable } from './kept-sums.queries.ts';
import { beginSums, countTo, listSums, readCounted, sumTables } from './kept-sums.queries.ts';
import { zoneShifts } from './zone-shifts.ts';

/** How far the counting is, of how much. */
export type Progress = { readonly counted: number; readonly total: number };

/** A turn of counting takes so long: a scan that comes meanwhile hardly waits. */
const turnMs = 40;
/** So many requests, or steps, are counted between two looks at the clock. */
const atOnce = 250;

/**
 * Counts on what came since the last time, for one turn; all anew where the library has moved to another time zone. What is counted
 * stays so: from then on the triggers of the schema keep it.
 * @throws SqliteError where nothing can be written.
 */
export const countOn = ({ db, timeZone }: DeskContext, turn = turnMs): Progress => {
  const zone = timeZone();
  const isOfZone = readCounted(db).timeZone === zone;
  if (isOfZone && isComplete(readCounted(db))) return progressOf(db);
  inTransaction(db, (writable) => {
    if (!isOfZone) beginSums(writable, zone, zoneShifts(zone));
    const endsAt = performance.now() + turn;
    do {
      const { requestsTo, stepsTo, lastRequest, lastStep } = readCounted(db);
      countTo(
        writable,
        Math.max(requestsTo, Math.min(lastRequest, requestsTo + atOnce)),
        Math.max(stepsTo, Math.min(lastStep, stepsTo + atOnce)),
      );
    } while (!isComplete(readCounted(db)) && performance.now() < endsAt);
  });
  return progressOf(db);
};

const isComplete = ({
  requestsTo,
  stepsTo,
  lastRequest,
  lastStep,
}: ReturnType<typeof readCounted>): boolean => requestsTo >= lastRequest && stepsTo >= lastStep;

const progressOf = (db: ReadableDB): Progress => {
  const { requestsTo, stepsTo, lastRequest, lastStep } = readCounted(db);
  return {
    counted: Math.min(requestsTo, lastRequest) + Math.min(stepsTo, lastStep),
    total: lastRequest + lastStep,
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
  const { requestsTo, stepsTo } = readCounted(db);
  try {
    inTransaction(db, (writable) => {
      const kept = new Map(sumTables.map((table) => [table, listSums(db, table)]));
      countTo(writable, 0, 0);
      countTo(writable, requestsTo, stepsTo);
      throw new Compared(
        sumTables.flatMap((table) => differing(table, kept.get(table) ?? [], listSums(db, table))),
      );
    });
  } catch (error) {
    if (error instanceof Compared) return error.differences;
    throw error;
  }
  return [];
};

const differing = (
  table: SumTable,
  kept: readonly string[],
  counted: readonly string[],
): readonly string[] => [
  ...without(kept, counted).map((row) => `${table}: kept, but not there: ${row}`),
  ...without(counted, kept).map((row) => `${table}: there, but not kept: ${row}`),
];

const without = (rows: readonly string[], others: readonly string[]): readonly string[] => {
  const known = new Set(others);
  return rows.filter((row) => !known.has(row));
};
