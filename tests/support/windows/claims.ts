import type { Claim } from './claim.ts';
import { claimsOfLetters } from './claims-of-letters.ts';
import { claimsOfRequests } from './claims-of-requests.ts';
import { claimsOfVolumes } from './claims-of-volumes.ts';

/**
 * The claims of window sentences, read as by a user who does not know the code, and compared with what the step then
 * did. Every sentence must be known here, and hold; and all important facts must be mentioned.
 */
export const claims: readonly Claim[] = [...claimsOfLetters, ...claimsOfRequests, ...claimsOfVolumes];
