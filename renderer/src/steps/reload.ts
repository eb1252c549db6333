import { remember, remembered } from '../api/memory.ts';
import type { ReloadSnapshot } from '../machines/receiving.context.ts';

// It survives a reload and a crash of the page, and ends with the program.
const key = 'receiving';

/** Keeps what Receiving Items must know after a reload. */
export const keepReceiving = (snapshot: ReloadSnapshot): void => remember(key, snapshot);

/** What Receiving Items knew before a reload, or null in a new window. */
export const restoredReceiving = (): ReloadSnapshot | null => remembered(key) as ReloadSnapshot | null;

/** Keeps what the lane of a page must know after a reload: ids and codes. */
export const keepLane = (lane: string, snapshot: unknown): void => remember(`lane ${lane}`, snapshot);

/** What the lane of a page knew before a reload, or null in a new window. */
export const restoredLane = <T>(lane: string): T | null => remembered(`lane ${lane}`) as T | null;
