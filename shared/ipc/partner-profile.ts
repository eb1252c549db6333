import * as z from 'zod';
import { conditionConventions, isoActions, isoVersions, volumeFormats } from '../domain/partner-profile.ts';

/** A library as partners know it: the kind of its symbol, such as ISIL, and the symbol. */
const agency = z.strictObject({
  agencyIdType: z.string().trim().min(1).max(64),
  agencyIdValue: z.string().trim().min(1).max(200),
});

const name = z.string().trim().min(1).max(320);

/** How we identify ourselves to a partner. Passwords and codes are secrets, and kept apart. */
const authentication = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** An account and a code in the header of each message. */
  z.strictObject({ kind: z.literal('account'), accountId: name }),
  /** HTTP Basic. */
  z.strictObject({ kind: z.literal('basic'), user: name }),
  /** A client certificate for TLS. Each workstation has its own. */
  z.strictObject({ kind: z.literal('certificate') }),
]);

/** How a partner is reached: by ISO 18626, by mail, or by staff. */
export const partnerProfile = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('iso18626'),
    address: z.url({ protocol: /^https?$/ }).max(2_000),
    /** Our symbol with this partner, and its own. */
    ours: agency,
    theirs: agency,
    version: z.enum(isoVersions),
    authentication,
    convention: z.enum(conditionConventions),
    accepts: z.array(z.enum(isoActions)).max(isoActions.length),
    volumeFormat: z.enum(volumeFormats),
  }),
  z.strictObject({ by: z.literal('mail') }),
  z.strictObject({ by: z.literal('hand') }),
]);
