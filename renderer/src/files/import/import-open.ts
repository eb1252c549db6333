import { sharedValue } from '../../components/shared-value.ts';
import type { ImportReport } from '../../../../shared/ipc/import-views.ts';
import type { GivenFile } from '../../machines/import.machine.ts';

// Separate from the import itself, which is loaded with its window.
const isOpen = sharedValue(false);
const given = sharedValue<GivenFile | null>(null);
const report = sharedValue<ImportReport | null>(null);

const openWith = (file: GivenFile | null): void => {
  given.set(file);
  isOpen.set(true);
};

/** Opens the import window in front of the current page. */
export const openImport = (): void => openWith(null);
/** Opens it with the requests that this workstation had before it joined a hub. */
export const openOwnRequests = (): void => openWith('own-requests');
/** Opens it with the report of an import that ran in the background. */
export const openReport = (of: ImportReport): void => {
  report.set(of);
  isOpen.set(true);
};
export const closeImport = (): void => isOpen.set(false);

export const useImportIsOpen = isOpen.use;

/** The given file that has not been inspected yet. */
export const useGiven = given.use;

/** The requested report that has not been shown yet. */
export const useReportAsked = report.use;

/** Clears it once it is used, so that it is not chosen a second time. */
export const clearGivenFile = (): void => given.set(null);
export const clearReport = (): void => report.set(null);

/** Whether another modal window is open: nothing may open in front of it. */
const isBehindAnother = (): boolean => !isOpen.get() && document.querySelector('[aria-modal=true]') !== null;

/** Accepts files dropped anywhere on the program. @returns a function that stops this */
export const listenForDrops = (): (() => void) => {
  const over = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = isBehindAnother() ? 'none' : 'copy';
  };
  const drop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    if (!isBehindAnother()) openWith(file);
  };
  addEventListener('dragover', over);
  addEventListener('drop', drop);
  return () => {
    removeEventListener('dragover', over);
    removeEventListener('drop', drop);
  };
};
