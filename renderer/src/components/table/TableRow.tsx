import IconDotsVertical from '@tabler/icons-react/icons/IconDotsVertical';
import { memo } from 'react';
import type { CellFacts, FittedColumn } from './columns.ts';
import classes from './Table.module.css';

type RowControls = {
  /** The name of its checkbox; null if rows cannot be selected. */
  readonly select: string | null;
  /** Why it cannot be selected. */
  readonly whyNotSelect: string | null;
  /** The name of its menu; null if it has none. */
  readonly menu: string | null;
};

type RowProps<R> = Omit<CellFacts, 'current' | 'hasColumn'> &
  RowControls & {
    readonly row: R | undefined;
    readonly index: number;
    readonly topPx: number;
    readonly columns: readonly FittedColumn<R>[];
    /** The number of leading columns that stay visible. */
    readonly frozen: number;
    /** Whether it has the keyboard focus. */
    readonly current: boolean;
    readonly selected: boolean;
    /** Whether it is shown beside the table. */
    readonly open: boolean;
    /** Whether its menu is open. */
    readonly menuOpen: boolean;
    /** Whether the table has checkboxes and menus at all: a row that is still loading has none of its own yet. */
    readonly selects: boolean;
    readonly menus: boolean;
  };

/** The controls of a row come first, so that they are visible however wide the table is. */
const Controls = <R,>(props: RowProps<R>) => {
  const { selects, menus, select, whyNotSelect, menu, selected, menuOpen, current } = props;
  const stop = current ? 0 : -1;
  return (
    <>
      {selects && (
        <div role="gridcell" className={classes['control']} data-act="select">
          {select !== null && (
            <input
              type="checkbox"
              checked={selected}
              readOnly
              disabled={whyNotSelect !== null}
              title={whyNotSelect ?? undefined}
              tabIndex={stop}
              aria-label={select}
            />
          )}
        </div>
      )}
      {menus && (
        <div role="gridcell" className={classes['control']}>
          {menu !== null && (
            <button
              type="button"
              className={classes['actions']}
              tabIndex={stop}
              aria-label={menu}
              aria-haspopup="menu"
              aria-expanded={menuOpen}
              title={menu}
              data-act="menu"
            >
              <IconDotsVertical size={18} aria-hidden />
            </button>
          )}
        </div>
      )}
    </>
  );
};

const Row = <R,>(props: RowProps<R>) => {
  const { row, index, topPx, columns, frozen, current, selected, open, today, timeZone, compact, selects } =
    props;
  const facts: CellFacts = {
    today,
    timeZone,
    compact,
    current,
    hasColumn: (id) => columns.some((column) => column.id === id),
  };
  const cells = columns.map((column) => (
    <div
      key={column.id}
      role="gridcell"
      aria-label={row === undefined ? undefined : column.name?.(row, facts)}
      className={classes['cell']}
      data-column={column.id}
      data-quiet={column.isQuiet}
    >
      {row === undefined ? <span className={classes['ghost']} aria-hidden /> : column.cell(row, facts)}
    </div>
  ));
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selects ? selected : undefined}
      tabIndex={current ? 0 : -1}
      className={classes['row']}
      style={{ transform: `translateY(${topPx}px)` }}
      data-index={index}
      data-current={current || undefined}
      data-open={open || undefined}
      data-pane-entry={current || undefined}
    >
      <div role="presentation" className={classes['frozen']}>
        <Controls {...props} />
        {cells.slice(0, frozen)}
      </div>
      <div role="presentation" className={classes['rest']}>
        {cells.slice(frozen)}
      </div>
    </div>
  );
};

/**
 * One row. The table handles all events: `data-act` identifies the action. Memoised, because scrolling renders many rows at the same time.
 */
export const TableRow = memo(Row) as typeof Row;
