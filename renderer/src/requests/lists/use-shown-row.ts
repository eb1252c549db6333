import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { focusRow } from '../../components/table/Table.tsx';
import type { TablePlace } from '../../components/table/use-table.ts';

/** The debounce while a key is held: only the last row is shown. */
const settleMs = 80;

type ShownRow<R> = {
  /** The row shown beside the list; undefined if the list is empty. */
  readonly row: R | undefined;
  /** Whether a key opened it, so that it takes the focus. */
  readonly takesFocus: boolean;
  /** Shows a row immediately. */
  readonly open: (row: R, takesFocus: boolean) => void;
  /** Focuses the current row. */
  readonly back: () => void;
};

/**
 * The row shown beside the list: the current row, after a debounce. It stays the same row when the list changes, and is replaced by its
 * neighbour when it leaves the list.
 */
export const useShownRow = <R extends { readonly id: number }>(
  rows: readonly R[],
  place: TablePlace,
): ShownRow<R> => {
  const current = rows[place.cursor.at];
  const [shownId, setShownId] = useState(current?.id);
  const [focusedId, setFocusedId] = useState<number | null>(null);
  const currentId = current?.id;
  useEffect(() => {
    if (currentId === undefined) return undefined;
    const timer = setTimeout(() => setShownId(currentId), settleMs);
    return () => clearTimeout(timer);
  }, [currentId]);
  const hadFocus = useRef(false);
  useLayoutEffect(() => {
    // The focused row has left the list: the row in its place takes the focus.
    if (hadFocus.current && document.activeElement === document.body) focusRow(place);
    hadFocus.current = place.scroller.current?.contains(document.activeElement) === true;
  });
  const row = rows.find(({ id }) => id === shownId) ?? current;
  return {
    row,
    takesFocus: row !== undefined && row.id === focusedId,
    open: ({ id }, takesFocus) => {
      setShownId(id);
      setFocusedId(takesFocus ? id : null);
    },
    back: () => {
      setFocusedId(null);
      focusRow(place);
    },
  };
};
