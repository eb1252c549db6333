const placeKey = 'place';

/** Keeps the place in the program while the window is open. */
export const savePlace = (hash: string): void => sessionStorage.setItem(placeKey, hash);

/** The place where this window was before its page was loaded anew; empty in a new window. */
export const restoredPlace = (): string => sessionStorage.getItem(placeKey) ?? '';
