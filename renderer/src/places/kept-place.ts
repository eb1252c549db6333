const placeKey = 'place';

/** Stores the current place for as long as the window is open. */
export const savePlace = (hash: string): void => sessionStorage.setItem(placeKey, hash);

/** Returns the place from before the page was reloaded; empty in a new window. */
export const restoredPlace = (): string => sessionStorage.getItem(placeKey) ?? '';
