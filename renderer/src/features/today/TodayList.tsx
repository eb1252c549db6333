import { Checkbox, Group, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { TodayCardId, TodayRow as Request } from '../../../../shared/ipc/today-views.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { useAppState, useTodayList } from '../../api/queries.ts';
import { useAsStepDoer } from '../../shell/steps/step-doer.ts';
import { LoadFailed, Nothing, Waiting } from '../../shell/notices/LoadStates.tsx';
import { Pages } from '../../components/Pages.tsx';
import { placeOf, PopupMenu } from '../../components/PopupMenu.tsx';
import { BulkBar } from '../../shell/requests/BulkBar.tsx';
import { mostRows, PrintList } from '../../shell/requests/PrintList.tsx';
import { NotificationLine } from '../../shell/requests/NotificationLine.tsx';
import { requestsStore, requestsDoer, useRequests } from '../../shell/requests/use-requests.ts';
import { pickedOf, useRowMenu } from '../../shell/requests/use-row-menu.tsx';
import { emptyWords, howWords, showsDueDay } from './card-rules.ts';
import { cardTitles } from '../../shell/navigation/card-titles.ts';
import type { Place } from '../../shell/navigation/come-back.ts';
import { arrived, noteLeft, whereLeft } from '../../shell/navigation/come-back.ts';
import classes from './TodayList.module.css';
import { TodayRow } from './TodayRow.tsx';

const Windows = lazy(async () => ({ default: (await import('../../shell/requests/Windows.tsx')).Windows }));

const limit = 50;

const headsOf = (card: TodayCardId): readonly string[] => [
  'Request',
  'Requester, pickup location',
  'Partner',
  ...(showsDueDay(card) ? ['Due back'] : []),
  'Status',
];

/** The same control of a row, or its menu; of the last row where there are fewer; where there is none, the page. */
const placeIn = (list: HTMLElement | null, { index, control }: Omit<Place, 'id'>): HTMLElement | null => {
  const rows = list?.querySelectorAll('[data-row]') ?? [];
  const row = rows[Math.min(index, rows.length - 1)];
  return (
    row?.querySelector<HTMLElement>(`[data-row-control="${control}"]:not(:disabled)`) ??
    row?.querySelector<HTMLElement>('[data-row-control="menu"]') ??
    list?.closest<HTMLElement>('main') ??
    null
  );
};
const firstPlace = { index: 0, control: 'menu' };

/** Keeps the focus in the list: a request that a step took off it leaves it to the one that came in its place. */
const useFocusInRows = (
  list: RefObject<HTMLElement | null>,
  rows: readonly Request[],
  {
    card,
    offset,
    back,
  }: { readonly card: TodayCardId; readonly offset: number; readonly back: Place | null },
) => {
  const at = useRef<Place | null>(null);
  const wanted = useRef(back);
  useEffect(() => {
    const to = wanted.current;
    wanted.current = null;
    if (to === null) return;
    const index = rows.findIndex(({ id }) => id === to.id);
    placeIn(list.current, { ...to, index: index < 0 ? to.index : index })?.focus();
  }, [list, rows]);
  const shownOffset = useRef(offset);
  useEffect(() => {
    shownOffset.current = offset;
  });
  useEffect(
    () => () => {
      if (at.current) noteLeft(card, { offset: shownOffset.current, place: at.current });
    },
    [card],
  );
  useEffect(() => {
    const isGone = at.current !== null && rows.every(({ id }) => id !== at.current?.id);
    if (!isGone) return;
    if (document.activeElement === document.body) placeIn(list.current, at.current ?? firstPlace)?.focus();
    else at.current = null;
  }, [list, rows]);
  return {
    place: (): HTMLElement | null => placeIn(list.current, at.current ?? firstPlace),
    note: (id: Request['id'], control: string): void => {
      at.current = { id, index: rows.findIndex((row) => row.id === id), control };
    },
  };
};

/** Selects the requests that this page of the list shows, or none where some are selected. */
const SelectAll = ({ rows }: { readonly rows: readonly Request[] }) => {
  const count = useRequests(({ context }) => context.selected.length);
  return (
    <Checkbox
      size="sm"
      aria-label="Select all"
      checked={count > 0 && count >= rows.length}
      indeterminate={count > 0 && count < rows.length}
      onChange={() =>
        requestsStore().send({ type: 'rows.selected', rows: count > 0 ? [] : rows.map(pickedOf) })
      }
    />
  );
};

const Rows = ({
  card,
  rows,
  state,
  offset,
  back,
}: {
  readonly card: TodayCardId;
  readonly rows: readonly Request[];
  readonly state: AppState;
  readonly offset: number;
  /** Where the focus begins, for those who come back. */
  readonly back: Place | null;
}) => {
  const list = useRef<HTMLDivElement>(null);
  const { menu, openMenu, closeMenu } = useRowMenu(state, card);
  const focus = useFocusInRows(list, rows, { card, offset, back });
  const selected = useRequests(({ context }) => context.selected);
  const hasWindow = useRequests(({ context }) => context.deciding !== null || context.form !== null);
  return (
    <div ref={list}>
      {rows.length === 0 ? (
        <Nothing>{emptyWords[card]}</Nothing>
      ) : (
        <Table.ScrollContainer minWidth={700} type="native">
          <Table aria-label={cardTitles[card]}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col" w="2.5rem">
                  <SelectAll rows={rows} />
                </Table.Th>
                {headsOf(card).map((head) => (
                  <Table.Th key={head} scope="col">
                    {head}
                  </Table.Th>
                ))}
                <Table.Th scope="col" className={classes['actions'] ?? ''}>
                  <VisuallyHidden>Actions</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((request) => (
                <TodayRow
                  key={request.id}
                  card={card}
                  request={request}
                  state={state}
                  note={(control) => focus.note(request.id, control)}
                  selected={selected.some(({ id }) => id === request.id)}
                  openMenu={(button) => openMenu(request, placeOf(button))}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {menu && (
        <PopupMenu
          label={`Actions for ${menu.row.externalId}`}
          place={menu.place}
          items={menu.items}
          close={(giveFocusBack) => {
            closeMenu();
            if (giveFocusBack) focus.place()?.focus();
          }}
        />
      )}
      {hasWindow && (
        <Suspense>
          <Windows state={state} returnFocusTo={focus.place} />
        </Suspense>
      )}
    </div>
  );
};

const List = ({ card }: { readonly card: TodayCardId }) => {
  const [left] = useState(() => whereLeft(card));
  useEffect(arrived, []);
  const [offset, setOffset] = useState(left?.offset ?? 0);
  const list = useTodayList(card, { offset, limit });
  const state = useAppState();
  const total = list.data?.total ?? 0;
  // The last request of the last page is done: the page before it is the last one now.
  if (offset > 0 && list.data && !list.isPlaceholderData && offset >= total)
    setOffset(Math.max(0, Math.ceil(total / limit) - 1) * limit);
  if (list.isError) return <LoadFailed error={list.error} retry={() => void list.refetch()} />;
  if (!list.data || !state.data) return <Waiting rows={8} />;
  return (
    <>
      {total > 0 && (
        <Group mb="sm" gap="sm" justify="space-between">
          <Text>{howWords[card]}</Text>
          <PrintList
            title={cardTitles[card]}
            deskName={state.data.desk.name}
            read={() => ask('today.list', { card, offset: 0, limit: mostRows })}
          />
        </Group>
      )}
      <Rows card={card} rows={list.data.rows} state={state.data} offset={offset} back={left?.place ?? null} />
      {total > 0 && <Pages offset={offset} limit={limit} total={total} turn={setOffset} />}
    </>
  );
};

/** The requests behind one of the day's cards: what to do with them, the step itself, and every other one in the menu. */
export const TodayList = ({ card }: { readonly card: TodayCardId }) => {
  useAsStepDoer(requestsDoer());
  const state = useAppState().data;
  useEffect(() => {
    const actor = requestsStore();
    // A notification on Borrowing Requests belongs there, and a window that was opened here belongs here.
    actor.send({ type: 'notification.dismissed' });
    actor.send({ type: 'rows.selected', rows: [] });
    return () => {
      actor.send({ type: 'decision.closed' });
      actor.send({ type: 'form.closed' });
      actor.send({ type: 'rows.selected', rows: [] });
    };
  }, []);
  return (
    <>
      <p style={{ margin: 0 }}>
        <a href="#/today">← Today</a>
      </p>
      <Title order={1} size="h2" mb="xs">
        {cardTitles[card]}
      </Title>
      <List card={card} />
      <div className={classes['notification']}>
        {state && <BulkBar state={state} />}
        <NotificationLine />
      </div>
    </>
  );
};
