import { Anchor, Text } from '@mantine/core';
import { useRef } from 'react';
import { queueFacts } from '../../../../../shared/domain/queues.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { useHubTasks, useSetAside } from '../../../api/queries.ts';
import { InsteadOfTable, TableWaiting } from '../../../components/table/TableWaiting.tsx';
import { SetAsideList } from '../../../shell/hub/SetAsideList.tsx';
import { LoadFailed } from '../../../steps/LoadStates.tsx';
import { QueueFrame } from '../QueueFrame.tsx';
import { TaskList } from './TaskList.tsx';

/** Conflicts with changes at other desks: any desk that shares these requests can resolve them. */
export const TaskQueue = ({ state }: { readonly state: AppState }) => {
  const tasks = useHubTasks();
  const aside = useSetAside().data ?? [];
  const area = useRef<HTMLElement>(null);
  return (
    <QueueFrame
      card="tasks"
      state={state}
      area={area}
      isEmpty={(tasks.data?.length ?? 0) + aside.length === 0}
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
        if (tasks.data.length === 0 && aside.length === 0)
          return (
            <InsteadOfTable>
              <Text c="dimmed">{queueFacts('tasks').empty}</Text>
            </InsteadOfTable>
          );
        return (
          <>
            {aside.length > 0 && (
              <SetAsideList
                list={aside}
                acts={() => <Anchor href="#/settings/sync">{t('Open Desks together')}</Anchor>}
              />
            )}
            {tasks.data.length > 0 && <TaskList tasks={tasks.data} />}
          </>
        );
      }}
    </QueueFrame>
  );
};
