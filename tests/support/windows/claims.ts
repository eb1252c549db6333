import type { Claim } from './claim.ts';
import { claimsOfLetters } from './claims-of-letters.ts';
import { claimsOfRequests } from './claims-of-requests.ts';
import { claimsOfVolumes } from './claims-of-volumes.ts';

/**
 * What the sentences of windows say, read as somebody reads them who knows nothing of the code that made them, and held against what the step then
 * did. Every sentence must be known here, and hold; and all that counts must have been said.
 */
export const claims: readonly Claim[] = [...claimsOfLetters, ...claimsOfRequests, ...claimsOfVolumes];
