import { VisuallyHidden } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/icons/IconArrowDown';
import IconArrowUp from '@tabler/icons-react/icons/IconArrowUp';
import { useLayoutEffect, useRef, useState, type MouseEvent, type RefObject } from 'react';
import { placeOf, PopupMenu, type PopupPlace } from '../PopupMenu.tsx';
import type { FittedColumn, TableSort } from './columns.ts';
import { headKey, headMenu } from './head-actions.ts';
import classes from './Table.module.css';
import type { TableSelection } from './table-input.ts';
import type { Columns } from './use-columns.ts';
import { useHeadPointer } from './use-head-pointer.ts';
import type { TablePlace } from './use-table.ts';
import { t } from '../../../../shared/words/words.ts';

type HeadProps<R> = {
  readonly place: TablePlace;
  readonly columns: Columns<R>;
  readonly frozen: number;
  /** The widths of the cells before all columns, in pixels. */
  readonly before: readonly number[];
  readonly sort: TableSort | null;
  readonly sortBy: (sort: TableSort) => void;
  readonly selection: TableSelection<R> | undefined;
  readonly menus: boolean;
  readonly say: (words: string) => void;
};

type OpenMenu<R> = { readonly column: FittedColumn<R>; readonly place: PopupPlace; readonly nowPx: number };

const turned = { ascending: 'descending', descending: 'ascending' } as const;

const hint = t('Drag to move, drag the edge to resize, right-click for more');

const HeadCell = <R,>({
  column,
  sort,
  stop,
  press,
}: {
  readonly column: FittedColumn<R>;
  readonly sort: TableSort | null;
  /** Whether this head receives the focus when the keyboard moves up from the rows. */
  readonly stop: boolean;
  readonly press: (button: HTMLElement) => void;
}) => {
  const now = sort?.column === column.id ? sort.direction : null;
  const Icon = now === 'ascending' ? IconArrowUp : IconArrowDown;
  return (
    <div
      role="columnheader"
      className={classes['headCell']}
      aria-sort={column.sorts ? (now ?? 'none') : undefined}
      data-head={column.id}
    >
      <button
        type="button"
        className={classes['headButton']}
        // Only rows are stops of the Tab key: the head is reached from the first row.
        tabIndex={-1}
        title={column.sorts ? t('Sort by {columnLabel}. {hint}', { columnLabel: column.label, hint }) : hint}
        data-head-button={column.id}
        data-head-stop={stop || undefined}
        onClick={({ currentTarget }) => press(currentTarget)}
      >
        <span className={classes['headLabel']}>{column.label}</span>
        {now !== null && <Icon size={15} aria-hidden />}
      </button>
      <span className={classes['edge']} data-edge aria-hidden />
    </div>
  );
};

const SelectAll = <R,>({
  selection,
  total,
}: {
  readonly selection: TableSelection<R>;
  readonly total: number;
}) => (
  <div role="columnheader" className={classes['control']}>
    <label className={classes['whole']}>
      <input
        type="checkbox"
        aria-label={t('Select all')}
        checked={selection.count > 0 && selection.count >= total}
        ref={(box) => {
          if (box) box.indeterminate = selection.count > 0 && selection.count < total;
        }}
        onChange={selection.toggleAll}
      />
    </label>
  </div>
);

/** Tracks which head has the keyboard focus, and the menu that is open on one. */
const useHeads = <R,>(row: RefObject<HTMLDivElement | null>, { columns, sort, sortBy }: HeadProps<R>) => {
  const [menu, setMenu] = useState<OpenMenu<R> | null>(null);
  const [at, setAt] = useState<string | null>(null);
  const focusWanted = useRef(false);
  const { shown } = columns;
  useLayoutEffect(() => {
    if (!focusWanted.current) return;
    focusWanted.current = false;
    // A moved column is re-inserted into the page and loses the focus.
    row.current?.querySelector<HTMLElement>('[data-head-stop]')?.focus();
  });
  const openMenu = (column: FittedColumn<R>, button: HTMLElement, opened?: PopupPlace): void => {
    setAt(column.id);
    const nowPx = button.parentElement?.getBoundingClientRect().width ?? column.widthPx;
    setMenu({ column, place: opened ?? placeOf(button), nowPx });
  };
  return {
    menu,
    closeMenu: (): void => setMenu(null),
    stopId: shown.some(({ id }) => id === at) ? at : shown[0]?.id,
    goTo: (id: string): void => {
      focusWanted.current = true;
      setAt(id);
    },
    openMenu,
    press: (column: FittedColumn<R>, button: HTMLElement): void => {
      setAt(column.id);
      if (!column.sorts) return openMenu(column, button);
      const isNow = sort?.column === column.id;
      sortBy({ column: column.id, direction: isNow ? turned[sort.direction] : column.sorts });
    },
    rightClicked: (event: MouseEvent): void => {
      const head = (event.target as Element).closest<HTMLElement>('[data-head]');
      const column = shown.find(({ id }) => id === head?.dataset['head']);
      const button = row.current?.querySelector<HTMLElement>(`[data-head-button="${column?.id}"]`);
      if (!column || !button) return;
      event.preventDefault();
      const { clientX: x, clientY: y } = event;
      openMenu(column, button, event.button === 2 ? { x, top: y, bottom: y } : undefined);
    },
  };
};

/** The head of the table, always visible. Each cell sorts the list, and can be moved by dragging or with keys. */
export const TableHead = <R,>(props: HeadProps<R>) => {
  const { place, columns, frozen, before, sort, sortBy, selection, menus, say } = props;
  const row = useRef<HTMLDivElement>(null);
  const heads = useHeads(row, props);
  const { menu, goTo, openMenu } = heads;
  const pointer = useHeadPointer({ scroller: place.scroller, columns, before, frozen });
  const cells = columns.shown.map((column) => (
    <HeadCell
      key={column.id}
      column={column}
      sort={sort}
      stop={column.id === heads.stopId}
      press={(button) => heads.press(column, button)}
    />
  ));
  return (
    <div role="rowgroup" className={classes['headGroup']}>
      <div
        ref={row}
        role="row"
        aria-rowindex={1}
        className={classes['head']}
        {...pointer}
        onKeyDown={(event) => {
          const goDown = (): void => void place.cursor.move(place.cursor.at);
          if (!headKey(event, { columns, goTo, goDown, openMenu, say })) return;
          event.preventDefault();
          event.stopPropagation();
        }}
        onContextMenu={heads.rightClicked}
      >
        <div role="presentation" className={classes['frozen']}>
          {selection && <SelectAll selection={selection} total={place.total} />}
          {menus && (
            <div role="columnheader" className={classes['control']}>
              <VisuallyHidden>{t('Actions')}</VisuallyHidden>
            </div>
          )}
          {cells.slice(0, frozen)}
        </div>
        <div role="presentation" className={classes['rest']}>
          {cells.slice(frozen)}
        </div>
      </div>
      {menu && (
        <PopupMenu
          label={t('Column {columnLabel}', { columnLabel: menu.column.label })}
          place={menu.place}
          items={headMenu(columns, menu.column, menu.nowPx, { now: sort, by: sortBy })}
          close={(giveFocusBack) => {
            heads.closeMenu();
            if (giveFocusBack) goTo(menu.column.id);
          }}
        />
      )}
    </div>
  );
};
