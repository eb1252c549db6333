import type {
  RequestList,
  RequestQuery,
  RequestRow,
  RequestSort,
} from '../../../../../shared/ipc/request-views.ts';
import { rowsPerPage } from '../../../api/pages.ts';
import { useFurtherPages } from '../../../api/requests.ts';
import { rowIn, useVisiblePages } from '../../../components/table/use-visible-pages.ts';

/**
 * Finds the row at an index of the list; undefined while its page is loading.
 * @param inSight the first and last visible index; some more rows are loaded on both sides.
 */
export const useRows = (
  first: RequestList | undefined,
  query: RequestQuery,
  sort: RequestSort,
  inSight: { readonly from: number; readonly to: number },
): ((index: number) => RequestRow | undefined) => {
  const pages = useVisiblePages(first?.total ?? 0, inSight, rowsPerPage);
  return rowIn(first?.rows, useFurtherPages(query, sort, pages), rowsPerPage);
};
