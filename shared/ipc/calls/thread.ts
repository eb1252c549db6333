import * as z from 'zod';
import { conflictView, noteId } from '../request-views.ts';
import * as view from '../views.ts';
import { incomingMailView } from './incoming-mail.ts';
import type { Call } from './shapes.ts';

/** One entry of a thread, as staff read it: plain text. */
const threadEntry = z.strictObject({
  /** Its kind and its number: `message-5`. */
  id: z.string(),
  from: z.enum(['partner', 'staff', 'to-partner', 'to-patron', 'mail']),
  /** Who wrote a note of staff; may be empty. */
  who: z.string(),
  /** When it came, or was written. */
  at: view.instant,
  /** What it is or says, without a full stop: `North University Library will supply`. Empty for a note. */
  title: z.string(),
  /** Further facts: due date, conditions, volumes. */
  facts: z.array(z.string()),
  /** What a person wrote; may be empty. */
  text: z.string(),
  /** What became of it, if staff should know; otherwise empty. */
  state: z.string(),
  /** More about its state; may be empty. */
  remark: z.string(),
  isFailed: z.boolean(),
  /** Time of the next attempt to send it; null if there is none. */
  nextAt: view.instant.nullable(),
  isUnread: z.boolean(),
  /** The text with which a letter left; null for everything else. */
  letter: z.strictObject({ subject: z.string(), body: z.string() }).nullable(),
  /** The note that it is, or that it caused. */
  note: z
    .strictObject({
      noteId,
      active: z.boolean(),
      dismissedAt: view.instant.nullable(),
      /** The conflict with a file that it reports; null if there is none or it is resolved. */
      conflict: conflictView.nullable(),
    })
    .nullable(),
  mail: incomingMailView.nullable(),
});
export type ThreadEntry = z.infer<typeof threadEntry>;
export type ThreadNote = NonNullable<ThreadEntry['note']>;

/** A partner that may be asked again, and the changes it asked for: empty where it named none or several. */
const askAgain = z.strictObject({
  partnerId: view.partnerId,
  partnerName: z.string(),
  edition: z.string(),
  journalVolume: z.string(),
  format: z.enum(['', 'physical', 'digital']),
  maximumCost: z.string(),
});
export type AskAgain = z.infer<typeof askAgain>;

/** What was said about a request: with one partner in its turn, or (null) outside of all turns: notes, and letters to the patron. */
export const threadCalls = {
  /** Returns the newest entries, active notes first. */
  'thread.entries': {
    input: z.strictObject({
      requestId: view.requestId,
      turnId: view.turnId.nullable(),
      limit: z.int().min(1).max(5_000),
    }),
    output: z.strictObject({ total: z.int(), entries: z.array(threadEntry) }),
  },
  'thread.askAgain': {
    input: z.strictObject({ requestId: view.requestId }),
    output: askAgain.nullable(),
  },
  /** Notes that staff saw these entries. */
  'thread.markRead': {
    input: z.strictObject({
      requestId: view.requestId,
      messageIds: z.array(z.int().positive()).max(500),
      mailIds: z.array(z.int().positive()).max(500),
    }),
    output: z.null(),
    changes: ['requests'],
  },
} as const satisfies Record<string, Call>;
