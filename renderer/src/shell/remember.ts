import type { Remembered } from '../machines/receiving.types.ts';

// Kept for this window alone: it survives a reload and a crash of the page, and ends with the window.
const key = 'receiving';
const placeKey = 'place';

/** Keeps what Receiving Items must know after a reload. */
export const remember = (remembered: Remembered): void => {
  sessionStorage.setItem(key, JSON.stringify(remembered));
};

/** What Receiving Items knew before a reload, or null in a new window. */
export const recall = (): Remembered | null => {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Remembered | null;
  } catch {
    return null;
  }
};

/** Keeps the place in the program while the window is open. */
export const rememberPlace = (hash: string): void => sessionStorage.setItem(placeKey, hash);

/** The place where this window was before its page was loaded anew; empty in a new window. */
export const recallPlace = (): string => sessionStorage.getItem(placeKey) ?? '';

/** Keeps what the lane of a page must know after a reload: ids and codes. */
export const rememberLane = (lane: string, remembered: unknown): void =>
  sessionStorage.setItem(`lane ${lane}`, JSON.stringify(remembered));

/** What the lane of a page knew before a reload, or null in a new window. */
export const recallLane = <T>(lane: string): T | null => {
  try {
    return JSON.parse(sessionStorage.getItem(`lane ${lane}`) ?? 'null') as T | null;
  } catch {
    return null;
  }
};
