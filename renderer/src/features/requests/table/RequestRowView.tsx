import IconDotsVertical from '@tabler/icons-react/icons/IconDotsVertical';
import { memo } from 'react';
import type { RequestRow } from '../../../../../shared/ipc/request-views.ts';
import type { CellFacts, Column } from './columns.tsx';
import classes from './RequestTable.module.css';

export type RowProps = Omit<CellFacts, 'current'> & {
  readonly row: RequestRow | undefined;
  readonly index: number;
  readonly topPx: number;
  readonly heightPx: number;
  readonly columns: readonly Column[];
  /** Whether the keys are on it. */
  readonly current: boolean;
  readonly selected: boolean;
  readonly open: boolean;
  /** Whether its menu is open. */
  readonly menu: boolean;
};

/**
 * One row. What is pressed in it is heard by the table: `data-act` says what it means. Kept as it is while nothing of it
 * changes, because scrolling draws many at once.
 */
export const RequestRowView = memo(function RequestRowView(props: RowProps) {
  const { row, index, topPx, heightPx, columns, current, selected, open, menu, ...facts } = props;
  const stop = current ? 0 : -1;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={stop}
      className={classes['row']}
      style={{ height: heightPx, transform: `translateY(${topPx}px)` }}
      data-index={index}
      data-open={open || undefined}
      data-pane-entry={current || undefined}
    >
      <div role="gridcell" className={`${classes['cell']} ${classes['check']}`}>
        {row && (
          <input
            type="checkbox"
            checked={selected}
            readOnly
            tabIndex={stop}
            aria-label={`Select ${row.externalId}`}
            data-act="select"
          />
        )}
      </div>
      <div role="gridcell" className={`${classes['cell']} ${classes['check']}`}>
        {row && (
          <button
            type="button"
            className={classes['actions']}
            tabIndex={stop}
            aria-label={`Actions for ${row.externalId}`}
            aria-haspopup="menu"
            aria-expanded={menu}
            title={`Actions for ${row.externalId}`}
            data-act="menu"
          >
            <IconDotsVertical size={18} aria-hidden />
          </button>
        )}
      </div>
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className={classes['cell']} data-column={column.id}>
          {row ? column.cell(row, { ...facts, current }) : <span className={classes['ghost']} aria-hidden />}
        </div>
      ))}
    </div>
  );
});
