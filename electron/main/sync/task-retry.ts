import { v7 as uuidv7 } from 'uuid';
import type { OpId } from '../../../shared/domain/ids.ts';
import { ok, refuse, type Result } from '../../../shared/ipc/result.ts';
import { t } from '../../../shared/words/words.ts';
import { codeOf } from '../db/errors.ts';
import { rollBackUnless } from '../db/roll-back-unless.ts';
import { inTransaction } from '../db/open.ts';
import type { DeskContext } from '../desk/context.ts';
import type { OpenTask } from '../desk/queries/today/readable-tasks.ts';
import type { TaskFacts } from '../desk/records/task-facts.ts';
import { take } from '../desk/steps/take.ts';
import { rerun } from '../desk/steps/undo/redo.ts';
import { isRedone } from '../desk/steps/undo/undo.ts';
import { type Change, listChanges } from '../desk/store/change-log.queries.ts';
import { returnsOf } from './choice.ts';

type TaskRetry = {
  /** Takes the steps of a task again on the current rows: all of them, or none. Refused as the steps themselves are. */
  readonly take: (task: OpenTask) => Result<null>;
  /** Returns why that would be refused now, as a sentence; null if it would not. Changes nothing. */
  readonly refusal: (task: OpenTask) => string | null;
};

/**
 * Takes the steps of tasks again with the code that took them first.
 * @param newOpId generates ids for the steps.
 */
export const taskRetry = (context: DeskContext, newOpId = (): OpId => uuidv7() as OpId): TaskRetry => {
  const { db } = context;

  const one = ({ kind, facts }: OpenTask, renumbered: Map<unknown, number>): Result<unknown> => {
    if (!isRedone(kind)) return byHand();
    const opId = newOpId();
    const input = JSON.stringify(withNewIds(facts.input, renumbered));
    const result = rerun(context, { kind, input }, opId);
    noteRenumbered(listChanges(db, opId), facts.ids, renumbered);
    return result ?? byHand();
  };

  const all = (task: OpenTask): Result<unknown> => {
    for (const undoes of returnsOf(db, task)) {
      const undone = take(context, 'undo', { opId: newOpId(), undoes });
      if (!undone.ok) return undone;
    }
    const renumbered = new Map<unknown, number>();
    for (const step of [task, ...task.later]) {
      const taken = one(step, renumbered);
      if (!taken.ok) return taken;
    }
    return ok(null);
  };

  /** @param isKept whether the changes are kept. */
  const attempt = (task: OpenTask, isKept: boolean): Result<null> =>
    inTransaction(db, (writable) => {
      const result = rollBackUnless(
        writable,
        () => all(task),
        ({ ok: isDone }) => isDone && isKept,
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
        // An import is writing: the user is told when they press the button.
        if (codeOf(error)?.startsWith('SQLITE_BUSY') === true) return null;
        throw error;
      }
    },
  };
};

/** A row that is inserted again gets a new id, which is substituted in the input of the steps that follow. */
const noteRenumbered = (
  changes: readonly Pick<Change, 'table' | 'rowId' | 'before'>[],
  ids: TaskFacts['ids'],
  renumbered: Map<unknown, number>,
): void => {
  for (const [table, before] of Object.entries(ids)) {
    const now = changes.filter((change) => change.table === table && change.before === null);
    for (const [at, id] of before.entries()) {
      const made = now[at];
      if (made) renumbered.set(id, made.rowId);
    }
  }
};

const withNewIds = (asked: unknown, renumbered: ReadonlyMap<unknown, number>): unknown =>
  JSON.parse(JSON.stringify(asked), (_, value: unknown) => renumbered.get(value) ?? value);

const byHand = (): Result<never> =>
  refuse(
    'task-unknown',
    t(
      'This step cannot be redone automatically. Repeat it by hand, in the request or in Settings, then mark the task as done.',
    ),
  );
