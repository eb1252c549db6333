import type { OpId } from '../../../shared/domain/ids.ts';
import type { StepKind } from '../../../shared/domain/steps/all-steps.ts';
import type { HubTask } from '../../../shared/ipc/hub-views.ts';
import type { ReadableDB } from '../db/types.ts';
import { isRedone } from '../desk/steps/undo/undo.ts';
import type { OpenTask } from '../desk/queries/today/readable-tasks.ts';
import { listChanges } from '../desk/store/change-log.queries.ts';
import { findCommand, type LoggedCommand } from '../desk/store/command-log.queries.ts';
import { reportedLost } from './left-out-volumes.ts';

/** Steps that send an item back. */
const returns: readonly string[] = ['return', 'return-at-other-desk'] satisfies StepKind[];
/** Steps taken to obtain or keep an item. */
const wants: readonly string[] = ['lend', 'renew-loan', 'request-renewal', 'scan-in'] satisfies StepKind[];

/** The steps taken elsewhere that are still in effect, newest first. */
const counting = (db: ReadableDB, { facts }: OpenTask): readonly LoggedCommand[] =>
  facts.elsewhere.flatMap(({ opId }) => {
    const step = findCommand(db, opId as OpId);
    return step && step.undoneBy === null ? [step] : [];
  });

const isAboutItem = (db: ReadableDB, { opId }: LoggedCommand, itemId: number | null): boolean =>
  itemId === null || listChanges(db, opId).some(({ table, rowId }) => table === 'item' && rowId === itemId);

/** The returns elsewhere of an item that is wanted here: they are undone first so that it can be kept. Newest first. */
export const returnsOf = (db: ReadableDB, task: OpenTask): readonly OpId[] =>
  wants.includes(task.kind)
    ? counting(db, task)
        .filter((step) => returns.includes(step.kind) && isAboutItem(db, step, task.facts.itemId))
        .map(({ opId }) => opId)
    : [];

/** Returns the kind of choice that the task offers. */
export const choiceOf = (db: ReadableDB, task: OpenTask): HubTask['choice'] => {
  if (task.facts.code === reportedLost) return 'found-or-lost';
  if (!isRedone(task.kind)) return 'by-hand';
  if (returnsOf(db, task).length > 0) return 'wanted-here';
  const isWantedThere =
    returns.includes(task.kind) &&
    counting(db, task).some((step) => wants.includes(step.kind) && isAboutItem(db, step, task.facts.itemId));
  return isWantedThere ? 'wanted-there' : 'again';
};
