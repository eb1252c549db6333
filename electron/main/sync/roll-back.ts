import type { OpId } from '../../../shared/domain/ids.ts';
import { withoutHubCapture } from '../db/hub-capture.ts';
import { deferForeignKeys, inTransaction } from '../db/open.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import { anyRequest, holdsKey, records } from '../desk/steps/frame/hub-keys.ts';
import type { LoggedCommand } from '../desk/store/command-log.queries.ts';
import { findCommand } from '../desk/store/command-log.queries.ts';
import {
  listHubChanges,
  listStepsOnMade,
  listStepsThatAmend,
  putImage,
  type HubChange,
} from '../desk/store/hub-changes.queries.ts';
import type { PendingStep } from '../desk/store/pending-steps.queries.ts';
import type { SharedEvent } from '../desk/store/hub.queries.ts';
import { forgetHubChanges, listPending, markToCheck } from '../desk/store/pending-steps.queries.ts';
import { listEventsOf, removeFromLog } from '../desk/store/hub.queries.ts';

// Steps of this workstation that the hub has not placed yet are rolled back where they conflict with what others did, and replayed on top of it.

/** A step of this workstation that was rolled back, with all that is needed to replay it. */
export type RolledBack = {
  readonly step: PendingStep;
  /** Its line of the log; undefined for what the program wrote by itself. */
  readonly logged: LoggedCommand | undefined;
  readonly changes: readonly HubChange[];
  /** Its lines of history. */
  readonly events: readonly SharedEvent[];
  /** Whether it was undone here before the others heard of it. */
  readonly isUndone: boolean;
  /** The steps rolled back with it that were refused so far. */
  readonly refused: Refused[];
};

/** A refused step with what it had changed. */
export type Refused = Pick<RolledBack, 'changes'> & {
  readonly opId: OpId;
  /** The step whose task names it; null where nobody needs to hear of it. */
  readonly taskOf: OpId | null;
};

/** What the steps that are replayed at once know of ids. */
export type Ids = {
  /** Ids of replayed steps' rows that belong to somebody else's row now: the row got another one. */
  readonly renumbered: Set<number>;
  /** Rows that have just come from others, as `table id`, whether they are still there or not: their ids are not given again. */
  readonly taken: ReadonlySet<string>;
};

/** Replays a step that was rolled back on the rows as they are now: it is written anew, or it is refused and becomes a task. */
export type Replay = (db: WritableDB, step: RolledBack, ids: Ids) => void;

/** Replays steps in their order. @param taken as in `Ids`. */
export const replayAll = (
  db: WritableDB,
  replay: Replay,
  steps: readonly RolledBack[],
  taken: Ids['taken'] = new Set(),
): void => {
  const ids: Ids = { renumbered: new Set(), taken };
  for (const step of steps) replay(db, step, ids);
};

/** What steps that are rolled back at once share. */
type RollbackBatch = Pick<RolledBack, 'refused'> & { readonly undone: ReadonlySet<OpId | undefined> };

/** @param steps all that are rolled back at once, still in the log. */
export const rollbackBatch = (
  db: ReadableDB,
  steps: readonly Pick<PendingStep, 'opId' | 'kind'>[],
): RollbackBatch => ({
  refused: [],
  undone: new Set(steps.flatMap(({ opId, kind }) => (kind === 'undo' ? [undoneBy(db, opId)] : []))),
});

/** What is needed to replay a step, as long as it is in the log. */
export const readForReplay = (
  db: ReadableDB,
  step: PendingStep,
  { refused, undone }: RollbackBatch,
): RolledBack => ({
  step,
  refused,
  isUndone: undone.has(step.opId),
  logged: findCommand(db, step.opId),
  changes: listHubChanges(db, step.opId),
  events: listEventsOf(db, step.opId),
});

/** Rolls back what steps wrote, the last first. Returns them in their order. */
export const rollBackSteps = (db: WritableDB, steps: readonly PendingStep[]): readonly RolledBack[] => {
  const batch = rollbackBatch(db, steps);
  return [...steps]
    .reverse()
    .map((step) => {
      const rolledBack = readForReplay(db, step, batch);
      withoutHubCapture(db, () => {
        for (const change of [...rolledBack.changes].reverse())
          putImage(db, change, change.after, change.before);
        removeFromLog(db, step.opId);
      });
      forgetHubChanges(db, step.opId);
      return rolledBack;
    })
    .reverse();
};

