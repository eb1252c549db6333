import type { KeyboardEvent } from 'react';
import type { TableColumn } from './columns.ts';
import { shownIds } from './column-state.ts';
import { movedBy, widened, widthStepPx } from './head-menu.ts';
import { isRightToLeft } from './head-places.ts';
import type { Columns } from './use-columns.ts';
import { t } from '../../../../shared/words/words.ts';

export type HeadKeys<R> = {
  readonly columns: Columns<R>;
  /** Puts the keys on the head of a column. */
  readonly goTo: (id: string) => void;
  /** Goes down into the rows. */
  readonly goDown: () => void;
  readonly openMenu: (column: TableColumn<R>, button: HTMLElement) => void;
  readonly say: (words: string) => void;
};

const isMenuKey = ({ key, shiftKey, altKey }: KeyboardEvent): boolean =>
  key === 'ContextMenu' || (key === 'F10' && shiftKey) || (key === 'ArrowDown' && altKey);

/**
 * Keys on the head of a column: arrows go to its neighbours and down, with Alt they move it, with Alt and Shift they move
 * its edge. Says whether the key was one of them.
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
      say(`${column.label}: ${later ? 'wider' : 'narrower'}`);
    } else if (event.altKey) {
      movedBy(columns, column.id, step);
      goTo(column.id);
      if (place >= 0 && place < shown.length)
        say(t('table.columnOf', { columnLabel: column.label, place: place + 1, shownCount: shown.length }));
    } else goTo(shown[place] ?? column.id);
  } else return false;
  return true;
};
