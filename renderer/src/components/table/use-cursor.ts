import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { ViewStorage } from '../view-storage.ts';

type Kept = { readonly viewKey: string; readonly top: number; readonly cursor: number };

const isKept = (kept: unknown): kept is Kept =>
  typeof kept === 'object' && kept !== null && 'viewKey' in kept && Number.isFinite((kept as Kept).top);

const settleMs = 150;

type PlaceKeeper = {
  /** The scroll offset of the list, in pixels, and its current row, if the same list was stored. */
  readonly offset: number;
  readonly cursor: number;
  readonly scrolled: (top: number) => void;
  /** Records the current row. */
  readonly note: (cursor: number) => void;
  /** Switches to a list. Returns whether it is a different one, which must be scrolled to its top. */
  readonly follow: (viewKey: string) => boolean;
  /** Stores pending changes immediately, because the page is being left and may return before the debounce has run. */
  readonly leave: () => void;
};

/**
 * Keeps the place in a list for the next time that the same list is shown.
 * @param viewKey identifies the list
 * @param keeper null: only while the list is on the screen
 */
const placeKeeper = (viewKey: string, keeper: ViewStorage | null): PlaceKeeper => {
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
      // Reading the scroll position from the page would force a layout.
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
  /** The index of the row with the keyboard focus. */
  readonly at: number;
  /** Increments with each keyboard move. */
  readonly moves: number;
  readonly kept: PlaceKeeper;
  /** Moves the cursor to a row, for example after a pointer press. */
  readonly set: (index: number) => void;
  /** Moves the cursor to a row, which is focused once it is rendered. Returns its index. */
  readonly move: (index: number) => number;
  /** Focuses the current row after the next render. */
  readonly focus: () => void;
};

/** The cursor: the current row. It is stored for the next visit, and reset for another list. */
export const useCursor = (
  scroller: RefObject<HTMLDivElement | null>,
  viewKey: string,
  total: number,
  keeper: ViewStorage | null,
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
