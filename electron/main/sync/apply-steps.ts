import type { OpId, PrintJobId } from '../../../shared/domain/ids.ts';
import { isUniqueViolation } from '../db/errors.ts';
import { deferForeignKeys, inTransaction, savepoint } from '../db/open.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import { patronKey, records } from '../desk/steps/frame/hub-keys.ts';
import { findCommand } from '../desk/store/command-log.queries.ts';
import { listStepsThatInserted, listStepsThatDelete } from '../desk/store/hub-changes.queries.ts';
import { isKeptAt, keepStep } from '../desk/store/hub-kept.queries.ts';
import type { HubState } from '../desk/store/hub.queries.ts';
import type { PendingStep } from '../desk/store/pending-steps.queries.ts';
import {
  findPending,
  isPending,
  listPending,
  markForRecheck,
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

/** Thrown if the hub no longer keeps steps that this workstation did not pull in time. */
export class TooFarBehindError extends Error {
  constructor() {
    super('too far behind');
  }
}

/** The result of applying steps. */
export type Applied = {
  /** Whether steps of other workstations changed anything. */
  readonly hasChanged: boolean;
  /** Slips that are no longer kept because their patron was forgotten. */
  readonly removedSlips: readonly PrintJobId[];
};

/** How steps are applied: at their position; at their position but without their changes; or long afterwards, once they can be written. */
type ApplyMode = 'at-place' | 'without-rows' | 'late';

/** Steps of the hub's order that have not been applied here. */
type Arriving = {
  readonly steps: readonly IncomingStep[];
  /** The rows they insert, as `table id`. */
  readonly made: ReadonlySet<string>;
  readonly how: ApplyMode;
  /** Collects the slips that are no longer kept. */
  readonly removedSlips: PrintJobId[];
};

/**
 * Applies steps in the hub's order, in one transaction: rolls back this workstation's pending steps that conflict with them, writes the
 * rows of the others and replays what was rolled back. Steps without conflicts stay as they are.
 * @throws TooFarBehindError; CannotWriteError, SqliteError and any unforeseen error a row may cause: then nothing is changed.
 */
export const applySteps = (
  db: ReadableDB,
  pulled: readonly PulledStep[],
  replay: Replay,
  how: ApplyMode = 'at-place',
): Applied =>
  inTransaction(db, (writable) => {
    deferForeignKeys(writable);
    const state = readHubState(writable);
    const last = pulled.at(-1);
    if (state === null || last === undefined) return { hasChanged: false, removedSlips: [] };
    const steps = pulled.filter(
      (step): step is Extract<PulledStep, { changes: unknown }> =>
        'changes' in step && !isHere(writable, step, how === 'late' ? null : state),
    );
    if (steps.some(({ gone }) => gone)) throw new TooFarBehindError();
    if (how !== 'without-rows') for (const step of pulled) storePulled(writable, step);
    // Of a step that the hub knows to be here it sends only the position: later steps must not roll it back as a pending one.
    for (const step of pulled) if (step.own && !('by' in step)) confirm(writable, step.opId, step.n);
    const removedSlips: PrintJobId[] = [];
    const made = new Set(
      steps.flatMap(({ changes }) => changes.flatMap(({ t, id, b }) => (b === null ? [`${t} ${id}`] : []))),
    );
    const rolledBack = writeArriving(writable, { steps, made, how, removedSlips });
    for (const step of pulled)
      if (step.own && 'by' in step && step.by === state.workstation) confirm(writable, step.opId, step.n);
    const place = how === 'late' ? {} : { cursor: last.seq, cursorOp: last.opId };
    moveHubState(writable, { ...place, logTo: lastLogLine(writable) });
    replayAll(writable, replay, rolledBack, made);
    return { hasChanged: steps.length > 0, removedSlips };
  });

/** Keeps a step with its position in case the hub loses it. For this workstation's own steps the hub may send only the position. */
const storePulled = (db: WritableDB, step: PulledStep): void => {
  const { seq, opId } = step;
  if ('changes' in step) return keepStep(db, { seq, opId, body: JSON.stringify(step) });
  const waiting = findPending(db, opId);
  if (waiting) keepStep(db, { seq, opId, body: JSON.stringify(outgoingStep(db, waiting)) });
};

/**
 * Whether this workstation already has the step: it is in its log, because it came with the snapshot, or it was placed under a number that
 * this file has or had. A step that is still pending here although it has its position, because the answer was lost, is applied like the
 * steps of others: if this file was copied or restored, the hub may have it with different rows.
 * @param state null for a step that had been set aside, of this workstation or another one.
 */
const isHere = (db: ReadableDB, { seq, opId, kind, by, n }: IncomingStep, state: HubState | null): boolean =>
  !isPending(db, opId) &&
  ((kind !== null && findCommand(db, opId) !== undefined) ||
    (state !== null &&
      (isKeptAt(db, seq, opId) ||
        (by === state.workstation && typeof n === 'number' && n <= state.confirmedN))));

/** Records that the hub has a step of this workstation. */
export const confirm = (db: WritableDB, opId: OpId, n: number | null): void => {
  removePending(db, opId);
  const confirmedN = readHubState(db)?.confirmedN ?? 0;
  if (n !== null && n > confirmedN) moveHubState(db, { confirmedN: n });
};

/** Writes steps of the hub's order. Returns the pending steps that were rolled back for it, except those that now have their position. */
const writeArriving = (db: WritableDB, arriving: Arriving): readonly RolledBack[] => {
  const { steps, how, removedSlips } = arriving;
  if (steps.length === 0) return [];
  const waiting = listPending(db);
  const placed = new Set(steps.map(({ opId }) => opId));
  const conflicting = markConflicts(db, waiting, arriving);
  const first = rollBackSteps(db, conflicting);
  for (const { step } of first) if (placed.has(step.opId)) removePending(db, step.opId);
  // Another copy of this file had to push it as refused: its slips are withdrawn here too.
  for (const { opId, outcome } of steps) if (outcome === 'refused') withdrawSlips(db, opId);
  const unplaced = (all: readonly RolledBack[]): readonly RolledBack[] =>
    all.filter(({ step }) => !placed.has(step.opId));
  if (how === 'without-rows') {
    // This workstation's own step is not written again: its slips are withdrawn with it.
    for (const { step } of first) if (placed.has(step.opId)) withdrawSlips(db, step.opId);
    return unplaced(first);
  }
  const write = (): void =>
    steps.forEach((step) => removedSlips.push(...writeStep(db, step, how === 'late')));
  if (savepoint(db, write, isUniqueViolation)) return unplaced(first);
  // Two steps inserted the same value, and it is unknown which pending step is one of the two, so all pending steps are replayed.
  const rest = rollBackSteps(
    db,
    waiting.filter((step) => !conflicting.includes(step)),
  );
  removedSlips.length = 0;
  write();
  return unplaced([...first, ...rest].sort((one, other) => one.step.n - other.step.n));
};

/** Marks the pending steps that can be replayed later. Returns those that must be rolled back now. */
const markConflicts = (
  db: WritableDB,
  waiting: readonly PendingStep[],
  { steps, made }: Arriving,
): readonly PendingStep[] => {
  if (waiting.length === 0) return [];
  // Another copy of this file used an id that a step here used too: if that step were rolled back later, after the row was deleted here, it
  // would hit the other copy's row instead.
  const twice = listStepsThatInserted(db, [...made]);
  // Rows of others may refer to something that one of these steps deletes.
  const takeAway = listStepsThatDelete(db);
  const { conflicting, toRecheck } = stepsToRollBack(db, waiting, {
    touched: new Set(steps.flatMap(({ writes }) => writes)),
    also: new Set([...steps.map(({ opId }) => opId), ...twice, ...takeAway]),
    // A record must have no references left when it is deleted.
    later: steps.some(deletesRecord) ? new Set() : readByAll,
    nowRead: new Set(steps.flatMap(patronsGiven)),
  });
  markForRecheck(db, toRecheck);
  return conflicting;
};

/**
 * Keys of the patrons to whom a step assigned requests: a step replayed on such a request reads its patron as it was before later local
 * steps.
 */
const patronsGiven = ({ changes }: IncomingStep): readonly string[] =>
  changes.flatMap(({ t, a }) =>
    t === 'request' && typeof a?.['patron_id'] === 'number' ? [patronKey(a['patron_id'])] : [],
  );

const deletesRecord = ({ writes, changes }: IncomingStep): boolean =>
  writes.includes(records) && changes.some(({ a }) => a === null);
