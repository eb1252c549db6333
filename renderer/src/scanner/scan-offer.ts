import { useSyncExternalStore } from 'react';
import type { PageScan } from './scan-target.ts';

// The scan that no page took: shown until a person has dealt with it.
let offered: PageScan | null = null;
const listeners = new Set<() => void>();

const set = (scan: PageScan | null): void => {
  offered = scan;
  for (const listener of listeners) listener();
};

/** Shows a scan that no page took, with what it could lead to. A newer one takes its place. */
export const offerScan = (scan: PageScan): void => set(scan);

/** Takes the offer away. */
export const dropOffer = (): void => set(null);

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The scan that is on offer, or null. */
export const useOfferedScan = (): PageScan | null => useSyncExternalStore(listen, () => offered);
