import { Text } from '@mantine/core';
import type { RequestList, RequestQuery, RequestSort } from '../../../../../shared/ipc/request-views.ts';
import type { SortColumn } from '../../../../../shared/domain/request-list.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import type { RequestRow } from '../../../../../shared/ipc/request-views.ts';
import { ask } from '../../../api/desk.ts';
import { PopupMenu } from '../../../components/PopupMenu.tsx';
import type { TableSort, TableSpec } from '../../../components/table/columns.ts';
import { focusRow, Table } from '../../../components/table/Table.tsx';
import type { Columns } from '../../../components/table/use-columns.ts';
import { type TablePlace, useTable } from '../../../components/table/use-table.ts';
import { maxSelected } from '../../../requests/BulkBar.tsx';
import { typedViewStorage } from '../../../requests/request-storage.ts';
import { requestsStore, useRequests } from '../../../requests/use-requests.ts';
import { useRowMenu } from '../../../requests/use-row-menu.tsx';
import { openDetails, showIfOpen, useOpened } from '../../../requests/details/open-details.ts';
import { useFollowDetails } from '../../../requests/details/use-follow-details.ts';
import { useEffect } from 'react';
import { useRows } from './use-rows.ts';
import { useSelection } from '../../../requests/use-selection.ts';
import { t } from '../../../../../shared/words/words.ts';
import { locale } from '../../../../../shared/words/language.ts';

type TableProps = {
  readonly state: AppState;
  readonly list: RequestList;
  /** Whether the list belongs to a previous query and is shown until the new one arrives. */
  readonly stale: boolean;
  readonly query: RequestQuery;
  readonly sort: RequestSort;
  readonly spec: TableSpec<RequestRow>;
  readonly columns: Columns<RequestRow>;
  /** Identifies the pane beside the table. */
  readonly beside: string;
};

const sortBy = ({ column, direction }: TableSort): void =>
  requestsStore().send({ type: 'sort.chosen', sort: { column: column as SortColumn, direction } });

const show = ({ id }: RequestRow, takesFocus: boolean): void => openDetails(id, 'top', takesFocus);

/** Moves the cursor to the wanted row once the list contains it. */
const useWantedRow = (place: TablePlace, list: RequestList, stale: boolean): void => {
  const wanted = useRequests(({ context }) => context.wantedRow);
  useEffect(() => {
    const index = stale || wanted === null ? -1 : list.rows.findIndex(({ id }) => id === wanted);
    if (index < 0) return;
    requestsStore().send({ type: 'row.wanted', requestId: null });
    place.rows.showRow(place.cursor.move(index));
  });
};

/** The table of requests: up to a million, loaded as far as they are viewed. */
export const RequestTable = ({ state, list, stale, query, sort, spec, columns, beside }: TableProps) => {
  const { total } = list;
  const place = useTable({
    viewKey: JSON.stringify([query, sort]),
    total,
    keeper: typedViewStorage,
  });
  const { cursor, rows } = place;
  const rowAt = useRows(list, query, sort, rows.inSight);
  useFollowDetails(rowAt(cursor.at)?.id ?? null, cursor.moves);
  const { menu, openMenu, takeFirst, closeMenu } = useRowMenu(state);
  useWantedRow(place, list, stale);
  const openKey = useOpened('requests')?.requestId ?? null;
  const selection = useSelection({
    key: ['requests', 'selectable', query, sort],
    read: () => ask('requests.list', { query, sort, offset: 0, limit: maxSelected }),
  });
  return (
    <>
      <Table
        {...{ spec, place, columns, rowAt, stale, sort, sortBy, openKey, beside }}
        menuKey={menu?.row.id ?? null}
        acts={{
          open: show,
          // With a selection the key applies to all selected rows.
          next: selection.count === 0 ? takeFirst : undefined,
          openMenu: (row, at) => {
            showIfOpen(row.id);
            openMenu(row, at);
          },
          selection,
        }}
      />
      {menu && (
        <PopupMenu
          label={t('Actions for {externalId}', { externalId: menu.row.externalId })}
          place={menu.place}
          items={menu.items}
          close={(giveFocusBack) => {
            closeMenu();
            if (giveFocusBack) focusRow(place);
          }}
        />
      )}
    </>
  );
};

/** The number of requests in the list, announced once it is known. */
export const ListCount = ({ list }: { readonly list: RequestList | undefined }) => (
  <Text role="status" size="sm">
    {list &&
      (list.atLeast
        ? t('More than {total} requests; the newest {total} are listed', {
            total: list.total.toLocaleString(locale),
          })
        : t('{total} {total2, plural, one {request} other {requests}}', {
            total: list.total.toLocaleString(locale),
            total2: list.total,
          }))}
  </Text>
);
