import { useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { Keeper } from '../kept.ts';
import type { PlaceKeeper } from './place-keeper.ts';
import { placeKeeper } from './place-keeper.ts';

export type Cursor = {
  /** The row that the keys are on. */
  readonly at: number;
  /** Counts the moves of the keys. */
  readonly moves: number;
  readonly kept: PlaceKeeper;
  /** Puts the keys on a row, as a press of the pointer does. */
  readonly set: (index: number) => void;
  /** Moves the keys to a row, which takes the focus once it is drawn. Says to which one. */
  readonly move: (index: number) => number;
  /** The row that the keys are on takes the focus with the next drawing. */
  readonly focus: () => void;
};

/** The row that the keys are on: kept for the next time, and back at the beginning of another list. */
export const useCursor = (
  scroller: RefObject<HTMLDivElement | null>,
  viewKey: string,
  total: number,
  keeper: Keeper | null,
): Cursor => {
  const [kept] = useState(() => placeKeeper(viewKey, keeper));
  const [cursor, setCursor] = useState(kept.cursor);
  const [moves, setMoves] = useState(0);
  const [keyShown, setKeyShown] = useState(viewKey);
  if (keyShown !== viewKey) {
    setKeyShown(viewKey);
    setCursor(0);
  }
  const at = Math.min(cursor, Math.max(0, total - 1));
  useLayoutEffect(() => {
    if (kept.follow(viewKey)) scroller.current?.scrollTo({ top: 0 });
  }, [kept, scroller, viewKey]);
  useLayoutEffect(() => () => kept.leave(), [kept]);
  const focusWanted = useRef(false);
  useLayoutEffect(() => {
    if (!focusWanted.current) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${at}"]`);
    if (!row) return;
    focusWanted.current = false;
    row.focus({ preventScroll: true });
  });
  const set = (index: number): void => {
    kept.note(index);
    setCursor(index);
  };
  const focus = (): void => {
    focusWanted.current = true;
  };
  return {
    at,
    moves,
    kept,
    set,
    focus,
    move: (index) => {
      const next = Math.max(0, Math.min(total - 1, index));
      focus();
      set(next);
      setMoves((count) => count + 1);
      return next;
    },
  };
};
