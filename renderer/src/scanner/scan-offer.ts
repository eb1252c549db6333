import { sharedValue } from '../components/shared-value.ts';
import type { PageScan } from './scan-target.ts';

// The scan that no page handled, shown until the operator has responded.
const offered = sharedValue<PageScan | null>(null);

/** Shows a scan that no page handled, with a possible action. A newer scan replaces it. */
export const offerScan = (scan: PageScan): void => offered.set(scan);

/** Removes the offer. */
export const dropOffer = (): void => offered.set(null);

/** The offered scan, or null. */
export const useOfferedScan = offered.use;
