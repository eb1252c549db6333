import { useEffect } from 'react';
import type { SavedList } from '../../../../shared/ipc/calls/files.ts';
import { sharedValue } from '../../components/shared-value.ts';

/** The current list and its name. */
export type Listed = { readonly of: SavedList; readonly label: string };

// Only one page is shown at a time.
let inSight: Listed | null = null;
const isOpen = sharedValue(false);

/** Registers the list to export while its page is shown. */
export const useListForExport = (listed: Listed): void => {
  useEffect(() => {
    inSight = listed;
    return () => {
      inSight = null;
    };
  });
};

/** Returns the current list; null on a page without one. */
export const listForExport = (): Listed | null => inSight;

/** Opens the export window for the current list. */
export const openExport = (): void => isOpen.set(true);

export const closeExport = (): void => isOpen.set(false);

/** Whether the export window is open. */
export const useExportIsOpen = isOpen.use;
