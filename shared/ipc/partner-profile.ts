import * as z from 'zod';
import type { PartnerProfile } from '../domain/partner-profile.ts';
import { conditionConventions, isoActions, isoVersions, volumeFormats } from '../domain/partner-profile.ts';

/** A text of one line, which goes into a message as it is. */
const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^\P{Cc}*$/u);

/** A library as partners know it: the kind of its symbol, such as ISIL, and the symbol. */
export const agency = z.strictObject({
  agencyIdType: line(64),
  agencyIdValue: line(200),
});

const name = line(320);

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

/** The longest text of a certificate authority. */
export const longestAuthority = 20_000;
/** Certificates as PEM, and nothing else: a key does not belong in a profile, which workstations and files share. */
export const certificates = z
  .string()
  .max(longestAuthority)
  .regex(/^(-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+$/u);

/** The address of a system. It has no account, which would be shared and shown, as profiles are. */
export const systemAddress = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine((address) => !/^[^/]+[/\\]*[^/\\?#]*@/u.test(address));

/** How a partner is reached: by ISO 18626, by mail, or by staff. */
export const partnerProfile = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('mail') }),
  z.strictObject({ by: z.literal('hand') }),
  z.strictObject({
    by: z.literal('iso18626'),
    /** Null: its messages are put into the folder for messages of the workstation that sends. */
    address: systemAddress.nullable(),
    /** Our symbol with this partner, and its own. */
    ours: agency,
    theirs: agency,
    /** Whether other libraries answer through it, under their own symbols. Files may leave it out. */
    isBroker: z.boolean().default(false),
    version: z.enum(isoVersions),
    authentication,
    convention: z.enum(conditionConventions),
    accepts: z.array(z.enum(isoActions)).max(isoActions.length),
    volumeFormat: z.enum(volumeFormats),
    /** The certificate authority of its server, trusted in addition to the well-known ones; null for none. Files may leave it out. */
    authority: certificates.nullable().default(null),
  }),
]);

/**
 * Reads a stored profile. One that this version of the program does not understand, such as of a newer one, means by staff: nothing leaves in
 * a way that its library did not want.
 */
export const readPartnerProfile = (stored: string): PartnerProfile => {
  const read = partnerProfile.safeParse(JSON.parse(stored));
  return read.success ? read.data : { by: 'hand' };
};
