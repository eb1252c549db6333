import { useEffect } from 'react';
import type { SavedList } from '../../../../shared/ipc/calls/files.ts';
import { sharedValue } from '../../components/shared-value.ts';

/** A list as it is in sight, with its name. */
export type Listed = { readonly of: SavedList; readonly label: string };

// Only one page is shown at a time.
let inSight: Listed | null = null;
const isOpen = sharedValue(false);

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
export const openExport = (): void => isOpen.set(true);

export const closeExport = (): void => isOpen.set(false);

/** Whether that window is open. */
export const useExportIsOpen = isOpen.use;
