import type { OpId, PrintJobId } from '../../../shared/domain/ids.ts';
import { isUniqueViolation } from '../db/errors.ts';
import { deferForeignKeys, inTransaction, savepoint } from '../db/open.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import { patronKey, records } from '../desk/steps/frame/hub-keys.ts';
import { findCommand } from '../desk/store/command-log.queries.ts';
import { listStepsThatMade, listStepsThatTakeAway } from '../desk/store/hub-changes.queries.ts';
import { isKeptAt, keepStep } from '../desk/store/hub-kept.queries.ts';
import type { HubState } from '../desk/store/hub.queries.ts';
import type { PendingStep } from '../desk/store/pending-steps.queries.ts';
import {
  findPending,
  isPending,
  listPending,
  markToCheck,
  removePending,
} from '../desk/store/pending-steps.queries.ts';
import { lastLogLine, moveHubState, readHubState, withdrawSlips } from '../desk/store/hub.queries.ts';
import { outgoingStep } from './outgoing-step.ts';
import {
  readByAll,
  replayAll,
  rollBackSteps,
  stepsToRollBack,
  type Replay,
  type RolledBack,
} from './roll-back.ts';
import type { IncomingStep, PulledStep } from './wire.ts';
import { writeStep } from './write-step.ts';

/** Raised where the hub does not keep any more what this workstation did not pull in time. */
export class TooFarBehind extends Error {
  constructor() {
    super('too far behind');
  }
}

/** What came of steps that were applied. */
export type Applied = {
  /** Whether others changed something. */
  readonly hasChanged: boolean;
  /** Slips that are not kept any more, because their patron was forgotten. */
  readonly slipsGone: readonly PrintJobId[];
};

/** How steps are applied: at their place; at their place, but without what they do; or long after it, once they can be written. */
type HowApplied = 'at-place' | 'without-rows' | 'late';

/** Steps of the hub's order that are not here yet. */
type Arriving = {
  readonly steps: readonly IncomingStep[];
  /** The rows that they make, as `table id`. */
  readonly made: ReadonlySet<string>;
  readonly how: HowApplied;
  /** Gets the slips that are not kept any more. */
  readonly slipsGone: PrintJobId[];
};

/**
 * Applies steps in the hub's order, in one transaction: the steps of this workstation that wait and conflict with them are rolled back, the rows of the
 * others written, and what was rolled back replayed. Steps that conflict with nothing stay as they are.
 * @throws TooFarBehind; CannotWrite, SqliteError and whatever a row leads to that was not foreseen: nothing is changed then.
 */
export const applySteps = (
  db: ReadableDB,
  pulled: readonly PulledStep[],
  replay: Replay,
  how: HowApplied = 'at-place',
): Applied =>
  inTransaction(db, (writable) => {
    deferForeignKeys(writable);
    const state = readHubState(writable);
    const last = pulled.at(-1);
    if (state === null || last === undefined) return { hasChanged: false, slipsGone: [] };
    const steps = pulled.filter(
      (step): step is Extract<PulledStep, { changes: unknown }> =>
        'changes' in step && !isHere(writable, step, how === 'late' ? null : state),
    );
    if (steps.some(({ gone }) => gone)) throw new TooFarBehind();
    if (how !== 'without-rows') for (const step of pulled) keepPulled(writable, step);
    const slipsGone: PrintJobId[] = [];
    const made = new Set(
      steps.flatMap(({ changes }) => changes.flatMap(({ t, id, b }) => (b === null ? [`${t} ${id}`] : []))),
    );
    const rolledBack = writeArriving(writable, { steps, made, how, slipsGone });
    for (const step of pulled)
      if (step.own && (!('by' in step) || step.by === state.workstation))
        confirm(writable, step.opId, step.n);
    const place = how === 'late' ? {} : { cursor: last.seq, cursorOp: last.opId };
    moveHubState(writable, { ...place, logTo: lastLogLine(writable) });
    replayAll(writable, replay, rolledBack, made);
    return { hasChanged: steps.length > 0, slipsGone };
  });

/** Keeps a step with its place, in case the hub loses it. Of an own one the hub sends no more than the place. */
const keepPulled = (db: WritableDB, step: PulledStep): void => {
  const { seq, opId } = step;
  if ('changes' in step) return keepStep(db, { seq, opId, body: JSON.stringify(step) });
  const waiting = findPending(db, opId);
  if (waiting) keepStep(db, { seq, opId, body: JSON.stringify(outgoingStep(db, waiting)) });
};

