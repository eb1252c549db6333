import type { OpId } from '../../../shared/domain/ids.ts';
import { withoutHubCapture } from '../db/hub-capture.ts';
import { deferForeignKeys, inTransaction } from '../db/open.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import { anyRequest, holdsKey, records } from '../desk/steps/frame/hub-keys.ts';
import {
  findCommand,
  type HistoryLine,
  listHistoryOf,
  type LoggedCommand,
} from '../desk/store/command-log.queries.ts';
import { patronErasedAt } from '../desk/store/erase-patron.queries.ts';
import {
  listHubChanges,
  listStepsOnMade,
  listStepsThatAmend,
  putImage,
  type HubChange,
} from '../desk/store/hub-changes.queries.ts';
import type { PendingStep } from '../desk/store/pending-steps.queries.ts';
import { forgetHubChanges, listPending, markForRecheck } from '../desk/store/pending-steps.queries.ts';
import { removeFromLog } from '../desk/store/hub.queries.ts';

// Steps of this workstation that the hub has not yet placed are rolled back if they conflict with steps of others, and replayed on top of
// those.

/** A rolled-back step of this workstation, with everything needed to replay it. */
export type RolledBack = {
  readonly step: PendingStep;
  /** Its line in the log; undefined for automatic changes. */
  readonly logged: LoggedCommand | undefined;
  readonly changes: readonly HubChange[];
  /** Its lines of request history. */
  readonly events: readonly HistoryLine[];
  /** Whether it was undone here before it was pushed. */
  readonly isUndone: boolean;
  /** Whether its request's patron was known to be forgotten when it was taken. */
  readonly isAfterErasure: boolean;
  /** The steps rolled back with it that have been refused so far. */
  readonly refused: Refused[];
};

/** A refused step with the changes it had made. */
export type Refused = Pick<RolledBack, 'changes'> & {
  readonly opId: OpId;
  /** The step whose task mentions it; null if no one needs to see it. */
  readonly taskOf: OpId | null;
};

/** What steps replayed together know about ids. */
export type Ids = {
  /** Old ids of rows inserted by replayed steps: another workstation's row has the id now, and the row got a new one. */
  readonly renumbered: Set<number>;
  /** Rows that have just arrived from others, as `table id`, whether or not they still exist: their ids are not assigned again. */
  readonly taken: ReadonlySet<string>;
};

/** Replays a rolled-back step on the current rows: it is written again, or it is refused and becomes a task. */
export type Replay = (db: WritableDB, step: RolledBack, ids: Ids) => void;

/** Replays steps in order. @param taken see `Ids`. */
export const replayAll = (
  db: WritableDB,
  replay: Replay,
  steps: readonly RolledBack[],
  taken: Ids['taken'] = new Set(),
): void => {
  const ids: Ids = { renumbered: new Set(), taken };
  for (const step of steps) replay(db, step, ids);
};

/** What steps rolled back together share. */
type RollbackBatch = Pick<RolledBack, 'refused'> & { readonly undone: ReadonlySet<OpId | undefined> };

/** @param steps all steps that are rolled back together, still in the log. */
export const rollbackBatch = (
  db: ReadableDB,
  steps: readonly Pick<PendingStep, 'opId' | 'kind'>[],
): RollbackBatch => ({
  refused: [],
  undone: new Set(steps.flatMap(({ opId, kind }) => (kind === 'undo' ? [undoneBy(db, opId)] : []))),
});

/** Reads what is needed to replay a step while it is still in the log. */
export const readForReplay = (
  db: ReadableDB,
  step: PendingStep,
  { refused, undone }: RollbackBatch,
): RolledBack => {
  const logged = findCommand(db, step.opId);
  return {
    step,
    refused,
    isUndone: undone.has(step.opId),
    isAfterErasure: isErased(db, logged),
    logged,
    changes: listHubChanges(db, step.opId),
    events: listHistoryOf(db, step.opId),
  };
};

/** Whether the patron of a step's request is forgotten. */
export const isErased = (db: ReadableDB, logged: Pick<LoggedCommand, 'requestId'> | undefined): boolean =>
  typeof logged?.requestId === 'number' && patronErasedAt(db, logged.requestId) !== null;

/** Rolls back the changes of steps, last first. Returns the steps in their order. */
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

