import { Text, Title } from '@mantine/core';
import { lazy, Suspense, useEffect, useRef } from 'react';
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
import { useAsStepDoer } from '../../shell/steps/step-doer.ts';
import { ExportButton } from '../../shell/files/ExportButton.tsx';
import { LoadFailed } from '../../shell/notices/LoadStates.tsx';
import { BulkBar } from '../../shell/requests/BulkBar.tsx';
import { DensityChoice } from '../../shell/requests/DensityChoice.tsx';
import { DetailsSide } from '../../shell/requests/details/DetailsSide.tsx';
import { escapeCloses, openedOn, useOpened } from '../../shell/requests/details/open-details.ts';
import { PrintList } from '../../shell/requests/PrintList.tsx';
import { mostRows } from '../../shell/requests/PrintTable.tsx';
import { NotificationLine } from '../../shell/requests/NotificationLine.tsx';
import {
  requestsStore,
  requestsDoer,
  useOperatorOfRequests,
  useRequests,
} from '../../shell/requests/use-requests.ts';
import { cardAction, dismissesNotes, settlesConflicts } from './card-rules.ts';
import { todayTable } from './columns.tsx';
import { DismissMany } from './DismissMany.tsx';
import { KeepMany } from './KeepMany.tsx';
import { QueueSwitch } from './QueueSwitch.tsx';
import page from './TodayPage.module.css';
import { TodayTable } from './TodayTable.tsx';
import { useFocusInRows } from './use-focus-in-rows.ts';
import { t } from '../../../../shared/words/words.ts';

const Windows = lazy(async () => ({ default: (await import('../../shell/requests/Windows.tsx')).Windows }));

/** A queue begins without what was selected, decided or said elsewhere, and leaves nothing of it behind. */
const useCleanStart = (): void => {
  useEffect(() => {
    const actor = requestsStore();
    // A notification on Borrowing Requests belongs there, and a window that was opened here belongs here.
    actor.send({ type: 'notification.dismissed' });
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

/** What is on the paper, and in the table. */
const Tools = ({ card, state, columns }: QueueProps & { readonly columns: Columns<TodayRow> }) => (
  <div className={page['tools']}>
    <PrintList
      iconOnly
      title={queueFacts(card).label}
      deskName={state.desk.name}
      read={() => ask('today.list', { card, offset: 0, limit: mostRows })}
    />
    <ExportButton label={queueFacts(card).label} of={{ list: 'queue', card }} />
    <ColumnChoice columns={columns}>
      <DensityChoice state={state} />
    </ColumnChoice>
  </div>
);

/** The rows with their states: being read, failed, none, and the table. */
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

/** Whether a request is not in the queue any more, as far as the queue is read. */
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
  const columns = useColumns(todayTable(card), { area, isOpen: opened !== null });
  const focus = useFocusInRows(area, list.data?.rows);
  const hasWindow = useRequests(({ context }) => context.deciding !== null || context.form !== null);
  return (
    <>
      <div className={page['middle']}>
        <p className={page['back']}>
          <a href="#/today">{t('today.today')}</a>
        </p>
        <header className={page['head']}>
          <QueueSwitch shown={card} />
          <Title order={2} size="h4">
            {queueFacts(card).label}
          </Title>
          {total > 0 && <Tools card={card} state={state} columns={columns} />}
        </header>
        {total > 0 && (
          <Text size="sm" c="dimmed">
            {queueFacts(card).how}
          </Text>
        )}
        <section
          className={page['rows']}
          aria-label={t('today.requestsOfTheQueue')}
          ref={area}
          data-pane
          tabIndex={-1}
          onKeyDown={escapeCloses}
          onFocus={focus.onFocus}
          onBlur={focus.onBlur}
        >
          <Rows card={card} state={state} list={list} columns={columns} focusPlace={focus.place} />
        </section>
        {/* Below the rows: what comes and goes here lies over none of them. */}
        <BulkBar state={state} first={cardAction(card)}>
          {dismissesNotes(card) && <DismissMany card={card} state={state} />}
          {settlesConflicts(card) && <KeepMany state={state} />}
        </BulkBar>
        <NotificationLine />
      </div>
      {/* Not in the table: a window stays when the last row is gone. */}
      {hasWindow && (
        <Suspense>
          <Windows state={state} returnFocusTo={focus.place} />
        </Suspense>
      )}
      <DetailsSide
        place="today"
        state={state}
        step={cardAction(card)}
        beside
        remark={
          hasLeft(list.data, opened?.requestId ?? null)
            ? t('today.noLongerIn', { label: queueFacts(card).label })
            : null
        }
      />
    </>
  );
};

/** The requests of a queue: what to do with them, the step itself, every other one in the menu, and one of them in full beside. */
export const TodayList = ({ card }: { readonly card: TodayCardId }) => {
  useAsStepDoer(requestsDoer());
  useOperatorOfRequests();
  useCleanStart();
  const state = useAppState().data;
  if (!state)
    return (
      <div className={page['middle']}>
        <TableWaiting />
      </div>
    );
  return <Queue card={card} state={state} />;
};
