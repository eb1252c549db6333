import { readTaskFacts, type TaskFacts } from '../../records/task-facts.ts';
import { mayRead } from '../../steps/frame/authorize.ts';
import type { DeskContext } from '../../context.ts';
import { listOpenTasks, type ShownTask } from '../../store/tasks.queries.ts';

/** The maximum number of tasks shown; the others follow when these are done. */
const maxShown = 200;

/** An open task with its facts. */
export type OpenTask = Omit<ShownTask, 'facts'> & {
  readonly facts: TaskFacts;
  /** The refused steps that depend on its step, in order. */
  readonly later: readonly OpenTask[];
};

/** Whether the operator may read the request of a task. */
export const mayReadTask = (context: DeskContext, { requestId }: Pick<ShownTask, 'requestId'>): boolean =>
  requestId === null || mayRead(context, requestId);

/** Returns a task with its facts, and with the tasks of steps that depend on its own. */
export const openTaskOf = (task: ShownTask, later: readonly ShownTask[]): OpenTask => ({
  ...task,
  facts: readTaskFacts(task.facts),
  later: later.map((one) => openTaskOf(one, [])),
});

/**
 * Returns the open tasks about requests that the operator may read, oldest first. A step that depends on another step with an open task is
 * shown in that task instead of on its own.
 */
export const readableTasks = (context: DeskContext): readonly OpenTask[] => {
  const open = listOpenTasks(context.db, maxShown).filter((task) => mayReadTask(context, task));
  const under = (of: ShownTask): ShownTask | undefined => open.find(({ opId }) => opId === of.under);
  return open
    .filter((task) => under(task) === undefined)
    .map((task) =>
      openTaskOf(
        task,
        open.filter((later) => under(later)?.id === task.id),
      ),
    );
};
