import { VisuallyHidden } from '@mantine/core';
import { useEffect, useState, type Key } from 'react';
import { useLate } from '../late.ts';
import { useTimeZone, useToday } from '../today.ts';
import { maxFrozenColumns, layoutStyle, templatesOf } from './column-state.ts';
import type { TableSort, TableSpec } from './columns.ts';
import { useFullText } from './FullText.tsx';
import classes from './Table.module.css';
import { tableInput, type RowActs } from './table-input.ts';
import { TableHead } from './TableHead.tsx';
import { TableRow } from './TableRow.tsx';
import type { Columns } from './use-columns.ts';
import { useStableCursor } from './use-stable-cursor.ts';
import { useAvailableWidth } from './use-available-width.ts';
import type { TablePlace } from './use-table.ts';
import { t } from '../../../../shared/words/words.ts';

export type TableProps<R> = {
  readonly spec: TableSpec<R>;
  readonly place: TablePlace;
  readonly columns: Columns<R>;
  /** The row at an index; undefined while it is loading. */
  readonly rowAt: (index: number) => R | undefined;
  /** Whether the rows belong to a previous query and are shown until the new ones arrive. */
  readonly stale?: boolean;
  readonly sort?: TableSort | null;
  readonly sortBy?: (sort: TableSort) => void;
  readonly acts: RowActs<R>;
  /** The row shown beside the table, and the row whose menu is open. */
  readonly openKey?: Key | null;
  readonly menuKey?: Key | null;
  /** Identifies the pane beside the table: the width is measured again when it changes. */
  readonly beside?: Key | null;
  /** Whether the table fills the height of its page; otherwise it is as high as its rows. */
  readonly fills?: boolean;
};

const noSort = (): void => undefined;

/** The rows that are currently rendered. */
const Rows = <R,>(props: TableProps<R> & { readonly frozen: number }) => {
  const { spec, place, columns, rowAt, acts, openKey = null, menuKey = null, frozen } = props;
  const { selection, openMenu } = acts;
  const facts = { today: useToday(), timeZone: useTimeZone(), compact: place.compact };
  const names = {
    select: spec.controlNames?.select ?? ((name: string) => t('Select {name}', { name })),
    menu: spec.controlNames?.menu ?? ((name: string) => t('Actions for {name}', { name })),
  };
  return place.rows.items.map(({ index, topPx }) => {
    const row = rowAt(index);
    const key = row === undefined ? null : spec.keyOf(row);
    const name = row === undefined ? null : spec.nameOf(row);
    return (
      <TableRow
        key={index}
        row={row}
        index={index}
        topPx={topPx}
        columns={columns.shown}
        frozen={frozen}
        current={index === place.cursor.at}
        selects={selection !== undefined}
        menus={openMenu !== undefined}
        select={selection && name !== null ? names.select(name) : null}
        whyNotSelect={row === undefined ? null : (selection?.whyNot?.(row) ?? null)}
        menu={openMenu && name !== null ? names.menu(name) : null}
        selected={row !== undefined && selection?.has(row) === true}
        open={key !== null && key === openKey}
        menuOpen={key !== null && key === menuKey}
        {...facts}
      />
    );
  });
};

/** The layout of the table in its scroll container. */
const useScroller = <R,>({ place, columns, acts, fills = true, beside = null }: TableProps<R>) => {
  const before = [acts.selection, acts.openMenu].flatMap((has) => (has ? [place.sizes.controlPx] : []));
  const beforePx = before.reduce((sum, px) => sum + px, 0);
  useAvailableWidth(place.scroller, beforePx, columns.measured, beside);
  const { shown, state } = columns;
  const viewPx = columns.roomPx + beforePx;
  const frozen = maxFrozenColumns(shown, state, beforePx, viewPx);
  const layout = templatesOf(shown, state.widths, before, frozen, columns.roomPx);
  return {
    frozen,
    before,
    scroller: {
      ref: place.scroller,
      className: classes['scroller'],
      'data-fills': fills || undefined,
      'data-wide': layout.leastPx > viewPx || undefined,
      style: {
        ...layoutStyle(layout, place.sizes),
        ...(!fills && { '--rows-height': `${place.rows.heightPx}px` }),
      },
    },
  };
};

/** Shows columns that were empty until further rows were loaded. */
const useFound = <R,>({ columns: { empty, found }, rowAt, place }: TableProps<R>): void => {
  useEffect(() => {
    const rows = empty.length === 0 ? [] : place.rows.items.map(({ index }) => rowAt(index));
    const more = empty.filter(({ has }) => rows.some((row) => row !== undefined && has?.(row)));
    if (more.length > 0) found(more.map(({ id }) => id));
  });
};

/** The table used by every list: only the visible part is rendered, however long it is. It is independent of its content. */
export const Table = <R,>(props: TableProps<R>) => {
  const { spec, place, columns, rowAt, acts, stale = false, sort = null, sortBy = noSort } = props;
  const { cursor, rows, total } = place;
  const [announced, say] = useState('');
  const { frozen, before, scroller } = useScroller(props);
  const late = useLate(stale);
  const fullText = useFullText();
  useFound(props);
  useStableCursor(place, stale, (index) => {
    const row = rowAt(index);
    return row === undefined ? undefined : spec.keyOf(row);
  });
  const isSame = (one: R, other: R): boolean => spec.keyOf(one) === spec.keyOf(other);
  return (
    <>
      <div
        {...scroller}
        {...fullText.on}
        onScroll={({ currentTarget }) => {
          fullText.hide();
          cursor.kept.scrolled(currentTarget.scrollTop);
          currentTarget.toggleAttribute('data-shifted', currentTarget.scrollLeft !== 0);
        }}
      >
        <div
          role="grid"
          aria-label={spec.label}
          aria-rowcount={total + 1}
          aria-multiselectable={acts.selection ? true : undefined}
          aria-busy={late}
          className={classes['grid']}
          {...tableInput({ place, stale, rowAt, isSame, acts, say })}
        >
          <TableHead
            {...{ place, columns, frozen, before, sort, sortBy, say }}
            selection={acts.selection}
            menus={acts.openMenu !== undefined}
          />
          <div
            role="rowgroup"
            className={classes['body']}
            data-late={late || undefined}
            style={{ height: rows.heightPx }}
          >
            <Rows {...props} frozen={frozen} />
          </div>
        </div>
      </div>
      {fullText.tip}
      <VisuallyHidden role="status">{announced}</VisuallyHidden>
    </>
  );
};

/** Focuses the current row, as after closing its menu. */
export const focusRow = ({ scroller, cursor }: TablePlace): void =>
  scroller.current?.querySelector<HTMLElement>(`[data-index="${cursor.at}"]`)?.focus({ preventScroll: true });
