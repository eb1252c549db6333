import type { KeyboardEvent } from 'react';
import type { PopupItem } from '../PopupMenu.tsx';
import type { Direction, FittedColumn, TableSort } from './columns.ts';
import { shownIds, withPlace, withToggled, withWidth } from './column-state.ts';
import type { Columns } from './use-columns.ts';
import { isRightToLeft } from './use-head-pointer.ts';
import { t } from '../../../../shared/words/words.ts';

/** How far one key press moves the edge of a column. */
const widthStepPx = 16;

/** Moves a column by a number of places among the visible ones. */
const movedBy = <R>({ state, change }: Columns<R>, id: string, places: number): void => {
  const shown = shownIds(state);
  const place = shown.indexOf(id) + places;
  if (place >= 0 && place < shown.length) change(withPlace(state, id, place));
};

/** Makes a column wider or narrower. @param nowPx its current width */
const widened = <R>({ state, change }: Columns<R>, id: string, nowPx: number, byPx: number): void =>
  change(withWidth(state, id, nowPx + byPx));

/** The menu of a column, for users who do not drag. */
export const headMenu = <R>(
  columns: Columns<R>,
  column: FittedColumn<R>,
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
      sort.now?.column === id && sort.now.direction === direction ? t('Already sorted this way.') : null,
    );
  return [
    ...(column.sorts
      ? [sorted('ascending', t('Sort ascending')), sorted('descending', t('Sort descending'))]
      : []),
    item(t('Wider'), () => widened(columns, id, nowPx, 3 * widthStepPx), null, column.sorts !== undefined),
    item(t('Narrower'), () => widened(columns, id, nowPx, -3 * widthStepPx)),
    item(t('Move left'), () => movedBy(columns, id, -1), place === 0 ? t('Already the first column.') : null),
    item(
      t('Move right'),
      () => movedBy(columns, id, 1),
      place === shown.length - 1 ? t('Already the last column.') : null,
    ),
    state.frozen === place + 1
      ? item(t('Unfreeze columns'), () => change({ ...state, frozen: 0 }), null, true)
      : item(t('Freeze columns up to here'), () => change({ ...state, frozen: place + 1 }), null, true),
    item(
      t('Hide'),
      () => change(withToggled(state, id)),
      shown.length === 1 ? t('Keep at least one column.') : null,
    ),
    item(t('Reset columns'), reset, null, true),
  ];
};

type HeadKeys<R> = {
  readonly columns: Columns<R>;
  /** Moves the keyboard focus to the head of a column. */
  readonly goTo: (id: string) => void;
  /** Moves the keyboard focus down into the rows. */
  readonly goDown: () => void;
  readonly openMenu: (column: FittedColumn<R>, button: HTMLElement) => void;
  readonly say: (words: string) => void;
};

const isMenuKey = ({ key, shiftKey, altKey }: KeyboardEvent): boolean =>
  key === 'ContextMenu' || (key === 'F10' && shiftKey) || (key === 'ArrowDown' && altKey);

/**
 * Handles keys on a column head: arrows move to the neighbours and down, Alt+arrows move the column, Alt+Shift+arrows move its edge.
 * Returns whether the key was handled.
 */
export const headKey = <R>(event: KeyboardEvent<HTMLElement>, keys: HeadKeys<R>): boolean => {
  const button =
    event.target instanceof Element ? event.target.closest<HTMLElement>('[data-head-button]') : null;
  const { columns, goTo, goDown, openMenu, say } = keys;
  const id = button?.dataset['headButton'];
  const column = columns.shown.find((each) => each.id === id);
  if (!button || !column) return false;
  if (isMenuKey(event)) openMenu(column, button);
  else if (event.key === 'ArrowDown') goDown();
  else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    const later = (event.key === 'ArrowRight') !== isRightToLeft(button);
    const step = later ? 1 : -1;
    const shown = shownIds(columns.state);
    const place = shown.indexOf(column.id) + step;
    if (event.altKey && event.shiftKey) {
      const nowPx = button.parentElement?.getBoundingClientRect().width ?? column.widthPx;
      widened(columns, column.id, nowPx, step * widthStepPx);
      say(
        t('{column}: {way, select, wider {wider} other {narrower}}', {
          column: column.label,
          way: later ? 'wider' : 'narrower',
        }),
      );
    } else if (event.altKey) {
      movedBy(columns, column.id, step);
      goTo(column.id);
      if (place >= 0 && place < shown.length)
        say(
          t('{columnLabel}: column {place} of {shownCount}', {
            columnLabel: column.label,
            place: place + 1,
            shownCount: shown.length,
          }),
        );
    } else goTo(shown[place] ?? column.id);
  } else return false;
  return true;
};
