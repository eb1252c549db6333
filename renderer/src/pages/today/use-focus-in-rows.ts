import { useEffect, useRef } from 'react';
import type { FocusEvent, RefObject } from 'react';
import { isWindowOpen } from '../../components/window-open.ts';

/** The row itself, as a target of the focus. */
const row = 'row';

const controlOf = (target: EventTarget): string => {
  if (!(target instanceof HTMLElement)) return row;
  return target.dataset['rowControl'] ?? target.dataset['act'] ?? row;
};

/** Returns the same control in the current row; the row if it has none; the container if there are no rows. */
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
 * Keeps the focus in the rows: if a step removes a request from the queue, the focus moves to the same control of the row that takes its
 * place.
 * @param area the container of the rows, which takes the focus when the last one disappears
 */
export const useFocusInRows = (area: RefObject<HTMLElement | null>, rows: readonly unknown[] | undefined) => {
  const at = useRef(row);
  const isInside = useRef(false);
  useEffect(() => {
    if (!isInside.current || document.activeElement !== document.body || isWindowOpen()) return;
    placeIn(area.current, at.current)?.focus({ preventScroll: true });
  }, [area, rows]);
  return {
    /** Returns the last focused element, or its replacement. */
    place: (): HTMLElement | null => placeIn(area.current, at.current),
    onFocus: ({ target, currentTarget }: FocusEvent): void => {
      // Menus are rendered elsewhere, but React bubbles their events to here.
      if (!currentTarget.contains(target)) return;
      isInside.current = true;
      at.current = controlOf(target);
    },
    onBlur: ({ relatedTarget }: FocusEvent): void => {
      // The focus moved elsewhere; if a focused control disappears, `relatedTarget` is null.
      if (relatedTarget !== null) isInside.current = false;
    },
  };
};
