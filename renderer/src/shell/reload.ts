import type { ReloadSnapshot } from '../machines/receiving.context.ts';

// Kept for this window alone: it survives a reload and a crash of the page, and ends with the window.
const key = 'receiving';
const placeKey = 'place';

const restored = <T>(item: string): T | null => {
  try {
    return JSON.parse(sessionStorage.getItem(item) ?? 'null') as T | null;
  } catch {
    return null;
  }
};

/** Keeps what Receiving Items must know after a reload. */
export const keepReceiving = (snapshot: ReloadSnapshot): void =>
  sessionStorage.setItem(key, JSON.stringify(snapshot));

/** What Receiving Items knew before a reload, or null in a new window. */
export const restoredReceiving = (): ReloadSnapshot | null => restored(key);

/** Keeps the place in the program while the window is open. */
export const savePlace = (hash: string): void => sessionStorage.setItem(placeKey, hash);

/** The place where this window was before its page was loaded anew; empty in a new window. */
export const restoredPlace = (): string => sessionStorage.getItem(placeKey) ?? '';

/** Keeps what the lane of a page must know after a reload: ids and codes. */
export const keepLane = (lane: string, snapshot: unknown): void =>
  sessionStorage.setItem(`lane ${lane}`, JSON.stringify(snapshot));

/** What the lane of a page knew before a reload, or null in a new window. */
export const restoredLane = <T>(lane: string): T | null => restored(`lane ${lane}`);
