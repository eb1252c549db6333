import type * as z from 'zod';
import type { partnerProfile } from '../ipc/partner-profile.ts';

/** The versions of ISO 18626 in which a partner can be written to. Whatever it sends is read. */
export const isoVersions = ['1.2', '2021-2'] as const;
export type IsoVersion = (typeof isoVersions)[number];

/** What a requesting library can say to a partner about a request that it has sent. */
export const isoActions = [
  'StatusRequest',
  'Received',
  'Cancel',
  'Renew',
  'ShippedReturn',
  'ShippedForward',
  'Notification',
  'HoldReturn',
  'Lost',
] as const;
export type IsoAction = (typeof isoActions)[number];

/** The actions that the version of 2021 added. */
export const actionsOf2021: readonly IsoAction[] = ['HoldReturn', 'Lost'];

/**
 * How a partner states a condition, and how it is answered.
 * - `reshare`: it will supply, with a loan condition, a cost or a marker in its note; yes is a notification with a marker, no a
 * cancellation. ReShare and CrossLink.
 * - `accept-reject`: it asks in the text of a note to answer ACCEPT or REJECT. Alma and ILLiad behind CrossLink.
 * - `retry`: it ends the request with an offer; yes is a new request that names the old one, no is silence. The way of the standard.
 * - `conditional-reply`: a line of the note names the condition, and it expires after four days. Systems that come from ISO 10161.
 */
export const conditionConventions = ['reshare', 'accept-reject', 'retry', 'conditional-reply'] as const;
export type ConditionConvention = (typeof conditionConventions)[number];

/**
 * How a partner lists the volumes that it sends.
 * - `repeated`: an item identifier for each. `commas`: one item identifier with commas (Alma, ILLiad).
 * - `reshare`: name, call number and identifier in each item identifier. `note-block`: lines in the note (CrossLink).
 */
export const volumeFormats = ['repeated', 'commas', 'reshare', 'note-block'] as const;
export type VolumeFormat = (typeof volumeFormats)[number];

/** How a partner is reached. Whether it renews automatically, and must agree to a cancellation, is part of its record. */
export type PartnerProfile = z.infer<typeof partnerProfile>;
/** How a partner is reached unless staff set it otherwise. */
export const byMail: PartnerProfile = { by: 'mail' };
/** How a partner is reached that speaks ISO 18626. */
export type ProtocolProfile = Extract<PartnerProfile, { readonly by: 'iso18626' }>;
