import type { Instant } from '../../../shared/domain/ids.ts';
import type { WhyAside } from '../../../shared/domain/why-aside.ts';
import { codeOf, isUniqueViolation, troubleOf } from '../db/errors.ts';
import { DatabaseGoneError } from '../db/database-gone.ts';
import { inTransaction, withSynchronousNormal } from '../db/open.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import {
  culpritOfRow,
  culpritOfUnknown,
  firstIdOf,
  insertAside,
  listReferences,
  type RowName,
} from '../desk/store/hub-aside.queries.ts';
import { requestsOfKeys } from '../desk/kernel/hub-keys.ts';
import { CannotWrite } from './cannot-write.ts';
import type { ForeignOp, Pulled } from './op.ts';
import { isShared, takeIn, TooFarBehind, writeStep, type Rebase, type TakenIn } from './take-in.ts';

// A step in the hub's order that cannot be written here is set aside whole, and everything after it goes on.

type Arrived = Extract<Pulled['ops'][number], { changes: unknown }>;

/** What came of steps that were taken in, and how many were set aside. */
export type TakenOrAside = TakenIn & { readonly aside: number };

/**
 * Takes in steps in the hub's order. Those that cannot be written are set aside: each is taken in whole or not at all.
 * @param now when that is noted.
 * @throws TooFarBehind; SqliteError and DatabaseGoneError where the disk or the file is the reason; what would keep any step from being written.
 */
export const takeInOrSetAside = (
  db: ReadableDB,
  ops: readonly Pulled['ops'][number][],
  rebase: Rebase,
  now: Instant,
): TakenOrAside => {
  const taken: TakenIn[] = [];
  let aside = 0;
  writeAsMany(
    ops,
    (some) => {
      const write = (): TakenIn => takeIn(db, some, rebase);
      // Only the last ones wait for the disk.
      taken.push(some.at(-1) === ops.at(-1) ? write() : withSynchronousNormal(db, write));
    },
    (op, why, error) => {
      if (!('changes' in op) || !canWrite(db)) throw error;
      inTransaction(db, (writable) => {
        taken.push(takeIn(db, [op], rebase, 'without-rows'));
        noteAside(writable, op, why, now);
      });
      aside += 1;
    },
  );
  return {
    hasChanged: taken.some(({ hasChanged }) => hasChanged),
    slipsGone: taken.flatMap(({ slipsGone }) => slipsGone),
    aside,
  };
};

/**
 * Writes all at once, or, where one cannot be written, as many at once as can, in their order.
 * @param write writes all that it is given, or nothing. @param cannot told of each that cannot be written.
 * @throws what `write` throws that says nothing about what it writes.
 */
export const writeAsMany = <T>(
  all: readonly T[],
  write: (some: readonly T[]) => void,
  cannot: (one: T, why: WhyAside, error: unknown) => void,
): void => {
  try {
    write(all);
  } catch (error) {
    const why = whyNotWritten(error);
    const [one] = all;
    if (why === null || one === undefined) throw error;
    if (all.length === 1) return cannot(one, why, error);
    const middle = all.length >> 1;
    for (const half of [all.slice(0, middle), all.slice(middle)]) writeAsMany(half, write, cannot);
  }
};

/** Why a step cannot be written, by what was thrown; null where that says nothing about the step. */
export const whyNotWritten = (error: unknown): WhyAside | null => {
  if (error instanceof CannotWrite) return error.why;
  if (error instanceof TooFarBehind || error instanceof DatabaseGoneError || troubleOf(error) !== null)
    return null;
  if (isUniqueViolation(error)) return 'there-twice';
  const code = codeOf(error);
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return 'refers-to-nothing';
  if (code.startsWith('SQLITE_CONSTRAINT') || code === 'SQLITE_MISMATCH' || code === 'SQLITE_TOOBIG')
    return 'row-refused';
  return 'unreadable';
};

/** Thrown to take back what was only tried; never leaves this file. */
class OnlyTried extends Error {}

/** Whether an ordinary step can be written here: else it is not the step that is wrong, and every other one would fail as well. */
const canWrite = (db: ReadableDB): boolean => {
  try {
    inTransaction(db, (writable) => {
      writeStep(writable, ordinaryStep(writable));
      throw new OnlyTried();
    });
  } catch (error) {
    return error instanceof OnlyTried;
  }
  return false;
};

const ordinaryStep = (db: ReadableDB): ForeignOp => {
  const first = (table: 'operator' | 'desk' | 'library'): number => firstIdOf(db, table);
  return {
    seq: 0,
    opId: '' as ForeignOp['opId'],
    kind: 'add-note',
    operatorId: first('operator') as ForeignOp['operatorId'],
    deskId: first('desk') as ForeignOp['deskId'],
    at: '' as Instant,
    requestId: null,
    outcome: 'accepted',
    timeZone: 'UTC',
    input: '{}',
    answer: 'null',
    writes: [],
    events: [],
    amends: [],
    changes: [{ t: 'library', id: first('library'), b: {}, a: {} }],
  };
};

/** Notes that a step is set aside, and because of whom: its own workstation, or the one that wrote what it builds on. */
export const noteAside = (db: WritableDB, op: Arrived, why: WhyAside, now: Instant): void => {
  const requests = requestsOfKeys(op.writes).map((id) => ({ table: 'request', id }));
  const rows = [...requests, ...op.changes.map(({ t, id }) => ({ table: t, id }))].filter(
    ({ table, id }) => isShared(table) && Number.isSafeInteger(id),
  );
  const culprit = [...rows, ...rowsNamedBy(db, op)]
    .map((row) => culpritOfRow(db, row))
    .find((found) => found !== undefined);
  const before = culprit ?? (isAfterAnother(why) ? culpritOfUnknown(db) : undefined);
  insertAside(
    db,
    {
      seq: op.seq,
      opId: op.opId,
      culprit: before ?? op.by,
      builds: before !== undefined && before !== op.by,
      why,
      madeAt: now,
    },
    rows,
  );
};

/** Whether a step that cannot be written for this reason may lack one before it. */
const isAfterAnother = (why: WhyAside): boolean => why === 'not-as-before' || why === 'refers-to-nothing';

/** The rows to which those of a step refer, and its lines of the log. */
const rowsNamedBy = (
  db: ReadableDB,
  { changes, events, requestId, operatorId, deskId }: Arrived,
): readonly RowName[] => {
  const requests = [requestId, ...events.map((event) => event.requestId)];
  const named: readonly (readonly [string, unknown])[] = [
    ['operator', operatorId],
    ['desk', deskId],
    ...requests.map((id) => ['request', id] as const),
    ...changes.flatMap(({ t, a }) =>
      isShared(t) ? listReferences(db, t).map(({ from, table }) => [table, a?.[from]] as const) : [],
    ),
  ];
  return named.flatMap(([table, id]) => (typeof id === 'number' ? [{ table, id }] : []));
};
