import { remember, remembered } from '../api/memory.ts';
import type { Keeper } from '../components/kept.ts';
import { keptUnder } from '../components/kept.ts';

const prefix = 'requests.';

/** The stored layout of Borrowing Requests. */
export const { keep, restoreKept } = keptUnder(prefix);

/** The stored list view, which contains typed text. */
export const keptTyped: Keeper = {
  restoreKept: (name, isUseful, fallback) => {
    const kept = remembered(prefix + name);
    return isUseful(kept) ? kept : fallback;
  },
  keep: (name, value) => remember(prefix + name, value),
};
