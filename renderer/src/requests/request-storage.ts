import { remember, remembered } from '../api/memory.ts';
import type { ViewStorage } from '../components/view-storage.ts';
import { viewStorage } from '../components/view-storage.ts';

const prefix = 'requests.';

/** The stored layout of Borrowing Requests. */
export const { keep, restoreKept } = viewStorage(prefix);

/** The stored list view, which contains typed text. */
export const typedViewStorage: ViewStorage = {
  restoreKept: (name, isUseful, fallback) => {
    const kept = remembered(prefix + name);
    return isUseful(kept) ? kept : fallback;
  },
  keep: (name, value) => remember(prefix + name, value),
};
