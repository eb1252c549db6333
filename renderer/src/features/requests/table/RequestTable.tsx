import { Text } from '@mantine/core';
import { useRef } from 'react';
import type { CSSProperties } from 'react';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import type {
  RequestList,
  RequestQuery,
  RequestRow,
  RequestSort,
} from '../../../../../shared/ipc/request-views.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { useLate } from '../../../components/late.ts';
import { PopupMenu } from '../../../components/PopupMenu.tsx';
import { useTimeZone, useToday } from '../../../components/today.ts';
import { useRequests } from '../../../shell/requests/use-requests.ts';
import type { RowMenu } from '../../../shell/requests/use-row-menu.tsx';
import { useRowMenu } from '../../../shell/requests/use-row-menu.tsx';
import type { Column } from './columns.tsx';
import { RequestRowView } from './RequestRowView.tsx';
import classes from './RequestTable.module.css';
import { tableInput } from './table-input.ts';
import { TableHead } from './TableHead.tsx';
import { useCursor } from './use-cursor.ts';
import { useFollowDetails } from './use-follow-details.ts';
import { useRows } from './use-rows.ts';
import { useSelectAll } from './use-select-all.ts';
import type { VirtualRows } from './use-virtual-rows.ts';
import { rowHeightPx, useVirtualRows } from './use-virtual-rows.ts';

type TableProps = {
  readonly state: AppState;
  readonly list: RequestList;
  /** Whether the list belongs to an earlier question, whose answer is still shown. */
  readonly stale: boolean;
  readonly query: RequestQuery;
  readonly sort: RequestSort;
  readonly columns: readonly Column[];
};

/** The rows that are drawn now. */
const Rows = ({
  rows,
  rowAt,
  columns,
  compact,
  rowPx,
  at,
  menuId,
}: {
  readonly rows: VirtualRows;
  readonly rowAt: (index: number) => RequestRow | undefined;
  readonly columns: readonly Column[];
  readonly compact: boolean;
  readonly rowPx: number;
  readonly at: number;
  /** The request whose menu is open. */
  readonly menuId: RequestId | null;
}) => {
  const selected = useRequests(({ context }) => context.selected);
  const openId = useRequests(({ context }) => context.opened?.requestId ?? null);
  const selectedIds = new Set(selected.map(({ id }) => id));
  const facts = { today: useToday(), timeZone: useTimeZone(), compact };
  return rows.items.map(({ index, topPx }) => {
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
        menu={row !== undefined && row.id === menuId}
        {...facts}
      />
    );
  });
};

/** The menu of the row that it was opened on. */
const Menu = ({
  menu,
  close,
  giveFocusBack,
}: {
  readonly menu: RowMenu;
  readonly close: () => void;
  readonly giveFocusBack: () => void;
}) => (
  <PopupMenu
    label={`Actions for ${menu.row.externalId}`}
    place={menu.place}
    items={menu.items}
    close={(focusBack) => {
      close();
      if (focusBack) giveFocusBack();
    }}
  />
);

/** What acts on a row stands at its beginning: in sight however wide the table is, and not held in place while it scrolls. */
const gridOf = (columns: readonly Column[]): CSSProperties =>
  ({ '--columns': `2rem 2rem ${columns.map(({ width }) => width).join(' ')}` }) as CSSProperties;

/** The table of requests: drawn where it is looked at, however long it is. */
export const RequestTable = ({ state, list, stale, query, sort, columns }: TableProps) => {
  const compact = state.settings.appearance.density === 'compact';
  const rowPx = rowHeightPx[compact ? 'compact' : 'comfortable'];
  const scroller = useRef<HTMLDivElement>(null);
  const { total } = list;
  const cursor = useCursor(scroller, JSON.stringify([query, sort]), total);
  const { at, kept } = cursor;
  const rows = useVirtualRows(scroller, { count: total, rowPx, cursor: at, initialOffset: kept.offset });
  const rowAt = useRows(list, query, sort, rows.inSight);
  useFollowDetails(rowAt(at)?.id ?? null, cursor.moves);
  const { menu, openMenu, closeMenu } = useRowMenu(state);
  const late = useLate(stale);
  const chosen = useRequests(({ context }) => context.selected.length);
  const selectThem = useSelectAll(query, sort, chosen);
  const selectAll = (): void => void selectThem();
  const focusRow = (): void =>
    scroller.current?.querySelector<HTMLElement>(`[data-index="${at}"]`)?.focus({ preventScroll: true });
  const input = tableInput({ total, stale, cursor, rows, rowAt, openMenu, selectAll });
  return (
    <>
      <div
        ref={scroller}
        className={classes['scroller']}
        data-compact={compact || undefined}
        style={gridOf(columns)}
        onScroll={({ currentTarget }) => kept.scrolled(currentTarget.scrollTop)}
      >
        <div
          role="grid"
          aria-label="Requests"
          aria-rowcount={total + 1}
          aria-multiselectable
          aria-busy={late}
          className={classes['grid']}
          {...input}
        >
          <TableHead
            columns={columns}
            selectAll={selectAll}
            checked={chosen === 0 ? false : chosen >= total ? true : 'some'}
          />
          <div
            role="rowgroup"
            className={classes['body']}
            data-late={late || undefined}
            style={{ height: rows.heightPx }}
          >
            <Rows {...{ rows, rowAt, columns, compact, rowPx, at }} menuId={menu?.row.id ?? null} />
          </div>
        </div>
      </div>
      {menu && <Menu menu={menu} close={closeMenu} giveFocusBack={focusRow} />}
    </>
  );
};

/** How many requests the list holds, announced once it is known. */
export const ListCount = ({ list }: { readonly list: RequestList | undefined }) => (
  <Text role="status" size="sm">
    {list &&
      (list.atLeast
        ? `More than ${list.total.toLocaleString('en')} requests: the first ${list.total.toLocaleString('en')} are listed`
        : `${list.total.toLocaleString('en')} ${list.total === 1 ? 'request' : 'requests'}`)}
  </Text>
);