/**
 * What this workstation has already: it is in its log, because it came with the snapshot, or was placed under the number that this file has or had. A
 * step that waits here and has its place all the same, because the answer was lost, is applied like those of others: where this file was copied
 * or restored, the hub may have it with other rows.
 * @param state null for a step that was set aside, of this workstation or another one.
 */
const isHere = (db: ReadableDB, { seq, opId, kind, by, n }: IncomingStep, state: HubState | null): boolean =>
  !isPending(db, opId) &&
  ((kind !== null && findCommand(db, opId) !== undefined) ||
    (state !== null &&
      (isKeptAt(db, seq, opId) ||
        (by === state.workstation && typeof n === 'number' && n <= state.confirmedN))));

/** Notes that the hub has a step of this workstation. */
export const confirm = (db: WritableDB, opId: OpId, n: number | null): void => {
  removePending(db, opId);
  const confirmedN = readHubState(db)?.confirmedN ?? 0;
  if (n !== null && n > confirmedN) moveHubState(db, { confirmedN: n });
};

/** Writes steps of the hub's order. Returns the steps that wait here and were rolled back for it, without those that have their place now. */
const writeArriving = (db: WritableDB, arriving: Arriving): readonly RolledBack[] => {
  const { steps, how, slipsGone } = arriving;
  if (steps.length === 0) return [];
  const waiting = listPending(db);
  const placed = new Set(steps.map(({ opId }) => opId));
  const conflicting = markConflicting(db, waiting, arriving);
  const first = rollBackSteps(db, conflicting);
  for (const { step } of first) if (placed.has(step.opId)) removePending(db, step.opId);
  // Another copy of this file had to push it as refused: its slips go, as they went there.
  for (const { opId, outcome } of steps) if (outcome === 'refused') withdrawSlips(db, opId);
  const unplaced = (all: readonly RolledBack[]): readonly RolledBack[] =>
    all.filter(({ step }) => !placed.has(step.opId));
  if (how === 'without-rows') {
    // An own one that is not written again: its slips go with it.
    for (const { step } of first) if (placed.has(step.opId)) withdrawSlips(db, step.opId);
    return unplaced(first);
  }
  const write = (): void => steps.forEach((step) => slipsGone.push(...writeStep(db, step, how === 'late')));
  if (savepoint(db, write, isUniqueViolation)) return unplaced(first);
  // Two that made the same at once: nobody knows which of those that wait it was, so that all of them are replayed.
  const rest = rollBackSteps(
    db,
    waiting.filter((step) => !conflicting.includes(step)),
  );
  slipsGone.length = 0;
  write();
  return unplaced([...first, ...rest].sort((one, other) => one.step.n - other.step.n));
};

/** Marks the waiting steps that are to be replayed later. Returns those that must be rolled back now. */
const markConflicting = (
  db: WritableDB,
  waiting: readonly PendingStep[],
  { steps, made }: Arriving,
): readonly PendingStep[] => {
  if (waiting.length === 0) return [];
  // Another copy of this file has used an id that a step here used too: who rolls that back later, after the row was deleted here, would find the
  // other one in its place.
  const twice = listStepsThatMade(db, [...made]);
  // Rows of others may refer to what one of these takes away.
  const takeAway = listStepsThatTakeAway(db);
  const { conflicting, toRecheck } = stepsToRollBack(db, waiting, {
    touched: new Set(steps.flatMap(({ writes }) => writes)),
    also: new Set([...steps.map(({ opId }) => opId), ...twice, ...takeAway]),
    // A record that goes must not be referred to any more when it does.
    later: steps.some(takesRecordAway) ? new Set() : readByAll,
    nowRead: new Set(steps.flatMap(patronsGiven)),
  });
  markToCheck(db, toRecheck);
  return conflicting;
};

/** The patrons to whom a step gave requests, as keys: whoever is replayed on such a request reads its patron as it was before the later own steps. */
const patronsGiven = ({ changes }: IncomingStep): readonly string[] =>
  changes.flatMap(({ t, a }) =>
    t === 'request' && typeof a?.['patron_id'] === 'number' ? [patronKey(a['patron_id'])] : [],
  );

const takesRecordAway = ({ writes, changes }: IncomingStep): boolean =>
  writes.includes(records) && changes.some(({ a }) => a === null);
