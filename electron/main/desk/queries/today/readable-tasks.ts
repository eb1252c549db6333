import { readTaskFacts, type TaskFacts } from '../../records/task-facts.ts';
import { mayRead } from '../../steps/frame/authorize.ts';
import type { DeskContext } from '../../context.ts';
import { listOpenTasks, type ShownTask } from '../../store/tasks.queries.ts';

/** More are worked off in turns. */
const mostShown = 200;

/** An open task with what it tells. */
export type OpenTask = Omit<ShownTask, 'facts'> & {
  readonly facts: TaskFacts;
  /** The refused steps that depend on its step, in their order. */
  readonly later: readonly OpenTask[];
};

/** Whether the operator may read what a task is about. */
export const mayReadTask = (context: DeskContext, { requestId }: Pick<ShownTask, 'requestId'>): boolean =>
  requestId === null || mayRead(context, requestId);

/** A task with what it tells, and with those of the steps that depend on its own. */
export const openTaskOf = (task: ShownTask, later: readonly ShownTask[]): OpenTask => ({
  ...task,
  facts: readTaskFacts(task.facts),
  later: later.map((one) => openTaskOf(one, [])),
});

/**
 * The open tasks about requests that the operator may read, the oldest first. A step that depends on another one of them is in the task of that one, and
 * has none of its own as long as that is open.
 */
export const readableTasks = (context: DeskContext): readonly OpenTask[] => {
  const open = listOpenTasks(context.db, mostShown).filter((task) => mayReadTask(context, task));
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
