import type { Instant } from '../../../shared/domain/ids.ts';
import type { WhySetAside } from '../../../shared/domain/why-set-aside.ts';
import { DatabaseGoneError } from '../db/database-gone.ts';
import { codeOf, isUniqueViolation, troubleOf } from '../db/errors.ts';
import { keepIf } from '../db/keep-if.ts';
import { inTransaction, withSynchronousNormal } from '../db/open.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import { requestsOfKeys } from '../desk/steps/frame/hub-keys.ts';
import {
  culpritOfRow,
  culpritOfUnknown,
  firstIdOf,
  insertSetAside,
  listReferences,
  type RowName,
} from '../desk/store/set-aside.queries.ts';
import { type Applied, applySteps, TooFarBehind } from './apply-steps.ts';
import { CannotWrite } from './cannot-write.ts';
import type { Replay } from './roll-back.ts';
import type { IncomingStep, PulledStep } from './wire.ts';
import { isShared, writeStep } from './write-step.ts';

// A step in the hub's order that cannot be written here is set aside whole, and everything after it goes on.

/** What came of steps that were applied, and how many were set aside. */
export type AppliedOrSetAside = Applied & { readonly aside: number };

/**
 * Applies steps in the hub's order. Those that cannot be written are set aside: each is applied whole or not at all.
 * @param now when that is noted.
 * @throws TooFarBehind; SqliteError and DatabaseGoneError where the disk or the file is the reason; what would keep any step from being written.
 */
export const applyOrSetAside = (
  db: ReadableDB,
  steps: readonly PulledStep[],
  replay: Replay,
  now: Instant,
): AppliedOrSetAside => {
  const applied: Applied[] = [];
  let aside = 0;
  writeAsMany(
    steps,
    (some) => {
      const write = (): Applied => applySteps(db, some, replay);
      // Only the last ones wait for the disk.
      applied.push(some.at(-1) === steps.at(-1) ? write() : withSynchronousNormal(db, write));
    },
    (step, why, error) => {
      if (!('changes' in step) || !canWrite(db)) throw error;
      inTransaction(db, (writable) => {
        applied.push(applySteps(db, [step], replay, 'without-rows'));
        noteSetAside(writable, step, why, now);
      });
      aside += 1;
    },
  );
  return {
    hasChanged: applied.some(({ hasChanged }) => hasChanged),
    slipsGone: applied.flatMap(({ slipsGone }) => slipsGone),
    aside,
  };
};

/**
 * Writes all at once, or, where one cannot be written, as many at once as can, in their order.
 * @param write writes all that it gets, or nothing. @param cannot called with each that cannot be written.
 * @throws what `write` throws that says nothing about what it writes.
 */
export const writeAsMany = <T>(
  all: readonly T[],
  write: (some: readonly T[]) => void,
  cannot: (one: T, why: WhySetAside, error: unknown) => void,
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
export const whyNotWritten = (error: unknown): WhySetAside | null => {
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

/** Whether an ordinary step can be written here: else it is not the step that is wrong, and every other one would fail as well. */
const canWrite = (db: ReadableDB): boolean => {
  try {
    inTransaction(db, (writable) =>
      keepIf(
        writable,
        () => writeStep(writable, ordinaryStep(writable)),
        () => false,
      ),
    );
    return true;
  } catch {
    return false;
  }
};

const ordinaryStep = (db: ReadableDB): IncomingStep => {
  const first = (table: 'operator' | 'desk' | 'library'): number => firstIdOf(db, table);
  return {
    seq: 0,
    opId: '' as IncomingStep['opId'],
    kind: 'add-note',
    operatorId: first('operator') as IncomingStep['operatorId'],
    deskId: first('desk') as IncomingStep['deskId'],
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
export const noteSetAside = (db: WritableDB, step: IncomingStep, why: WhySetAside, now: Instant): void => {
  const by = step.by ?? 0;
  const requests = requestsOfKeys(step.writes).map((id) => ({ table: 'request', id }));
  const rows = [...requests, ...step.changes.map(({ t, id }) => ({ table: t, id }))].filter(
    ({ table, id }) => isShared(table) && Number.isSafeInteger(id),
  );
  const culprit = [...rows, ...rowsNamedBy(db, step)]
    .map((row) => culpritOfRow(db, row))
    .find((found) => found !== undefined);
  const before = culprit ?? (isAfterAnother(why) ? culpritOfUnknown(db) : undefined);
  insertSetAside(
    db,
    {
      seq: step.seq,
      opId: step.opId,
      culprit: before ?? by,
      builds: before !== undefined && before !== by,
      why,
      madeAt: now,
    },
    rows,
  );
};

/** Whether a step that cannot be written for this reason may lack one before it. */
const isAfterAnother = (why: WhySetAside): boolean => why === 'not-as-before' || why === 'refers-to-nothing';

/** The rows to which those of a step refer, and its lines of the log. */
const rowsNamedBy = (
  db: ReadableDB,
  { changes, events, requestId, operatorId, deskId }: IncomingStep,
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
