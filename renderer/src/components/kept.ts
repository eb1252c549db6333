/** What a page keeps for the next time. */
export type Keeper = {
  /** Restores what was kept under a name; `fallback` where nothing useful was. */
  readonly restoreKept: <T>(name: string, isUseful: (kept: unknown) => kept is T, fallback: T) => T;
  /** Keeps something under a name. A full storage is no reason to stop a person's work. */
  readonly keep: (name: string, value: unknown) => void;
};

/**
 * Keeps things in the window's own storage, so that they survive leaving the page and a restart. What cannot be read any
 * more is as if it had never been kept.
 * @param prefix stands before every name, such as `requests.`
 */
export const keptUnder = (prefix: string): Keeper => ({
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
      // It is then as it was before the next time.
    }
  },
});
