import { useLayoutEffect, useRef, type Key } from 'react';
import type { TablePlace } from './use-table.ts';

type Held = { readonly viewKey: string; readonly at: number; readonly key: Key };

/** Returns a selector for the focused control of a row; null if the row itself has the focus. */
const controlIn = (row: Element | null): string | null => {
  const { act, rowControl } = (document.activeElement as HTMLElement | null)?.dataset ?? {};
  if (!row?.contains(document.activeElement) || document.activeElement === row) return null;
  if (rowControl !== undefined) return `[data-row-control="${CSS.escape(rowControl)}"]`;
  return act === undefined ? null : `[data-act="${CSS.escape(act)}"]`;
};

/**
 * Keeps the cursor on its row when rows above it are added or removed elsewhere: the next key must not act on a row that the user did not
 * choose. Visible rows stay in view as far as the scroll range allows. If the row itself is gone, the cursor moves to the row in its place.
 * @param keyAt the key of the row at an index; undefined while it is loading
 */
export const useStableCursor = (
  { scroller, viewKey, cursor, rows, sizes }: TablePlace,
  stale: boolean,
  keyAt: (index: number) => Key | undefined,
): void => {
  const held = useRef<Held | null>(null);
  useLayoutEffect(() => {
    const key = keyAt(cursor.at);
    const before = held.current;
    if (stale || key === undefined) return;
    held.current = { viewKey, at: cursor.at, key };
    if (before?.viewKey !== viewKey || before.at !== cursor.at || before.key === key) return;
    const to = rows.items.find(({ index }) => keyAt(index) === before.key)?.index;
    if (to === undefined) return;
    held.current = { viewKey, at: to, key: before.key };
    const rowAt = (index: number): HTMLElement | null =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null;
    const from = rowAt(cursor.at);
    const hasFocus = from?.contains(document.activeElement) === true;
    const control = controlIn(from);
    cursor.set(to);
    scroller.current?.scrollBy({ top: (to - cursor.at) * sizes.rowPx, behavior: 'instant' });
    if (!hasFocus) return;
    const row = rowAt(to);
    const place = control === null ? null : row?.querySelector<HTMLElement>(control);
    (place ?? row)?.focus({ preventScroll: true });
  });
};
