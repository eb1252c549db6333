import { useEffect, useLayoutEffect, useState, type RefObject } from 'react';
import type { TableSizes } from '../density.ts';

/** Chromium limits boxes to some 33 million pixels: a million rows may need more. */
const highestPx = 30_000_000;
/** The number of rows rendered above and below the view. */
const aroundRows = 6;
/** The rows are re-rendered after scrolling by this many. */
const stepRows = 4;

export type VirtualRows = {
  readonly items: readonly { readonly index: number; readonly topPx: number }[];
  /** The first and last visible row. */
  readonly inSight: { readonly from: number; readonly to: number };
  /** The height of the box that holds the rows. */
  readonly heightPx: number;
  /** Scrolls just far enough to make a row visible. */
  readonly showRow: (index: number) => void;
  /** The number of rows per Page Up or Page Down. */
  readonly pageRows: number;
};

/** The part of the scroll state that affects rendering. */
type Seen = {
  readonly firstRow: number;
  /** Used only if the rows are higher than the maximum box height. */
  readonly scrollTop: number;
  readonly viewPx: number;
};

/** Returns how many pixels of rows one pixel of scrolling represents: 1, unless the rows are higher than the maximum box height. */
const scaleOf = (rowsPx: number, viewPx: number): number =>
  rowsPx <= highestPx ? 1 : (rowsPx - viewPx) / (highestPx - viewPx);

const look = (element: HTMLElement, rowsPx: number, { headPx, rowPx }: TableSizes): Seen => {
  const viewPx = Math.max(1, element.clientHeight - headPx);
  const scale = scaleOf(rowsPx, viewPx);
  const row = Math.floor((element.scrollTop * scale) / rowPx);
  return {
    firstRow: Math.floor(row / stepRows) * stepRows,
    scrollTop: scale === 1 ? 0 : element.scrollTop,
    viewPx,
  };
};

const isSame = (one: Seen, other: Seen): boolean =>
  one.firstRow === other.firstRow && one.scrollTop === other.scrollTop && one.viewPx === other.viewPx;

/** Tracks the scroll position and the size of the scroll container. */
const useSeen = (
  scroller: RefObject<HTMLDivElement | null>,
  rowsPx: number,
  sizes: TableSizes,
  initialOffset: number,
): Seen => {
  const [seen, setSeen] = useState<Seen>({
    firstRow: Math.floor(initialOffset / sizes.rowPx / stepRows) * stepRows,
    scrollTop: 0,
    viewPx: 700,
  });
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: initialOffset });
  }, [scroller, initialOffset]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const update = (): void =>
      setSeen((before) => {
        const now = look(element, rowsPx, sizes);
        return isSame(before, now) ? before : now;
      });
    update();
    const observer = new ResizeObserver(update);
    observer.observe(element);
    element.addEventListener('scroll', update, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', update);
    };
  }, [scroller, rowsPx, sizes]);
  return seen;
};

/**
 * Virtual rows of a fixed height: the visible ones, some around them, and the current row wherever it is, so that scrolling never loses the
 * focus.
 * Custom arithmetic: the library's hook cannot be memoised, and rows of one height need no measuring.
 */
export const useVirtualRows = (
  scroller: RefObject<HTMLDivElement | null>,
  {
    count,
    sizes,
    cursor,
    initialOffset,
    drawsAll,
  }: {
    readonly count: number;
    readonly sizes: TableSizes;
    readonly cursor: number;
    /** The initial scroll offset, in pixels. */
    readonly initialOffset: number;
    /** Whether all rows are rendered, visible or not: a search in the page then finds every row of a short list. */
    readonly drawsAll: boolean;
  },
): VirtualRows => {
  const { headPx, rowPx } = sizes;
  const rowsPx = count * rowPx;
  const seen = useSeen(scroller, rowsPx, sizes, initialOffset);
  const scale = scaleOf(rowsPx, seen.viewPx);
  const inView = Math.ceil(seen.viewPx / rowPx);
  const last = count - 1;
  const from = drawsAll ? 0 : Math.max(0, Math.min(seen.firstRow, last - inView) - aroundRows);
  const to = drawsAll ? last : Math.min(last, seen.firstRow + stepRows + inView + aroundRows);
  const indexes = Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => from + step);
  if (cursor <= last && (cursor < from || cursor > to)) indexes.push(cursor);
  // If the rows move faster than the scroll position, each is drawn where it will be visible.
  const shiftPx = scale === 1 ? 0 : Math.round(seen.scrollTop - seen.scrollTop * scale);
  return {
    items: indexes.map((index) => ({ index, topPx: index * rowPx + shiftPx })),
    inSight: { from: Math.max(0, seen.firstRow), to: Math.min(last, seen.firstRow + stepRows + inView) },
    heightPx: Math.min(rowsPx, highestPx),
    pageRows: Math.max(1, Math.floor(seen.viewPx / rowPx) - 1),
    showRow: (index) => {
      const element = scroller.current;
      if (!element) return;
      const top = index * rowPx;
      const now = element.scrollTop * scale;
      const viewPx = element.clientHeight - headPx;
      if (top < now) element.scrollTo({ top: top / scale });
      else if (top + rowPx > now + viewPx) element.scrollTo({ top: (top + rowPx - viewPx) / scale });
    },
  };
};
