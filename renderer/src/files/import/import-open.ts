import { useSyncExternalStore } from 'react';
import type { GivenFile } from '../../machines/import.context.ts';

// Apart from the import itself, which is loaded with its window.
let isOpen = false;
let given: GivenFile | null = null;
const listeners = new Set<() => void>();
const tell = (): void => listeners.forEach((listener) => listener());
const subscribe = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

const openWith = (file: GivenFile | null): void => {
  isOpen = true;
  given = file;
  tell();
};

/** Opens the import window, in front of whatever page is shown. */
export const openImport = (): void => openWith(null);
/** The same, with the requests that this workstation had before it joined a hub. */
export const openOwnRequests = (): void => openWith('own-requests');
export const closeImport = (): void => {
  isOpen = false;
  tell();
};

export const useImportIsOpen = (): boolean => useSyncExternalStore(subscribe, () => isOpen);

/** The file that was given and that nobody has looked at yet. */
export const useGiven = (): GivenFile | null => useSyncExternalStore(subscribe, () => given);

/** Whoever looks at it takes it: it is not chosen a second time. */
export const takeGiven = (): void => {
  given = null;
  tell();
};

/** A window that asks for something waits for its answer; nothing opens in front of it. */
const isBehindAnother = (): boolean => !isOpen && document.querySelector('[aria-modal=true]') !== null;

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
