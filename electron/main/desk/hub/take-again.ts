import { v7 as uuidv7 } from 'uuid';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { codeOf } from '../../db/errors.ts';
import { inTransaction, undoable } from '../../db/open.ts';
import { contract } from '../../../../shared/ipc/contract.ts';
import type { TaskFacts } from '../../../../shared/domain/tasks.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { inputAgain } from '../history/input-again.ts';
import { channelOf } from '../history/redo-list.ts';
import type { DeskContext } from '../kernel/context.ts';
import type { OpenTask } from '../kernel/readable-tasks.ts';
import { listChanges, type Change } from '../store/change-log.queries.ts';
import { findCommand } from '../store/command-log.queries.ts';
import { stepCalls } from '../step-services.ts';
import { returnsOf } from './choice.ts';

export type TakingAgain = {
  /** Takes the steps of a task again, on everything as it is now: all, or none. Refused as the steps are. */
  readonly take: (task: OpenTask) => Result<null>;
  /** Why that would be refused now, a sentence; null where it would not. Changes nothing. */
  readonly refusal: (task: OpenTask) => string | null;
};

/** Thrown to roll back the transaction; never leaves this file. */
class PutBackAgain extends Error {}

/**
 * The steps of tasks, by the code that took them.
 * @param newOpId gives ids to the steps.
 */
export const takingAgain = (context: DeskContext, newOpId = (): OpId => uuidv7() as OpId): TakingAgain => {
  const { db } = context;
  const call = stepCalls(context);

  const one = ({ kind, facts }: OpenTask, moved: Map<unknown, number>): Result<unknown> => {
    const channel = channelOf(kind);
    if (channel === null) return byHand();
    const opId = newOpId();
    const input = inputAgain(db, { input: JSON.stringify(withMoved(facts.input, moved)) }, channel, opId);
    const asked = contract[channel].input.safeParse(input);
    if (!asked.success) return byHand();
    const result = call(channel)?.(asked.data) as Result<unknown> | undefined;
    if (result?.ok === true && !findCommand(db, opId))
      return refuse('status-forbids', refusedIn(result.value));
    noteMoved(listChanges(db, opId), facts.ids, moved);
    return result ?? byHand();
  };

  const all = (task: OpenTask): Result<unknown> => {
    for (const undoes of returnsOf(db, task)) {
      const undone = call('steps.undo')?.({ opId: newOpId(), undoes }) as Result<unknown>;
      if (!undone.ok) return undone;
    }
    const moved = new Map<unknown, number>();
    for (const step of [task, ...task.later]) {
      const taken = one(step, moved);
      if (!taken.ok) return taken;
    }
    return ok(null);
  };

  /** @param isKept whether what was taken stays. */
  const attempt = (task: OpenTask, isKept: boolean): Result<null> =>
    inTransaction(db, (writable) => {
      let result: Result<unknown> = byHand();
      undoable(
        writable,
        () => {
          result = all(task);
          if (!result.ok || !isKept) throw new PutBackAgain();
        },
        (error) => error instanceof PutBackAgain,
      );
      return result.ok ? ok(null) : result;
    });

  return {
    take: (task) => attempt(task, true),
    refusal: (task) => {
      try {
        const result = attempt(task, false);
        return result.ok ? null : result.error.message;
      } catch (error) {
        // An import writes meanwhile: whoever presses the button hears of it then.
        if (codeOf(error)?.startsWith('SQLITE_BUSY') === true) return null;
        throw error;
      }
    },
  };
};

/** A row that a step makes again has another id, under which the steps that follow are asked for it. */
const noteMoved = (
  changes: readonly Pick<Change, 'table' | 'rowId' | 'before'>[],
  ids: TaskFacts['ids'],
  moved: Map<unknown, number>,
): void => {
  for (const [table, before] of Object.entries(ids)) {
    const now = changes.filter((change) => change.table === table && change.before === null);
    for (const [at, id] of before.entries()) {
      const made = now[at];
      if (made) moved.set(id, made.rowId);
    }
  }
};

const withMoved = (asked: unknown, moved: ReadonlyMap<unknown, number>): unknown =>
  JSON.parse(JSON.stringify(asked), (_, value: unknown) => moved.get(value) ?? value);

const byHand = (): Result<never> => refuse('task-unknown', t('hub.takeThisStepAgainByHand'));

/** Of several requests in one call each has its own answer. */
const refusedIn = (value: unknown): string => {
  const [first] = value as readonly { readonly message?: string }[];
  return first?.message ?? t('hub.takeThisStepAgainByHand');
};
