import { useSyncExternalStore } from 'react';

/** A value that several parts of the window know, whatever page is shown. */
export const sharedValue = <T>(start: T) => {
  let now = start;
  const listeners = new Set<() => void>();
  const listen = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    get: (): T => now,
    set: (next: T): void => {
      now = next;
      for (const listener of listeners) listener();
    },
    use: (): T => useSyncExternalStore(listen, () => now),
  };
};
