import { useSyncExternalStore } from 'react';

// Apart from the import itself, which is loaded with its window.
let isOpen = false;
const listeners = new Set<() => void>();
const set = (open: boolean): void => {
  isOpen = open;
  for (const listener of listeners) listener();
};

/** Opens the import window, in front of whatever page is shown. */
export const openImport = (): void => set(true);
export const closeImport = (): void => set(false);

export const useImportIsOpen = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => isOpen,
  );
