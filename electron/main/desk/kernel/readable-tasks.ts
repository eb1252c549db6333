import { mayRead } from './authorize.ts';
import type { DeskContext } from './context.ts';
import type { ShownTask } from '../store/tasks.queries.ts';
import { listOpenTasks } from '../store/tasks.queries.ts';

/** More are worked off in turns. */
const mostShown = 200;

/** Whether the operator may read what a task is about. */
export const mayReadTask = (context: DeskContext, { requestId }: Pick<ShownTask, 'requestId'>): boolean =>
  requestId === null || mayRead(context, requestId);

/** The open tasks about requests that the operator may read, the oldest first. */
export const readableTasks = (context: DeskContext): readonly ShownTask[] =>
  listOpenTasks(context.db, mostShown).filter((task) => mayReadTask(context, task));
