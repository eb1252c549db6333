import type { PopupItem } from '../PopupMenu.tsx';
import type { Direction, TableColumn, TableSort } from './columns.ts';
import { shownIds, withPlace, withToggled, withWidth } from './column-state.ts';
import type { Columns } from './use-columns.ts';
import { t } from '../../../../shared/words/words.ts';

/** So far one press of a key moves the edge of a column. */
export const widthStepPx = 16;

/** A column moved by so many places among those that are shown. */
export const movedBy = <R>({ state, change }: Columns<R>, id: string, places: number): void => {
  const shown = shownIds(state);
  const place = shown.indexOf(id) + places;
  if (place >= 0 && place < shown.length) change(withPlace(state, id, place));
};

/** A column made wider or narrower. @param nowPx as wide as it is drawn now */
export const widened = <R>({ state, change }: Columns<R>, id: string, nowPx: number, byPx: number): void =>
  change(withWidth(state, id, nowPx + byPx));

/** What can be done with a column, for who does not drag. */
export const headMenu = <R>(
  columns: Columns<R>,
  column: TableColumn<R>,
  nowPx: number,
  sort: { readonly now: TableSort | null; readonly by: (sort: TableSort) => void },
): readonly PopupItem[] => {
  const { state, change, reset } = columns;
  const { id } = column;
  const shown = shownIds(state);
  const place = shown.indexOf(id);
  const item = (label: string, run: () => void, why: string | null = null, apart = false): PopupItem => ({
    id: label,
    label,
    why,
    apart,
    run,
  });
  const sorted = (direction: Direction, label: string): PopupItem =>
    item(
      label,
      () => sort.by({ column: id, direction }),
      sort.now?.column === id && sort.now.direction === direction ? t('table.itIsSoAlready') : null,
    );
  return [
    ...(column.sorts
      ? [sorted('ascending', t('table.sortAscending')), sorted('descending', t('table.sortDescending'))]
      : []),
    item(
      t('table.wider'),
      () => widened(columns, id, nowPx, 3 * widthStepPx),
      null,
      column.sorts !== undefined,
    ),
    item(t('table.narrower'), () => widened(columns, id, nowPx, -3 * widthStepPx)),
    item(
      t('table.moveLeft'),
      () => movedBy(columns, id, -1),
      place === 0 ? t('table.itIsTheFirstColumn') : null,
    ),
    item(
      t('table.moveRight'),
      () => movedBy(columns, id, 1),
      place === shown.length - 1 ? t('table.itIsTheLastColumn') : null,
    ),
    state.frozen === place + 1
      ? item(t('table.letItScrollWithTheOthers'), () => change({ ...state, frozen: 0 }), null, true)
      : item(t('table.keepInSightUpToHere'), () => change({ ...state, frozen: place + 1 }), null, true),
    item(
      t('table.hide'),
      () => change(withToggled(state, id)),
      shown.length === 1 ? t('table.oneColumnMustStay') : null,
    ),
    item(t('table.allColumnsAsAtFirst'), reset, null, true),
  ];
};
