import { useSyncExternalStore } from 'react';

// Apart from the import itself, which is loaded with its window.
let isOpen = false;
let dropped: File | null = null;
const listeners = new Set<() => void>();
const tell = (): void => listeners.forEach((listener) => listener());
const subscribe = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

const openWith = (file: File | null): void => {
  isOpen = true;
  dropped = file;
  tell();
};

/** Opens the import window, in front of whatever page is shown. */
export const openImport = (): void => openWith(null);
export const closeImport = (): void => {
  isOpen = false;
  tell();
};

export const useImportIsOpen = (): boolean => useSyncExternalStore(subscribe, () => isOpen);

/** The file that was dropped and that nobody has looked at yet. */
export const useDropped = (): File | null => useSyncExternalStore(subscribe, () => dropped);

/** Whoever looks at it takes it: it is not chosen a second time. */
export const takeDropped = (): void => {
  dropped = null;
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
