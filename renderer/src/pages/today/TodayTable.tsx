import { useState } from 'react';
import type { TodayCardId, TodayRow } from '../../../../shared/ipc/today-views.ts';
import type { Output } from '../../../../shared/ipc/contract.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { rowsPerPage } from '../../api/pages.ts';
import { selectableOf, useFurtherOfQueue } from '../../api/today.ts';
import { PopupMenu } from '../../components/PopupMenu.tsx';
import { Table } from '../../components/table/Table.tsx';
import type { Columns } from '../../components/table/use-columns.ts';
import { rowIn, useVisiblePages } from '../../components/table/use-visible-pages.ts';
import { useStableRows } from '../../components/table/use-stable-rows.ts';
import { useTable } from '../../components/table/use-table.ts';
import { maxSelected } from '../../requests/BulkBar.tsx';
import { openDetails, showIfOpen, useOpened } from '../../requests/details/open-details.ts';
import { useFollowDetails } from '../../requests/details/use-follow-details.ts';
import { useRowMenu } from '../../requests/use-row-menu.tsx';
import { useSelection } from '../../requests/use-selection.ts';
import { todayTable } from './columns.tsx';
import { GiveBarcodes } from './give-barcodes/GiveBarcodes.tsx';
import { t } from '../../../../shared/words/words.ts';
import { dismissesNotes } from './card-rules.ts';

type TodayTableProps = {
  readonly card: TodayCardId;
  readonly state: AppState;
  readonly list: Output<'today.list'>;
  readonly columns: Columns<TodayRow>;
  /** Returns the element to focus when a menu closes. */
  readonly focusPlace: () => HTMLElement | null;
};

/** The requests of a queue, with actions in place, for one or many. */
export const TodayTable = ({ card, state, list, columns, focusPlace }: TodayTableProps) => {
  const place = useTable({
    viewKey: card,
    total: list.total,
    keeper: null,
  });
  const pages = useVisiblePages(list.total, place.rows.inSight, rowsPerPage);
  const first = useStableRows(card, list.rows, todayTable(card).keyOf);
  const rowAt = rowIn(first, useFurtherOfQueue(card, pages), rowsPerPage);
  const detailsAt = dismissesNotes(card) ? 'notes' : 'top';
  useFollowDetails(rowAt(place.cursor.at)?.id ?? null, place.cursor.moves, detailsAt);
  const { menu, openMenu, takeFirst, closeMenu } = useRowMenu(state);
  const selection = useSelection(selectableOf(card, maxSelected));
  const openKey = useOpened('today')?.requestId ?? null;
  const [next, setNext] = useState<TodayRow | null>(null);
  return (
    <>
      {card === 'give-barcodes' && <GiveBarcodes {...{ state, place, rowAt }} shown={setNext} />}
      <Table
        {...{ place, columns, rowAt }}
        openKey={openKey ?? next?.id ?? null}
        beside={openKey === null ? null : 'details'}
        spec={todayTable(card)}
        menuKey={menu?.row.id ?? null}
        acts={{
          open: ({ id }, takesFocus) => openDetails(id, detailsAt, takesFocus),
          next: selection.count === 0 ? takeFirst : undefined,
          openMenu: (row, at) => {
            showIfOpen(row.id, detailsAt);
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
            if (giveFocusBack) focusPlace()?.focus({ preventScroll: true });
          }}
        />
      )}
    </>
  );
};
