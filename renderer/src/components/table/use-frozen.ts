import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';
import type { Columns } from './use-columns.ts';
import { frozenThatFit } from './column-state.ts';

/** So finely the width of the view is told: the table is not drawn anew for every pixel of a dragged pane. */
const stepPx = 40;

/**
 * How many columns stay in sight: as many as were asked for, as long as half of the view is left for the others; and
 * whether there are more than the view holds.
 */
export const useFrozen = <R>(
  scroller: RefObject<HTMLDivElement | null>,
  columns: Columns<R>,
  beforePx: number,
): { readonly frozen: number; readonly isWide: boolean } => {
  const [viewPx, setViewPx] = useState(Infinity);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    // As long as nothing has a size yet, all fit.
    const look = (): void => setViewPx(Math.floor(element.clientWidth / stepPx) * stepPx || Infinity);
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  const { shown, state } = columns;
  const leastPx = shown.reduce((sum, { id, widthPx }) => sum + (state.widths[id] ?? widthPx), beforePx);
  return { frozen: frozenThatFit(shown, state, beforePx, viewPx), isWide: leastPx > viewPx };
};
