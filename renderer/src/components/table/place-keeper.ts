import type { Keeper } from '../kept.ts';

type Kept = { readonly viewKey: string; readonly top: number; readonly cursor: number };

const isKept = (kept: unknown): kept is Kept =>
  typeof kept === 'object' && kept !== null && 'viewKey' in kept && Number.isFinite((kept as Kept).top);

const settleMs = 150;

export type PlaceKeeper = {
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
export const placeKeeper = (viewKey: string, keeper: Keeper | null): PlaceKeeper => {
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
