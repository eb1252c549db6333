import type { Instant } from '../../../shared/domain/ids.ts';
import type { SetAsideReason } from '../../../shared/domain/set-aside-reasons.ts';
import { DatabaseGoneError } from '../db/database-gone.ts';
import { codeOf, isUniqueViolation, storageFaultOf } from '../db/errors.ts';
import { rollBackUnless } from '../db/roll-back-unless.ts';
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
import { type Applied, applySteps, TooFarBehindError } from './apply-steps.ts';
import { CannotWriteError } from './cannot-write.ts';
import type { Replay } from './roll-back.ts';
import type { IncomingStep, PulledStep } from './wire.ts';
import { isShared, writeStep } from './write-step.ts';

// A step in the hub's order that cannot be written here is set aside as a whole, and everything after it continues.

/** The result of applying steps, and how many were set aside. */
export type AppliedOrSetAside = Applied & { readonly aside: number };

/**
 * Applies steps in the hub's order. Those that cannot be written are set aside: each is applied completely or not at all.
 * @param now the time recorded for set-aside steps.
 * @throws TooFarBehindError; SqliteError and DatabaseGoneError if the disk or the file is the cause; any error that would prevent every step
 * from being written.
 */
export const applyOrSetAside = (
  db: ReadableDB,
  steps: readonly PulledStep[],
  replay: Replay,
  now: Instant,
): AppliedOrSetAside => {
  const applied: Applied[] = [];
  let aside = 0;
  writeInBatches(
    steps,
    (some) => {
      const write = (): Applied => applySteps(db, some, replay);
      // Only the last batch waits for the disk.
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
    removedSlips: applied.flatMap(({ removedSlips }) => removedSlips),
    aside,
  };
};

/**
 * Writes everything in one batch, or, if an entry cannot be written, in the largest batches that can, in order.
 * @param write writes everything it is given, or nothing. @param cannot called with each entry that cannot be written.
 * @throws errors of `write` that say nothing about the entries themselves.
 */
export const writeInBatches = <T>(
  all: readonly T[],
  write: (some: readonly T[]) => void,
  cannot: (one: T, why: SetAsideReason, error: unknown) => void,
): void => {
  try {
    write(all);
  } catch (error) {
    const why = whyNotWritten(error);
    const [one] = all;
    if (why === null || one === undefined) throw error;
    if (all.length === 1) return cannot(one, why, error);
    const middle = all.length >> 1;
    for (const half of [all.slice(0, middle), all.slice(middle)]) writeInBatches(half, write, cannot);
  }
};

/** Returns why a step cannot be written, judged by the error; null if the error says nothing about the step. */
export const whyNotWritten = (error: unknown): SetAsideReason | null => {
  if (error instanceof CannotWriteError) return error.why;
  if (
    error instanceof TooFarBehindError ||
    error instanceof DatabaseGoneError ||
    storageFaultOf(error) !== null
  )
    return null;
  if (isUniqueViolation(error)) return 'there-twice';
  const code = codeOf(error);
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return 'refers-to-nothing';
  if (code.startsWith('SQLITE_CONSTRAINT') || code === 'SQLITE_MISMATCH' || code === 'SQLITE_TOOBIG')
    return 'row-refused';
  return 'unreadable';
};

/** Whether an ordinary step can be written here: if not, the step is not at fault, and every other one would fail too. */
const canWrite = (db: ReadableDB): boolean => {
  try {
    inTransaction(db, (writable) =>
      rollBackUnless(
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

/** Records that a step is set aside, and which workstation is the cause: its own, or the one that wrote what it builds on. */
export const noteSetAside = (db: WritableDB, step: IncomingStep, why: SetAsideReason, now: Instant): void => {
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

/** Whether a step refused for this reason may depend on an earlier one that is missing. */
const isAfterAnother = (why: SetAsideReason): boolean =>
  why === 'not-as-before' || why === 'refers-to-nothing';

/** Returns the rows to which the rows and log lines of a step refer. */
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