/** Writes rows of others beneath all pending steps: rolls those back, writes, and replays them. @returns what `write` returns. */
export const writeUnderPending = <T>(db: WritableDB, replay: Replay, write: () => T): T => {
  deferForeignKeys(db);
  const rolledBack = rollBackSteps(db, listPending(db));
  const result = withoutHubCapture(db, write);
  replayAll(db, replay, rolledBack);
  return result;
};

/** Returns the step that an undo step undoes. */
const undoneBy = (db: ReadableDB, opId: OpId): OpId | undefined =>
  (JSON.parse(findCommand(db, opId)?.input ?? '{}') as { readonly undoes?: OpId }).undoes;

/** Pending steps that conflict with steps of others. */
type Conflicts = {
  /** Must be rolled back before rows of others are written. */
  readonly conflicting: readonly PendingStep[];
  /** Their rows stay, but they read something that has changed: they are replayed before they are pushed. */
  readonly toRecheck: readonly PendingStep[];
};

/** What steps of others changed. */
type Touching = {
  /** The keys they wrote. */
  readonly touched: ReadonlySet<string>;
  /** Pending steps that now have their position, or must be rolled back for another reason. */
  readonly also?: ReadonlySet<OpId>;
  /** Keys for which steps that only read them can be replayed later. */
  readonly later: ReadonlySet<string>;
  /** Keys that replayed steps may now read although they did not before. */
  readonly nowRead?: ReadonlySet<string>;
};

/** If others changed one of these keys, all pending steps that read it are replayed a few at a time: every step reads the records. */
export const readByAll: ReadonlySet<string> = new Set([records, anyRequest]);

/**
 * Finds the steps that must be rolled back: those that read or wrote what others changed, those in `also`, those that build on them, and
 * those that later changed what one of them read; otherwise a replayed step would see changes made after it.
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
    // A step that wrote nothing counts too: the hub checks whether its operator works here.
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
 * Returns the steps that build on some steps by the lines of the log, whatever their keys: they changed the line of one of them, which is
 * removed, or a line that one of them had changed before. An undo may follow the erasure of a patron on the same line: replayed alone, the
 * erasure would say that the line is undone by a step that comes later.
 * @param waiting all of them in their order.
 */
export const stepsOnLines = (
  db: ReadableDB,
  waiting: readonly PendingStep[],
): ((steps: ReadonlySet<OpId>) => readonly OpId[]) => {
  const amending = waiting.length === 0 ? [] : listStepsThatAmend(db);
  const places = new Map(waiting.map(({ opId }, at) => [opId, at]));
  const placeOf = (opId: OpId): number => places.get(opId) ?? -1;
  return (steps) => {
    const first = new Map<OpId, number>();
    for (const { opId, amends } of amending)
      if (steps.has(opId)) first.set(amends, Math.min(placeOf(opId), first.get(amends) ?? Infinity));
    return amending.flatMap(({ opId, amends }) =>
      steps.has(amends) || placeOf(opId) > (first.get(amends) ?? Infinity) ? [opId] : [],
    );
  };
};

/**
 * Like `conflictsByKeys`, but also includes steps that wrote rows of a request that a conflicting step created, and those of
 * `stepsOnLines`, whatever their keys: the request or the line is removed, and nothing else would write those changes again.
 */
export const stepsToRollBack = (
  db: ReadableDB,
  waiting: readonly PendingStep[],
  { touched, also = new Set(), later, nowRead = new Set() }: Touching,
): Conflicts => {
  const onLines = stepsOnLines(db, waiting);
  let found = conflictsByKeys(waiting, { touched, also, later, nowRead });
  for (;;) {
    const onMade = found.conflicting.flatMap(({ opId }) => listStepsOnMade(db, opId));
    const ids = new Set(found.conflicting.map(({ opId }) => opId));
    const all = new Set([...also, ...onMade, ...onLines(ids)]);
    const more = conflictsByKeys(waiting, { touched, also: all, later, nowRead });
    if (more.conflicting.length === found.conflicting.length) return found;
    found = more;
  }
};

/**
 * Replays the first steps that are marked for rechecking, together with those that conflict with them, on the current rows.
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
    markForRecheck(writable, toRecheck);
    replayAll(writable, replay, rollBackSteps(writable, conflicting));
    return true;
  });
