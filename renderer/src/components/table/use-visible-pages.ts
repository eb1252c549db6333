import { useEffect, useState } from 'react';

/** How long a page must stay in view before it is loaded: dragging the scroll bar passes thousands of pages. */
const passingMs = 60;

/** The number of rows loaded beyond the view on both sides, so that steady scrolling finds rows. */
const around = { above: 20, below: 40 } as const;

const pagesOf = (first: number, last: number, rowsPerPage: number): readonly number[] => {
  const from = Math.floor(first / rowsPerPage);
  const to = Math.floor(last / rowsPerPage);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
};

/**
 * The pages of a list to load: those in view after a short delay, the adjacent ones immediately. The first page is excluded: the caller
 * already has it, because it contains the total.
 * @param inSight the first and last index in view
 */
export const useVisiblePages = (
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

/** Returns a function that finds the row at an index of a paged list; undefined while its page is loading. */
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
