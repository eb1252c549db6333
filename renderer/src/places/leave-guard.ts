import { useEffect, useRef, useSyncExternalStore } from 'react';

// Forms with unsaved input and the functions that discard it, and the navigation that is waiting for an answer.
const unsaved = new Map<symbol, () => void>();
let wanted: (() => void) | null = null;
// The window's place while navigation is blocked: the address changes before the question can be asked.
let placeKept = '';
// While nobody is signed in, React has undone the effects of the page behind the sign-in: its input counts all the same.
let isHidden = false;
const listeners = new Set<() => void>();

const want = (way: (() => void) | null): void => {
  wanted = way;
  for (const listener of listeners) listener();
};

/**
 * Marks a form that must not be left silently while it holds unsaved input.
 * @param discard closes a form that would survive the navigation, which may lead to another place on the same page.
 */
export const useUnsaved = (isUnsaved: boolean, discard?: () => void): void => {
  const latest = useRef(discard);
  useEffect(() => {
    latest.current = discard;
  });
  useEffect(() => {
    if (!isUnsaved) return;
    const mark = Symbol('unsaved');
    if (unsaved.size === 0) placeKept = location.hash;
    unsaved.set(mark, () => latest.current?.());
    return () => {
      if (!isHidden) unsaved.delete(mark);
    };
  }, [isUnsaved]);
};

/**
 * Keeps the unsaved input of a page that is hidden behind the sign-in. Call it in a layout effect, before React undoes the effects of the
 * hidden page; when the page is shown again, they mark its input anew.
 */
export const keepHidden = (hidden: boolean): void => {
  if (isHidden && !hidden) unsaved.clear();
  isHidden = hidden;
};

/** Whether something here is not saved. */
export const hasUnsaved = (): boolean => unsaved.size > 0;

/** Navigates away from the form: immediately, or after asking if there is unsaved input. */
export const leaveBy = (way: () => void): void => {
  if (unsaved.size === 0) way();
  else want(way);
};

/** Keeps the window in place until the question is answered. Call this before other listeners for `hashchange` are added. */
export const guardPlace = (): void =>
  addEventListener('hashchange', (event) => {
    if (unsaved.size === 0) return;
    event.stopImmediatePropagation();
    const place = location.hash;
    history.replaceState(null, '', new URL(event.oldURL).hash);
    leaveBy(() => {
      location.hash = place;
    });
  });

/** Returns the hash of the place that is shown. */
export const shownPlace = (): string => (unsaved.size === 0 ? location.hash : placeKept);

/** Discards unsaved input and continues. */
export const discardAndLeave = (): void => {
  const way = wanted;
  for (const discard of unsaved.values()) discard();
  unsaved.clear();
  want(null);
  way?.();
};

/** Cancels the navigation and stays in the form. */
export const stay = (): void => want(null);

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether the question is being shown. */
export const useLeaveAsked = (): boolean => useSyncExternalStore(listen, () => wanted !== null);
