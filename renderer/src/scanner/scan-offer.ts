import { sharedValue } from '../components/shared-value.ts';
import type { PageScan } from './scan-target.ts';

// The scan that no page took: shown until a person has dealt with it.
const offered = sharedValue<PageScan | null>(null);

/** Shows a scan that no page took, with what it could lead to. A newer one takes its place. */
export const offerScan = (scan: PageScan): void => offered.set(scan);

/** Takes the offer away. */
export const dropOffer = (): void => offered.set(null);

/** The scan that is on offer, or null. */
export const useOfferedScan = offered.use;
