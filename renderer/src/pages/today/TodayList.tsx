import { Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { queueFacts } from '../../../../shared/domain/queues.ts';
import type { TodayCardId, TodayRow } from '../../../../shared/ipc/today-views.ts';
import type { Output } from '../../../../shared/ipc/contract.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { useAppState } from '../../api/queries.ts';
import { useQueue } from '../../api/today.ts';
import { ColumnChoice } from '../../components/table/ColumnChoice.tsx';
import { InsteadOfTable, TableWaiting } from '../../components/table/TableWaiting.tsx';
import type { Columns } from '../../components/table/use-columns.ts';
import { useColumns } from '../../components/table/use-columns.ts';
import { useAsStepRunner } from '../../steps/step-runner.ts';
import { ExportButton } from '../../files/out/ExportButton.tsx';
import { LoadFailed } from '../../steps/LoadStates.tsx';
import { BulkBar } from '../../requests/BulkBar.tsx';
import { DensityChoice } from '../../requests/DensityChoice.tsx';
import { openedOn, useOpened } from '../../requests/details/open-details.ts';
import { PrintList } from '../../requests/PrintList.tsx';
import { maxRows } from '../../requests/PrintTable.tsx';
import { listRunner, showFeedback } from '../../requests/list-runner.ts';
import { requestsStore, useOperatorOfRequests } from '../../requests/use-requests.ts';
import { cardAction, dismissesNotes, settlesConflicts } from './card-rules.ts';
import { todayTable } from './columns.tsx';
import { DismissMany, KeepMany } from './ForMany.tsx';
import { QueueFrame } from './QueueFrame.tsx';
import { MailQueue } from './mail/MailQueue.tsx';
import { TaskQueue } from './tasks/TaskQueue.tsx';
import page from './TodayPage.module.css';
import { TodayTable } from './TodayTable.tsx';
import { t } from '../../../../shared/words/words.ts';

/** Clears selections, decisions and messages from elsewhere when a queue opens, and its own when it closes. */
const useCleanStart = (): void => {
  useEffect(() => {
    const actor = requestsStore();
    // Notifications belong to the page that made them, and windows to the page that opened them.
    showFeedback(null);
    actor.send({ type: 'rows.selected', rows: [] });
    return () => {
      actor.send({ type: 'decision.closed' });
      actor.send({ type: 'form.closed' });
      actor.send({ type: 'rows.selected', rows: [] });
      if (openedOn('today') !== null) actor.send({ type: 'details.closed' });
    };
  }, []);
};

type QueueProps = { readonly card: TodayCardId; readonly state: AppState };

/** The actions for the whole list: printing and columns. */
const Tools = ({ card, state, columns }: QueueProps & { readonly columns: Columns<TodayRow> }) => (
  <div className={page['tools']}>
    <PrintList
      iconOnly
      title={queueFacts(card).label}
      deskName={state.desk.name}
      read={() => ask('today.list', { card, offset: 0, limit: maxRows })}
    />
    <ExportButton label={queueFacts(card).label} of={{ list: 'queue', card }} />
    <ColumnChoice columns={columns}>
      <DensityChoice state={state} />
    </ColumnChoice>
  </div>
);

/** The rows in all of their states: loading, failed, empty, and the table. */
const Rows = ({
  list,
  ...rest
}: QueueProps & {
  readonly list: UseQueryResult<Output<'today.list'>>;
  readonly columns: Columns<TodayRow>;
  readonly focusPlace: () => HTMLElement | null;
}) => {
  if (list.isError)
    return (
      <InsteadOfTable>
        <LoadFailed error={list.error} retry={() => void list.refetch()} />
      </InsteadOfTable>
    );
  if (!list.data) return <TableWaiting />;
  if (list.data.total === 0)
    return (
      <InsteadOfTable>
        <Text c="dimmed">{queueFacts(rest.card).empty}</Text>
      </InsteadOfTable>
    );
  return <TodayTable list={list.data} {...rest} />;
};

/** Whether a request has left the queue, as far as the queue is loaded. */
const hasLeft = (list: Output<'today.list'> | undefined, requestId: RequestId | null): boolean =>
  list !== undefined &&
  requestId !== null &&
  list.rows.length === list.total &&
  list.rows.every(({ id }) => id !== requestId);

const Queue = ({ card, state }: QueueProps) => {
  const list = useQueue(card);
  const opened = useOpened('today');
  const total = list.data?.total ?? 0;
  const area = useRef<HTMLElement>(null);
  const columns = useColumns(todayTable(card), {
    of: card,
    rows: list.data?.rows,
    // The details offer the step as well.
    elsewhere: opened === null ? null : 'step',
  });
  return (
    <QueueFrame
      card={card}
      state={state}
      area={area}
      isEmpty={total === 0}
      rows={list.data?.rows}
      tools={<Tools card={card} state={state} columns={columns} />}
      below={
        <BulkBar state={state} first={cardAction(card)}>
          {dismissesNotes(card) && <DismissMany card={card} state={state} />}
          {settlesConflicts(card) && <KeepMany state={state} />}
        </BulkBar>
      }
      remark={
        hasLeft(list.data, opened?.requestId ?? null)
          ? t('No longer in {label}.', { label: queueFacts(card).label })
          : null
      }
    >
      {(focusPlace) => (
        <Rows card={card} state={state} list={list} columns={columns} focusPlace={focusPlace} />
      )}
    </QueueFrame>
  );
};

/** The requests of a queue: the main step as a button, all others in the menu, and the details of one request beside them. */
export const TodayList = ({ card }: { readonly card: TodayCardId }) => {
  useAsStepRunner(listRunner());
  useOperatorOfRequests();
  useCleanStart();
  const state = useAppState().data;
  if (!state)
    return (
      <div className={page['middle']}>
        <TableWaiting />
      </div>
    );
  if (card === 'tasks') return <TaskQueue state={state} />;
  return card === 'mail-without-request' ? <MailQueue state={state} /> : <Queue card={card} state={state} />;
};