/** Writes rows of others under all that waits here: rolls that back, writes, and replays it. @returns what `write` returns. */
export const writeUnderPending = <T>(db: WritableDB, replay: Replay, write: () => T): T => {
  deferForeignKeys(db);
  const rolledBack = rollBackSteps(db, listPending(db));
  const result = withoutHubCapture(db, write);
  replayAll(db, replay, rolledBack);
  return result;
};

/** The step that an undo takes back. */
const undoneBy = (db: ReadableDB, opId: OpId): OpId | undefined =>
  (JSON.parse(findCommand(db, opId)?.input ?? '{}') as { readonly undoes?: OpId }).undoes;

/** Waiting steps that what others did is about. */
type Conflicts = {
  /** They must be rolled back before rows of others are written. */
  readonly conflicting: readonly PendingStep[];
  /** Their rows stay: they read what is another now, and are replayed before they are pushed. */
  readonly toRecheck: readonly PendingStep[];
};

/** What others did. */
type Touching = {
  /** The keys that they wrote. */
  readonly touched: ReadonlySet<string>;
  /** Waiting steps that have their place now, or must be rolled back for another reason. */
  readonly also?: ReadonlySet<OpId>;
  /** Keys of which it is enough to replay later whoever only read them. */
  readonly later: ReadonlySet<string>;
  /** Keys that steps which are replayed may read by now, and did not before. */
  readonly nowRead?: ReadonlySet<string>;
};

/** Where others have changed one of these, all that wait and read it are replayed, few at a time: every step reads the records. */
export const readByAll: ReadonlySet<string> = new Set([records, anyRequest]);

/**
 * The steps that must be rolled back: those that read or wrote what others changed, those of `also`, those that build on them, and those that changed
 * later what one of them read. The last would else be seen by a step that was taken before them.
 */
const conflictsByKeys = (
  waiting: readonly PendingStep[],
  { touched, also, later, nowRead }: Required<Touching>,
): Conflicts => {
  const written = new Set(touched);
  const read = new Set(nowRead);
  const toRecheck: PendingStep[] = [];
  const conflicting = waiting.filter((step) => {
    const { opId, reads, writes, refusal } = step;
    // One that wrote nothing counts too: the hub asks whether its operator works here.
    const isAccepted = refusal === null;
    const isChanged = (key: string): boolean => holdsKey(written, key);
    const conflicts =
      also.has(opId) ||
      (isAccepted && (writes.some(isChanged) || reads.some((key) => isChanged(key) && !later.has(key)))) ||
      writes.some((key) => holdsKey(read, key));
    if (conflicts) {
      for (const key of writes) written.add(key);
      for (const key of reads) read.add(key);
    } else if (isAccepted && reads.some(isChanged)) toRecheck.push(step);
    return conflicts;
  });
  return { conflicting, toRecheck };
};

/**
 * The same, with those that wrote rows of a request which one of them has made, and those that changed its line of the log, whatever their keys are:
 * the request or the line goes, and nobody else would write that again.
 */
export const stepsToRollBack = (
  db: ReadableDB,
  waiting: readonly PendingStep[],
  { touched, also = new Set(), later, nowRead = new Set() }: Touching,
): Conflicts => {
  const amending = waiting.length === 0 ? [] : listStepsThatAmend(db);
  let found = conflictsByKeys(waiting, { touched, also, later, nowRead });
  for (;;) {
    const onMade = found.conflicting.flatMap(({ opId }) => listStepsOnMade(db, opId));
    const ids = new Set(found.conflicting.map(({ opId }) => opId));
    const onLine = amending.flatMap(({ opId, amends }) => (ids.has(amends) ? [opId] : []));
    const all = new Set([...also, ...onMade, ...onLine]);
    const more = conflictsByKeys(waiting, { touched, also: all, later, nowRead });
    if (more.conflicting.length === found.conflicting.length) return found;
    found = more;
  }
};

/**
 * Replays the first of the steps that are marked for it, on the rows as they are now, with those that conflict with them.
 * @param most how many of them.
 * @returns whether there was one. @throws SqliteError: nothing is changed then.
 */
export const recheckNext = (db: ReadableDB, most: number, replay: Replay): boolean =>
  inTransaction(db, (writable) => {
    const waiting = listPending(writable);
    const first = waiting.filter(({ toCheck }) => toCheck).slice(0, most);
    if (first.length === 0) return false;
    deferForeignKeys(writable);
    const { conflicting, toRecheck } = stepsToRollBack(writable, waiting, {
      touched: new Set(),
      also: new Set(first.map(({ opId }) => opId)),
      later: readByAll,
    });
    markToCheck(writable, toRecheck);
    replayAll(writable, replay, rollBackSteps(writable, conflicting));
    return true;
  });
