import { Text } from '@mantine/core';
import { useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import type {
  RequestList,
  RequestQuery,
  RequestRow,
  RequestSort,
} from '../../../../../shared/ipc/request-views.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { useLate } from '../../../components/late.ts';
import { placeOf, PopupMenu } from '../../../components/PopupMenu.tsx';
import { useTimeZone, useToday } from '../../../components/today.ts';
import { placeKeeper } from '../kept-scroll.ts';
import { requestsActor, useRequests } from '../requests-actor.ts';
import { pickedOf, useRowMenu } from '../use-row-menu.tsx';
import type { Column } from './columns.tsx';
import { RequestRowView } from './RequestRowView.tsx';
import classes from './RequestTable.module.css';
import { TableHead } from './TableHead.tsx';
import { useFollowDetails } from './use-follow-details.ts';
import { useRows } from './use-rows.ts';
import { useSelectAll } from './use-select-all.ts';
import { headHeightPx, rowHeightPx, useVirtualRows } from './use-virtual-rows.ts';

const indexOf = (target: EventTarget | null): number | null => {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return row === null ? null : Number(row.dataset['index']);
};

const actOf = (target: EventTarget | null): string | null =>
  (target instanceof Element ? target.closest<HTMLElement>('[data-act]') : null)?.dataset['act'] ?? null;

type TableProps = {
  readonly state: AppState;
  readonly list: RequestList;
  /** Whether the list belongs to an earlier question, whose answer is still shown. */
  readonly stale: boolean;
  readonly query: RequestQuery;
  readonly sort: RequestSort;
  readonly columns: readonly Column[];
};

/** The table of requests: drawn where it is looked at, however long it is. Source: product.md §3.2, design.md. */
export const RequestTable = ({ state, list, stale, query, sort, columns }: TableProps) => {
  const compact = state.settings.appearance.density === 'compact';
  const rowPx = rowHeightPx[compact ? 'compact' : 'comfortable'];
  const scroller = useRef<HTMLDivElement>(null);
  const viewKey = JSON.stringify([query, sort]);
  const [kept] = useState(() => placeKeeper(viewKey));
  const [cursor, setCursor] = useState(kept.cursor);
  const [keyShown, setKeyShown] = useState(viewKey);
  if (keyShown !== viewKey) {
    setKeyShown(viewKey);
    setCursor(0);
  }
  const total = list.total;
  const at = Math.min(cursor, Math.max(0, total - 1));
  const rows = useVirtualRows(scroller, { count: total, rowPx, cursor: at, initialOffset: kept.offset });
  useLayoutEffect(() => {
    if (kept.follow(viewKey)) scroller.current?.scrollTo({ top: 0 });
  }, [kept, viewKey]);
  const rowAt = useRows(list, query, sort, rows.inSight);

  const selected = useRequests(({ context }) => context.selected);
  const openId = useRequests(({ context }) => context.opened?.requestId ?? null);
  const selectedIds = new Set(selected.map(({ id }) => id));
  const { menu, openMenu, closeMenu } = useRowMenu(state);
  const facts = { today: useToday(), timeZone: useTimeZone(), compact };
  const late = useLate(stale);
  const selectAll = useSelectAll(query, sort, selected.length);

  // The row that the keys went to takes the focus once it is drawn.
  const focusWanted = useRef(false);
  useLayoutEffect(() => {
    if (!focusWanted.current) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${at}"]`);
    if (!row) return;
    focusWanted.current = false;
    row.focus({ preventScroll: true });
  });
  const [moves, setMoves] = useState(0);
  useFollowDetails(rowAt(at)?.id ?? null, moves);

  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(total - 1, index));
    focusWanted.current = true;
    kept.note(next);
    setCursor(next);
    setMoves((count) => count + 1);
    rows.showRow(next);
  };
  const select = (from: number, to: number): void => {
    const between = Array.from({ length: Math.abs(to - from) + 1 }, (_, step) =>
      rowAt(Math.min(from, to) + step),
    );
    const known = between.flatMap((row) => (row && !selectedIds.has(row.id) ? [pickedOf(row)] : []));
    requestsActor().send({ type: 'rows.selected', rows: [...selected, ...known] });
  };
  const toggle = (row: RequestRow): void => requestsActor().send({ type: 'row.toggled', row: pickedOf(row) });
  const open = (row: RequestRow, takesFocus: boolean): void =>
    requestsActor().send({ type: 'details.opened', requestId: row.id, at: 'top', takesFocus });
  const menuAt = (index: number, row: RequestRow): void => {
    const button = scroller.current?.querySelector(`[data-index="${index}"] [data-act="menu"]`);
    if (button) openMenu(row, placeOf(button));
  };

  const pressed = (event: KeyboardEvent): void => {
    const index = indexOf(event.target);
    if (index === null || event.altKey) return;
    const row = rowAt(index);
    const onRow = event.target instanceof HTMLElement && event.target.getAttribute('role') === 'row';
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + rows.pageRows,
      PageUp: index - rows.pageRows,
      Home: 0,
      End: total - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) {
      if (event.shiftKey) select(index, Math.max(0, Math.min(total - 1, to)));
      moveTo(to);
    } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      if (row) menuAt(index, row);
    } else if (event.key === 'Enter' && onRow && row) open(row, true);
    else if (event.key === ' ' && onRow && row) toggle(row);
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) void selectAll();
    else return;
    event.preventDefault();
  };

  const clicked = (event: MouseEvent): void => {
    const index = indexOf(event.target);
    const row = index === null ? undefined : rowAt(index);
    if (index === null || !row) return;
    const act = actOf(event.target);
    const from = at;
    kept.note(index);
    setCursor(index);
    if (act === 'menu') openMenu(row, placeOf(event.target as Element));
    else if (event.shiftKey) select(from, index);
    else if (act === 'select' || event.ctrlKey || event.metaKey) toggle(row);
    else open(row, false);
  };

  const rightClicked = (event: MouseEvent): void => {
    const index = indexOf(event.target);
    const row = index === null ? undefined : rowAt(index);
    if (index === null || !row) return;
    event.preventDefault();
    setCursor(index);
    focusWanted.current = true;
    // The context key comes as a click of the right button without a place.
    if (event.button !== 2) menuAt(index, row);
    else openMenu(row, { x: event.clientX, top: event.clientY, bottom: event.clientY });
  };

  // What acts on a row stands at its beginning: in sight however wide the table is, and nothing needs to be held in place
  // while it scrolls.
  const template = `2.25rem 2.25rem ${columns.map(({ width }) => width).join(' ')}`;
  return (
    <>
      <div
        ref={scroller}
        className={classes['scroller']}
        data-compact={compact || undefined}
        style={{ '--columns': template } as React.CSSProperties}
        onScroll={({ currentTarget }) => kept.scrolled(currentTarget.scrollTop)}
      >
        <div
          role="grid"
          aria-label="Requests"
          aria-rowcount={total + 1}
          aria-multiselectable
          aria-busy={late}
          className={classes['grid']}
          onKeyDown={pressed}
          onClick={clicked}
          onContextMenu={rightClicked}
        >
          <TableHead
            columns={columns}
            selectAll={() => void selectAll()}
            checked={selected.length === 0 ? false : selected.length >= total ? true : 'some'}
          />
          <div
            role="rowgroup"
            className={classes['body']}
            style={{
              height: rows.heightPx,
              minHeight: `calc(100% - ${headHeightPx}px)`,
              opacity: late ? 0.6 : 1,
            }}
          >
            {rows.items.map(({ index, topPx }) => {
              const row = rowAt(index);
              return (
                <RequestRowView
                  key={index}
                  row={row}
                  index={index}
                  topPx={topPx}
                  heightPx={rowPx}
                  columns={columns}
                  current={index === at}
                  selected={row !== undefined && selectedIds.has(row.id)}
                  open={row !== undefined && row.id === openId}
                  menu={row !== undefined && menu?.row.id === row.id}
                  {...facts}
                />
              );
            })}
          </div>
        </div>
      </div>
      {menu && (
        <PopupMenu
          label={`Actions for ${menu.row.externalId}`}
          place={menu.place}
          items={menu.items}
          close={(giveFocusBack) => {
            closeMenu();
            if (giveFocusBack)
              scroller.current
                ?.querySelector<HTMLElement>(`[data-index="${at}"]`)
                ?.focus({ preventScroll: true });
          }}
        />
      )}
    </>
  );
};

/** How many requests the list holds, said to everyone once it is known. */
export const ListCount = ({ list }: { readonly list: RequestList | undefined }) => (
  <Text role="status" size="sm">
    {list &&
      (list.atLeast
        ? `More than ${list.total.toLocaleString('en')} requests: the first ${list.total.toLocaleString('en')} are listed`
        : `${list.total.toLocaleString('en')} ${list.total === 1 ? 'request' : 'requests'}`)}
  </Text>
);
