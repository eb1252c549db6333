import { Table, type TableProps } from './Table.tsx';
import { useColumns } from './use-columns.ts';
import { useTable } from './use-table.ts';

/**
 * A table of rows that are all there, such as a page of a list: as high as they are, up to the height of the window.
 * @param viewKey stands for what is listed: another page of a list begins at its beginning
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
