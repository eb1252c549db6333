import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { RequestList, RequestRow } from '../../../../shared/ipc/request-views.ts';
import { useSavedViews } from '../../api/requests.ts';
import type { TableSpec } from '../../components/table/columns.ts';
import { type Columns, useColumns } from '../../components/table/use-columns.ts';
import type { ListView } from '../../requests/requests.types.ts';
import { requestTable } from './table/request-tables.ts';

/**
 * The table and columns of the view whose rows are shown: while the next view loads, those of the previous one. Typing in the search box
 * hides no column.
 */
export const useListColumns = (
  view: ListView,
  list: UseQueryResult<RequestList>,
): { readonly spec: TableSpec<RequestRow>; readonly columns: Columns<RequestRow> } => {
  const own = useSavedViews().data?.find(({ name }) => name === view.savedName);
  const { facets, parts } = view;
  const now = { spec: requestTable(facets.ready, own?.id ?? null), of: JSON.stringify([facets, parts]) };
  const [kept, setKept] = useState(now);
  const isSettled = !list.isPlaceholderData;
  if (isSettled && (kept.spec !== now.spec || kept.of !== now.of)) setKept(now);
  const { spec, of } = isSettled ? now : kept;
  return { spec, columns: useColumns(spec, { of, rows: list.data?.rows }) };
};
