import { useLayoutEffect, useRef, type Key } from 'react';
import type { TablePlace } from './use-table.ts';

type Held = { readonly viewKey: string; readonly at: number; readonly key: Key };

/** The control of a row that has the focus, as a selector; null where it is the row itself. */
const controlIn = (row: Element | null): string | null => {
  const { act, rowControl } = (document.activeElement as HTMLElement | null)?.dataset ?? {};
  if (!row?.contains(document.activeElement) || document.activeElement === row) return null;
  if (rowControl !== undefined) return `[data-row-control="${CSS.escape(rowControl)}"]`;
  return act === undefined ? null : `[data-act="${CSS.escape(act)}"]`;
};

/**
 * The keys stay on their row when others bring rows in above it or take some away: the next key must not fall on a row that nobody chose. What
 * is in sight stays in sight as far as the list can be scrolled. A row that is gone itself leaves the keys to what came in its place.
 * @param keyAt the key of the row at a place; undefined while it is being read
 */
export const useKeysStay = (
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
