import IconArrowDown from '@tabler/icons-react/icons/IconArrowDown';
import IconArrowUp from '@tabler/icons-react/icons/IconArrowUp';
import IconSelector from '@tabler/icons-react/icons/IconSelector';
import { VisuallyHidden } from '@mantine/core';
import type { SortColumn } from '../../../../../shared/domain/request-list.ts';
import { requestsStore, useRequests } from '../../../shell/requests/use-requests.ts';
import type { Column } from './columns.tsx';
import classes from './RequestTable.module.css';

/** Dates begin with the newest, words with A. */
const firstDirection = (column: SortColumn): 'ascending' | 'descending' =>
  column === 'createdAt' || column === 'updatedAt' ? 'descending' : 'ascending';

const HeadCell = ({ column }: { readonly column: Column }) => {
  const sort = useRequests(({ context }) => context.view.sort);
  const by = column.sort;
  if (by === null)
    return (
      <div role="columnheader" className={classes['headCell']}>
        {column.label}
      </div>
    );
  const now = sort.column === by ? sort.direction : null;
  const Icon = now === null ? IconSelector : now === 'ascending' ? IconArrowUp : IconArrowDown;
  const turned = now === 'ascending' ? 'descending' : 'ascending';
  return (
    <div role="columnheader" className={classes['headCell']} aria-sort={now ?? 'none'}>
      <button
        type="button"
        className={classes['sort']}
        title={`Sort by ${column.label}`}
        onClick={() =>
          requestsStore().send({
            type: 'sort.chosen',
            sort: { column: by, direction: now === null ? firstDirection(by) : turned },
          })
        }
      >
        {column.label}
        <Icon size={15} aria-hidden />
      </button>
    </div>
  );
};

/** The head of the table: it stays in sight, and each column that can be ordered is a button. */
export const TableHead = ({
  columns,
  selectAll,
  checked,
}: {
  readonly columns: readonly Column[];
  readonly selectAll: () => void;
  readonly checked: boolean | 'some';
}) => (
  <div role="rowgroup" className={classes['headGroup']}>
    <div role="row" aria-rowindex={1} className={classes['head']}>
      <div role="columnheader" className={`${classes['headCell']} ${classes['check']}`}>
        <input
          type="checkbox"
          aria-label="Select all"
          checked={checked === true}
          ref={(box) => {
            if (box) box.indeterminate = checked === 'some';
          }}
          onChange={selectAll}
        />
      </div>
      <div role="columnheader" className={classes['headCell']}>
        <VisuallyHidden>Actions</VisuallyHidden>
      </div>
      {columns.map((column) => (
        <HeadCell key={column.id} column={column} />
      ))}
    </div>
  </div>
);
