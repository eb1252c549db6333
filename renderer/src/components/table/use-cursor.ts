import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Keeper } from '../kept.ts';

type Kept = { readonly viewKey: string; readonly top: number; readonly cursor: number };

const isKept = (kept: unknown): kept is Kept =>
  typeof kept === 'object' && kept !== null && 'viewKey' in kept && Number.isFinite((kept as Kept).top);

const settleMs = 150;

type PlaceKeeper = {
  /** Where the list was, in pixels, and the row that the keys were on: when it is the same list as then. */
  readonly offset: number;
  readonly cursor: number;
  readonly scrolled: (top: number) => void;
  /** Notes the row that the keys are on. */
  readonly note: (cursor: number) => void;
  /** The list that is shown now. Says whether it is another one and so must be scrolled back to its beginning. */
  readonly follow: (viewKey: string) => boolean;
  /** Keeps what is not kept yet: the page is left, and may be back before the list has come to rest. */
  readonly leave: () => void;
};

/**
 * Keeps the place in a list for the next time that the same list is shown.
 * @param viewKey stands for what it lists
 * @param keeper null: only as long as the list is on the screen
 */
const placeKeeper = (viewKey: string, keeper: Keeper | null): PlaceKeeper => {
  const kept = keeper?.restoreKept<Kept | null>('scroll', isKept, null);
  let now: Kept = kept?.viewKey === viewKey ? kept : { viewKey, top: 0, cursor: 0 };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const store = (): void => {
    clearTimeout(timer);
    timer = undefined;
    keeper?.keep('scroll', now);
  };
  const set = (next: Kept): void => {
    now = next;
    clearTimeout(timer);
    timer = setTimeout(store, settleMs);
  };
  return {
    offset: now.top,
    cursor: now.cursor,
    scrolled: (top) => set({ ...now, top }),
    note: (cursor) => set({ ...now, cursor }),
    follow: (next) => {
      if (next === now.viewKey) return false;
      // Asking the page where it is scrolled to would make it lay everything out at once.
      const isScrolled = now.top !== 0;
      set({ viewKey: next, top: 0, cursor: 0 });
      return isScrolled;
    },
    leave: () => {
      if (timer !== undefined) store();
    },
  };
};

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
