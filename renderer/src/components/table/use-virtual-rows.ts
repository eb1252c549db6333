import { useEffect, useLayoutEffect, useState, type RefObject } from 'react';
import type { TableSizes } from '../density.ts';

/** Chromium draws no box higher than some 33 million pixels: a million rows may need more. */
const highestPx = 30_000_000;
/** So many rows are drawn above and below those in sight. */
const aroundRows = 6;
/** The rows are drawn anew when so many of them have passed. */
const stepRows = 4;

export type VirtualRows = {
  readonly items: readonly { readonly index: number; readonly topPx: number }[];
  /** The first and the last row in sight. */
  readonly inSight: { readonly from: number; readonly to: number };
  /** Of the box that holds the rows. */
  readonly heightPx: number;
  /** Scrolls as far as a row needs to be in sight. */
  readonly showRow: (index: number) => void;
  /** How many rows a page up or down goes. */
  readonly pageRows: number;
};

/** Where the list is scrolled to, as far as the drawing depends on it. */
type Seen = {
  readonly firstRow: number;
  /** Matters only where the rows are higher than a box can be. */
  readonly scrollTop: number;
  readonly viewPx: number;
};

/** How many pixels of rows one pixel of scrolling stands for: 1, unless the rows are higher than a box can be. */
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

/** Where the list is scrolled to, followed as it is scrolled and as its box changes. */
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
 * Which rows are drawn and where, all of one height: those in sight, some around them, and the one that has the keys,
 * wherever it is, so that scrolling never takes the focus away.
 * Arithmetic of our own: the library's hook cannot be memoised, and rows of one height need no measuring.
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
    /** Where the scrolling begins, in pixels. */
    readonly initialOffset: number;
    /** Whether every row is drawn, in sight or not: a short list is then found whole by whoever searches the page. */
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
  // Where rows pass faster than the box is scrolled, each is drawn where it will be seen.
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
