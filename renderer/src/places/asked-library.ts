// A library file that was opened outside the window: the page of backups brings it when it is shown.
let isAsked = false;
const listeners = new Set<() => void>();

/** Has the page of backups bring the file, at once or when it is shown. */
export const askForLibrary = (): void => {
  isAsked = true;
  for (const listener of listeners) listener();
};

/** Calls a function when a file is to be brought: once for each file. @returns a function that ends it. */
export const onAskedLibrary = (bring: () => void): (() => void) => {
  const look = (): void => {
    if (!isAsked) return;
    isAsked = false;
    bring();
  };
  look();
  listeners.add(look);
  return () => void listeners.delete(look);
};
