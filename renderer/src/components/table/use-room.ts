import { useLayoutEffect, type Key, type RefObject } from 'react';

/** So finely the room is told: a table is not drawn anew for every pixel of a dragged pane. */
const stepPx = 8;

/**
 * Measures the room that the columns of a table have, now and whenever it changes.
 * @param beside what takes room from the table: with another one the room is measured before anything is seen
 */
export const useRoom = (
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
      // As long as nothing has a size yet, all fit.
      if (roomPx > 0) measured(Math.floor(roomPx / stepPx) * stepPx);
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, beforePx, measured, beside]);
};
