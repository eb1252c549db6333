import * as z from 'zod';
import { instant } from './branded.ts';
import { partnerId, turnId } from './id-shapes.ts';

/** A message that was exchanged with a partner by protocol, as staff read it: plain text. */
export const partnerMessageView = z.strictObject({
  messageId: z.int(),
  from: z.enum(['partner', 'us']),
  /** The turn of the partner, and its name; null if the turn is not known here. */
  turnId: turnId.nullable(),
  partnerName: z.string(),
  /** When it came, or was written. */
  at: instant,
  /** What it says, without a full stop: `North University Library will supply`. */
  sentence: z.string(),
  /** Further facts: due date, conditions, volumes. */
  facts: z.array(z.string()),
  /** What a person wrote; may be empty. */
  note: z.string(),
  /** What becomes of it, if staff should know; otherwise empty. */
  state: z.string(),
  isUnread: z.boolean(),
});
export type PartnerMessageView = z.infer<typeof partnerMessageView>;

/** A partner that may be asked again, and what it said to change: empty for what it did not name, or named several of. */
export const askAgain = z.strictObject({
  partnerId,
  partnerName: z.string(),
  edition: z.string(),
  journalVolume: z.string(),
  format: z.enum(['', 'physical', 'digital']),
  maximumCost: z.string(),
});
export type AskAgain = z.infer<typeof askAgain>;
