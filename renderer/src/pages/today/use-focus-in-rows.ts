import { useEffect, useRef } from 'react';
import type { FocusEvent, RefObject } from 'react';
import { isWindowOpen } from '../../components/window-open.ts';

/** The row itself, as a place of the focus. */
const row = 'row';

const controlOf = (target: EventTarget): string => {
  if (!(target instanceof HTMLElement)) return row;
  return target.dataset['rowControl'] ?? target.dataset['act'] ?? row;
};

/** The same control of the row that the keys are on; the row where it has none; where there is no row, what holds the rows. */
const placeIn = (area: HTMLElement | null, control: string): HTMLElement | null => {
  const current = area?.querySelector<HTMLElement>('[data-index][tabindex="0"]');
  return (
    current?.querySelector<HTMLElement>(
      `[data-row-control="${control}"]:not(:disabled), [data-act="${control}"]:not(:disabled)`,
    ) ??
    current ??
    area
  );
};

/**
 * Keeps the focus in the rows: a request that a step took off the queue leaves it to the one that came in its place, at the same
 * control as far as it has that one.
 * @param area holds the rows, and takes the focus when the last one is gone
 */
export const useFocusInRows = (area: RefObject<HTMLElement | null>, rows: readonly unknown[] | undefined) => {
  const at = useRef(row);
  const isInside = useRef(false);
  useEffect(() => {
    if (!isInside.current || document.activeElement !== document.body || isWindowOpen()) return;
    placeIn(area.current, at.current)?.focus({ preventScroll: true });
  }, [area, rows]);
  return {
    /** Where the focus was, or what has come in its place. */
    place: (): HTMLElement | null => placeIn(area.current, at.current),
    onFocus: ({ target, currentTarget }: FocusEvent): void => {
      // Menus stand elsewhere, and are heard of here all the same.
      if (!currentTarget.contains(target)) return;
      isInside.current = true;
      at.current = controlOf(target);
    },
    onBlur: ({ relatedTarget }: FocusEvent): void => {
      // Somebody went elsewhere; a control that is gone leaves the focus to nobody.
      if (relatedTarget !== null) isInside.current = false;
    },
  };
};
