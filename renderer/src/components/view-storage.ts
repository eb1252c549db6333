/** Stores a page's state for its next visit. */
export type ViewStorage = {
  /** Restores the value stored under a name, or `fallback` if there is none or it is unusable. */
  readonly restoreKept: <T>(name: string, isUseful: (kept: unknown) => kept is T, fallback: T) => T;
  /** Stores a value under a name. A full storage must not interrupt the user's work. */
  readonly keep: (name: string, value: unknown) => void;
};

/**
 * Stores values in the window's local storage, so that they survive leaving the page and a restart. Unreadable values count as missing.
 * @param prefix is prepended to every name, such as `requests.`
 */
export const viewStorage = (prefix: string): ViewStorage => ({
  restoreKept: (name, isUseful, fallback) => {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(prefix + name) ?? 'null');
      return isUseful(kept) ? kept : fallback;
    } catch {
      return fallback;
    }
  },
  keep: (name, value) => {
    try {
      localStorage.setItem(prefix + name, JSON.stringify(value));
    } catch {
      // The next visit then starts without it.
    }
  },
});
