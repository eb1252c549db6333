import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { queueFacts } from '../../../../../shared/domain/queues.ts';
import type { HubTask } from '../../../../../shared/ipc/hub-views.ts';
import { useFollowDetails } from '../../../requests/details/use-follow-details.ts';
import { TaskCard } from './TaskCard.tsx';
import classes from './Tasks.module.css';

type Cursor = {
  /** The task with the keyboard focus and its index: another desk may have solved it in the meantime. */
  readonly id: number | null;
  readonly at: number;
  /** Increments with each keyboard move. */
  readonly moves: number;
};

const placeOf = ({ id, at }: Cursor, tasks: readonly HubTask[]): number => {
  const found = tasks.findIndex((task) => task.id === id);
  return found >= 0 ? found : Math.min(at, tasks.length - 1);
};

const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** The tasks, each with all facts for the decision; the arrow keys move between them, Enter opens the request. */
export const TaskList = ({ tasks }: { readonly tasks: readonly HubTask[] }) => {
  const [cursor, setCursor] = useState<Cursor>({ id: null, at: 0, moves: 0 });
  const current = placeOf(cursor, tasks);
  useFollowDetails(tasks[current]?.requestId ?? null, cursor.moves);
  const put = (at: number, moves: number): void => setCursor({ id: tasks[at]?.id ?? null, at, moves });
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    const to = steps[event.key]?.(current, tasks.length);
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    put(to, cursor.moves + 1);
    const next = event.currentTarget.querySelector<HTMLElement>(`[data-index="${to}"]`);
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div className={classes['list']} role="feed" aria-label={queueFacts('tasks').label} onKeyDown={move}>
      {tasks.map((task, at) => (
        <TaskCard
          key={task.id}
          task={task}
          place={{ at, count: tasks.length }}
          current={at === current}
          reached={() => {
            if (cursor.id !== task.id) put(at, cursor.moves);
          }}
        />
      ))}
    </div>
  );
};
