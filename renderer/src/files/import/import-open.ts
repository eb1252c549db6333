import { sharedValue } from '../../components/shared-value.ts';
import type { ImportReport } from '../../../../shared/ipc/import-views.ts';
import type { GivenFile } from '../../machines/import.machine.ts';

// Apart from the import itself, which is loaded with its window.
const isOpen = sharedValue(false);
const given = sharedValue<GivenFile | null>(null);
const report = sharedValue<ImportReport | null>(null);

const openWith = (file: GivenFile | null): void => {
  given.set(file);
  isOpen.set(true);
};

/** Opens the import window, in front of whatever page is shown. */
export const openImport = (): void => openWith(null);
/** The same, with the requests that this workstation had before it joined a hub. */
export const openOwnRequests = (): void => openWith('own-requests');
/** The same, with what came of an import that ran behind the pages. */
export const openReport = (of: ImportReport): void => {
  report.set(of);
  isOpen.set(true);
};
export const closeImport = (): void => isOpen.set(false);

export const useImportIsOpen = isOpen.use;

/** The file that was given and that nobody has looked at yet. */
export const useGiven = given.use;

/** The report that is to be shown and that nobody has looked at yet. */
export const useReportAsked = report.use;

/** Whoever looks at it takes it: it is not chosen a second time. */
export const takeGiven = (): void => given.set(null);
export const takeReport = (): void => report.set(null);

/** A window that asks for something waits for its answer; nothing opens in front of it. */
const isBehindAnother = (): boolean => !isOpen.get() && document.querySelector('[aria-modal=true]') !== null;

/** Takes files that are dropped anywhere on the program. @returns the way to take none any more. */
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
