import { useLayoutEffect, type Key, type RefObject } from 'react';

/** Widths are rounded to this step, so that a table does not re-render for every pixel while a pane is dragged. */
const stepPx = 8;

/**
 * Measures the width available for the columns of a table, initially and whenever it changes.
 * @param beside identifies the pane beside the table: when it changes, the width is measured before painting
 */
export const useAvailableWidth = (
  scroller: RefObject<HTMLDivElement | null>,
  beforePx: number,
  measured: (roomPx: number) => void,
  beside: Key | null,
): void => {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const look = (): void => {
      const roomPx = element.clientWidth - beforePx;
      // Nothing has a size yet: keep all columns.
      if (roomPx > 0) measured(Math.floor(roomPx / stepPx) * stepPx);
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, beforePx, measured, beside]);
};
