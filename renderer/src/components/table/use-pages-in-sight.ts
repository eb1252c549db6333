import { useEffect, useState } from 'react';

/** So long a page must stay in sight before it is read: whoever drags the scroll bar passes thousands of them. */
const passingMs = 60;

/** A little more than is in sight is read on both sides, so that steady scrolling meets rows. */
const around = { above: 20, below: 40 } as const;

const pagesOf = (first: number, last: number, rowsPerPage: number): readonly number[] => {
  const from = Math.floor(first / rowsPerPage);
  const to = Math.floor(last / rowsPerPage);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
};

/**
 * Which pages of a list are to be read: those in sight once they stay there, the next ones at once. The first page is not among
 * them: whoever knows how long the list is has it already.
 * @param inSight the first and last place in sight
 */
export const usePagesInSight = (
  total: number,
  inSight: { readonly from: number; readonly to: number },
  rowsPerPage: number,
): readonly number[] => {
  const last = Math.max(0, total - 1);
  const first = Math.max(0, inSight.from - around.above);
  const to = Math.min(last, Math.max(inSight.to, 0) + around.below);
  const wanted = pagesOf(first, to, rowsPerPage).join();
  const [settled, setSettled] = useState(wanted);
  const near = Math.abs(Number(settled.split(',')[0]) - Math.floor(first / rowsPerPage)) <= 1;
  useEffect(() => {
    if (near) return;
    const timer = setTimeout(() => setSettled(wanted), passingMs);
    return () => clearTimeout(timer);
  }, [near, wanted]);
  if (near && settled !== wanted) setSettled(wanted);
  const pages = settled === '' ? [] : settled.split(',').map(Number);
  return pages.filter((page) => page > 0 && page * rowsPerPage <= last);
};

/** Finds the row at a place of a list that is read page by page; undefined while its page is being read. */
export const rowIn =
  <R>(
    first: readonly R[] | undefined,
    further: ReadonlyMap<number, readonly R[]>,
    rowsPerPage: number,
  ): ((index: number) => R | undefined) =>
  (index) => {
    const page = Math.floor(index / rowsPerPage);
    return (page === 0 ? first : further.get(page))?.[index - page * rowsPerPage];
  };
