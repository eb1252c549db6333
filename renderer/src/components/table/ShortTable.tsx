import { Table, type TableProps } from './Table.tsx';
import { useColumns } from './use-columns.ts';
import { useTable } from './use-table.ts';

/**
 * A table whose rows are all loaded, such as a page of a list: as high as its rows, up to the height of the window.
 * @param viewKey identifies the list: a different list starts at its top
 */
export const ShortTable = <R,>({
  rows,
  viewKey = '',
  fills = false,
  ...rest
}: Omit<TableProps<R>, 'place' | 'columns' | 'rowAt'> & {
  readonly rows: readonly R[];
  readonly viewKey?: string;
}) => {
  const columns = useColumns(rest.spec, { of: viewKey, rows });
  const place = useTable({ viewKey, total: rows.length, keeper: null, drawsAll: true });
  return <Table {...rest} place={place} columns={columns} rowAt={(index) => rows[index]} fills={fills} />;
};
