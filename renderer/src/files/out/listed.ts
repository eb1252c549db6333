import { useEffect, useSyncExternalStore } from 'react';
import type { SavedList } from '../../../../shared/ipc/calls/files.ts';

// Which list is in sight, and whether the window is open that saves it. Only one page is shown at a time.

/** A list as it is in sight, with its name. */
export type Listed = { readonly of: SavedList; readonly label: string };

let inSight: Listed | null = null;
let isOpen = false;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const setOpen = (open: boolean): void => {
  isOpen = open;
  for (const listener of listeners) listener();
};

/** While the page is shown this is the list that is exported. */
export const useListInSight = (listed: Listed): void => {
  useEffect(() => {
    inSight = listed;
    return () => {
      inSight = null;
    };
  });
};

/** The list that is in sight; null on a page without one. */
export const listInSight = (): Listed | null => inSight;

/** Opens the window that saves the list in sight. */
export const openExport = (): void => setOpen(true);

export const closeExport = (): void => setOpen(false);

/** Whether that window is open. */
export const useExportIsOpen = (): boolean => useSyncExternalStore(subscribe, () => isOpen);
