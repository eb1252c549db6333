import { useEffect, useState } from 'react';
import type {
  RequestList,
  RequestQuery,
  RequestRow,
  RequestSort,
} from '../../../../../shared/ipc/request-views.ts';
import { rowsPerPage, useFurtherPages } from '../../../api/requests.ts';

/** So long a page must stay in sight before it is read: whoever drags the scroll bar passes thousands of them. */
const passingMs = 60;

const pagesOf = (first: number, last: number): readonly number[] => {
  const from = Math.floor(first / rowsPerPage);
  const to = Math.floor(last / rowsPerPage);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
};

/** The pages in sight once they stay there; the next ones at once, so that steady scrolling meets rows. */
const useSettledPages = (first: number, last: number): readonly number[] => {
  const wanted = pagesOf(first, last).join();
  const [settled, setSettled] = useState(wanted);
  const near = Math.abs(Number(settled.split(',')[0]) - Math.floor(first / rowsPerPage)) <= 1;
  useEffect(() => {
    if (near) return;
    const timer = setTimeout(() => setSettled(wanted), passingMs);
    return () => clearTimeout(timer);
  }, [near, wanted]);
  if (near && settled !== wanted) setSettled(wanted);
  return settled === '' ? [] : settled.split(',').map(Number);
};

/**
 * Finds the row at a place of the list; undefined while its page is being read.
 * @param inSight the first and last place in sight; a little more is read on both sides.
 */
export const useRows = (
  first: RequestList | undefined,
  query: RequestQuery,
  sort: RequestSort,
  inSight: { readonly from: number; readonly to: number },
): ((index: number) => RequestRow | undefined) => {
  const last = Math.max(0, (first?.total ?? 0) - 1);
  const pages = useSettledPages(
    Math.max(0, inSight.from - 20),
    Math.min(last, Math.max(inSight.to, 0) + 40),
  ).filter((page) => page > 0 && page * rowsPerPage <= last);
  const further = useFurtherPages(query, sort, pages);
  return (index) => {
    const page = Math.floor(index / rowsPerPage);
    const rows = page === 0 ? first?.rows : further.get(page);
    return rows?.[index - page * rowsPerPage];
  };
};
