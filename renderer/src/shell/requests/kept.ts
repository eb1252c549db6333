/**
 * What this page keeps for the next time: in the window's own storage, so that it survives leaving the page and a restart
 * of the window. What cannot be read any more is as if it had never been kept.
 */
const prefix = 'requests.';

/** Restores what was kept under a name; `fallback` where nothing useful was. */
export const restoreKept = <T>(name: string, isUseful: (kept: unknown) => kept is T, fallback: T): T => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(prefix + name) ?? 'null');
    return isUseful(kept) ? kept : fallback;
  } catch {
    return fallback;
  }
};

/** Keeps something under a name. A full storage is no reason to stop a person's work. */
export const keep = (name: string, value: unknown): void => {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // It is then as it was before the next time.
  }
};
