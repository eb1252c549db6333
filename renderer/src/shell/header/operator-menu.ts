import { useSyncExternalStore } from 'react';

// Whether the list of operators is open: the window's menu opens it, whatever page is shown.
let open = false;
const listeners = new Set<() => void>();

/** Opens or closes the list of operators in the header. */
export const showOperatorMenu = (shown: boolean): void => {
  open = shown;
  for (const listener of listeners) listener();
};

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether the list of operators is open. */
export const useOperatorMenuShown = (): boolean => useSyncExternalStore(listen, () => open);
