import { remember, remembered } from '../api/memory.ts';
import type { Keeper } from '../components/kept.ts';
import { keptUnder } from '../components/kept.ts';

const prefix = 'requests.';

/** What Borrowing Requests keeps for the next time of how it looks. */
export const { keep, restoreKept } = keptUnder(prefix);

/** What it keeps of what is listed, which staff typed. */
export const keptTyped: Keeper = {
  restoreKept: (name, isUseful, fallback) => {
    const kept = remembered(prefix + name);
    return isUseful(kept) ? kept : fallback;
  },
  keep: (name, value) => remember(prefix + name, value),
};
