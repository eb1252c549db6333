import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { focusRow } from '../../components/table/Table.tsx';
import type { TablePlace } from '../../components/table/use-table.ts';

/** Whoever runs through the list with a held key wants the last row only. */
const settleMs = 80;

export type ShownRow<R> = {
  /** The row that is shown beside the list; undefined where the list is empty. */
  readonly row: R | undefined;
  /** Whether a key asked for it, so that the focus goes to it. */
  readonly takesFocus: boolean;
  /** Shows a row at once. */
  readonly open: (row: R, takesFocus: boolean) => void;
  /** Gives the focus to the row that the keys are on. */
  readonly back: () => void;
};

/**
 * The row beside the list: the one that the keys are on, once they have come to rest. It stays the same row when the list
 * around it changes, and when it leaves the list its neighbour is shown.
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
    // The row that had the focus is not in the list any more: the one in its place takes it.
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
