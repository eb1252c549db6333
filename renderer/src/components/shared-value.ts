import { useSyncExternalStore } from 'react';

/** Creates a value shared by several parts of the window, independent of the current page. */
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
