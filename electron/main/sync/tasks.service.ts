import type { OpId } from '../../../shared/domain/ids.ts';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { HubTask } from '../../../shared/ipc/hub-views.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../shared/ipc/result.ts';
import { t } from '../../../shared/words/words.ts';
import { inTransaction } from '../db/open.ts';
import type { DeskContext } from '../desk/context.ts';
import { mayReadTask, openTaskOf, readableTasks } from '../desk/queries/today/readable-tasks.ts';
import { runCommand } from '../desk/steps/frame/run-command.ts';
import { findCommand } from '../desk/store/command-log.queries.ts';
import { findTask, listTasksUnder, solveTask } from '../desk/store/tasks.queries.ts';
import { choiceOf } from './choice.ts';
import { taskRetry } from './task-retry.ts';
import { viewOfTask } from './task-view.ts';

type HubTasksService = {
  /** Returns the open tasks about requests that the operator may read, oldest first. */
  readonly tasks: () => Result<HubTask[]>;
  /**
   * Solves a task and the steps that depend on it: takes them again on the current rows, or records that they were dealt with. Refused with
   * `task-unknown`, and whatever the steps themselves refuse.
   */
  readonly solve: (input: Input<'hub.solve'>) => Result<null>;
};

/** How many tasks are checked for whether their step would be refused now. */
const maxTried = 40;

/**
 * Steps that could not be merged with those of other workstations, for a person to decide.
 * @param newOpId generates ids for steps that are taken again.
 */
export const hubTasksService = (context: DeskContext, newOpId?: () => OpId): HubTasksService => {
  const { db } = context;
  const again = taskRetry(context, newOpId);
  return {
    tasks: () =>
      ok(
        readableTasks(context).map((task, at) => {
          const isTried = at < maxTried && choiceOf(db, task) !== 'by-hand';
          return viewOfTask(context, task, isTried ? again.refusal(task) : null);
        }),
      ),
    solve: (input) =>
      inTransaction(db, () => {
        const task = findTask(db, input.id);
        const isRepeat = findCommand(db, input.opId) !== undefined;
        if (!isRepeat && (!task || task.solvedAt !== null || !mayReadTask(context, task)))
          return refuse('task-unknown', t('This task is already done, or belongs to another library.'));
        const later = task ? listTasksUnder(db, task.opId) : [];
        if (!isRepeat && task && input.how === 'again') {
          const taken = again.take(openTaskOf(task, later));
          if (!taken.ok) return taken;
        }
        return runCommand<null>(context, { opId: input.opId, kind: 'solve-task', input }, (write, at) => {
          const operatorId = context.session.operator().id;
          const ids = [input.id, ...later.map(({ id }) => id)];
          for (const id of ids) solveTask(write, { id, at, operatorId, solution: input.how });
          return ok({ requestId: null, answer: null });
        });
      }),
  };
};
