import { Text } from '@mantine/core';
import { useRef } from 'react';
import { queueFacts } from '../../../../../shared/domain/queues.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { useHubTasks } from '../../../api/queries.ts';
import { InsteadOfTable, TableWaiting } from '../../../components/table/TableWaiting.tsx';
import { LoadFailed } from '../../../shell/notices/LoadStates.tsx';
import { QueueFrame } from '../QueueFrame.tsx';
import { TaskList } from './TaskList.tsx';

/** What could not be joined with what was done at another desk: any desk that shares these requests decides it. */
export const TaskQueue = ({ state }: { readonly state: AppState }) => {
  const tasks = useHubTasks();
  const area = useRef<HTMLElement>(null);
  return (
    <QueueFrame
      card="tasks"
      state={state}
      area={area}
      isEmpty={(tasks.data?.length ?? 0) === 0}
      rows={tasks.data}
      remark={null}
    >
      {() => {
        if (tasks.isError)
          return (
            <InsteadOfTable>
              <LoadFailed error={tasks.error} retry={() => void tasks.refetch()} />
            </InsteadOfTable>
          );
        if (!tasks.data) return <TableWaiting />;
        if (tasks.data.length === 0)
          return (
            <InsteadOfTable>
              <Text c="dimmed">{queueFacts('tasks').empty}</Text>
            </InsteadOfTable>
          );
        return <TaskList tasks={tasks.data} />;
      }}
    </QueueFrame>
  );
};
