import { useEffect, useRef, useSyncExternalStore } from 'react';

// The forms that hold something that is not saved, with what closes them, and the way on that was asked for in the middle of it.
const unsaved = new Map<symbol, () => void>();
let wanted: (() => void) | null = null;
// Where the window is while it must not go: the address is changed before anybody can ask.
let placeKept = '';
const listeners = new Set<() => void>();

const want = (way: (() => void) | null): void => {
  wanted = way;
  for (const listener of listeners) listener();
};

/**
 * Marks a form as one that must not be left silently, as long as it holds something that is not saved.
 * @param discard closes a form that does not go with its page: the way on may lead to another place on the same one.
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
      unsaved.delete(mark);
    };
  }, [isUnsaved]);
};

/** Takes a way that leaves the form: at once, or after the question where something is not saved. */
export const leaveBy = (way: () => void): void => {
  if (unsaved.size === 0) way();
  else want(way);
};

/** Keeps the window where it is until the question is answered. Call it before anybody else follows the address. */
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

/** The hash of the place that is shown. */
export const shownPlace = (): string => (unsaved.size === 0 ? location.hash : placeKept);

/** Goes on without what is not saved. */
export const discardAndLeave = (): void => {
  const way = wanted;
  for (const discard of unsaved.values()) discard();
  unsaved.clear();
  want(null);
  way?.();
};

/** Stays in the form. */
export const stay = (): void => want(null);

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether staff are being asked. */
export const useLeaveAsked = (): boolean => useSyncExternalStore(listen, () => wanted !== null);
