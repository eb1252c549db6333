import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Pages } from '../../components/Pages.tsx';
import { ColumnChoice } from '../../components/table/ColumnChoice.tsx';
import { InsteadOfTable, TableWaiting } from '../../components/table/TableWaiting.tsx';
import type { Columns } from '../../components/table/use-columns.ts';
import { LoadFailed } from '../../steps/LoadStates.tsx';
import { ListTools, ToolsEnd } from './ListAndPreview.tsx';

/** The page of a list that is shown. */
type Paging = {
  readonly offset: number;
  readonly limit: number;
  readonly turn: (offset: number) => void;
  /** Moves to the last page if the current one is beyond the end, because its last rows have disappeared. */
  readonly stayWithin: (total: number | undefined) => void;
};

export const usePaging = (limit: number): Paging => {
  const [offset, turn] = useState(0);
  return {
    offset,
    limit,
    turn,
    stayWithin: (total) => {
      if (offset > 0 && total !== undefined && offset >= total)
        turn(Math.max(0, Math.ceil(total / limit) - 1) * limit);
    },
  };
};

/** A paged list with its bar; while loading, after a failure, or when empty, a message in its place. */
export const PagedList = <R,>({
  paging: { offset, limit, turn },
  list,
  tools,
  exports,
  columns,
  empty,
  children,
}: {
  readonly paging: Paging;
  readonly list: UseQueryResult<{ readonly total: number }>;
  /** What the list shows. */
  readonly tools: ReactNode;
  /** The export button. */
  readonly exports: ReactNode;
  readonly columns: Columns<R>;
  readonly empty: string;
  readonly children: ReactNode;
}) => {
  const total = list.data?.total ?? 0;
  return (
    <>
      <ListTools>
        {tools}
        <ToolsEnd>
          <Pages mt={0} {...{ offset, limit, total, turn }} />
          {exports}
          <ColumnChoice columns={columns} />
        </ToolsEnd>
      </ListTools>
      {list.isError ? (
        <InsteadOfTable>
          <LoadFailed error={list.error} retry={() => void list.refetch()} />
        </InsteadOfTable>
      ) : !list.data ? (
        <TableWaiting rows={8} />
      ) : total === 0 ? (
        <InsteadOfTable>{empty}</InsteadOfTable>
      ) : (
        children
      )}
    </>
  );
};
