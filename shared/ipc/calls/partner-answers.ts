import * as z from 'zod';
import { afterStep } from '../topics.ts';
import * as view from '../views.ts';
import { decided, noteText } from './decisions.ts';
import type { Call } from './shapes.ts';

/** What a partner said, as a person writes it down. */
export const partnerAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('will-supply'), note: noteText }),
  z.strictObject({
    kind: z.literal('conditional'),
    /** A code such as `LibraryUseOnly`; empty where only a note says it. */
    reason: z.string().max(64),
    note: noteText,
    replyBy: view.calendarDate.nullable(),
  }),
  z.strictObject({
    kind: z.literal('shipped'),
    dueOn: view.calendarDate.nullable(),
    /** The conditions of use that come with it; empty where there are none. */
    reason: z.string().max(64),
    note: noteText,
  }),
  z.strictObject({ kind: z.literal('shipped-digitally'), note: noteText }),
  z.strictObject({ kind: z.literal('rejected'), note: noteText }),
  z.strictObject({ kind: z.literal('expired'), note: noteText }),
  z.strictObject({ kind: z.literal('cancel-accepted'), note: noteText }),
  z.strictObject({ kind: z.literal('cancel-refused'), note: noteText }),
  z.strictObject({ kind: z.literal('renewed'), dueOn: view.calendarDate, note: noteText }),
  z.strictObject({ kind: z.literal('renewal-refused'), note: noteText }),
  z.strictObject({ kind: z.literal('patron-renewed'), dueOn: view.calendarDate, note: noteText }),
  z.strictObject({ kind: z.literal('overdue'), note: noteText }),
  z.strictObject({
    kind: z.literal('recalled'),
    /** By when it wants it back; null where it did not say. */
    backBy: view.calendarDate.nullable(),
    note: noteText,
  }),
  z.strictObject({ kind: z.literal('demand-withdrawn'), note: noteText }),
  z.strictObject({ kind: z.literal('checked-in'), note: noteText }),
  z.strictObject({
    kind: z.literal('not-arrived'),
    /** Null: nothing of what was sent back. */
    itemId: view.itemId.nullable(),
    note: noteText,
  }),
  z.strictObject({ kind: z.literal('settled'), note: noteText }),
]);
export type PartnerAnswer = z.infer<typeof partnerAnswer>;

/** What partners said, recorded by hand. */
export const partnerAnswerCalls = {
  'partnerAnswers.record': {
    input: z.strictObject({
      ...decided,
      /** Whose answer it is, where several have volumes of which it can be said; left out: the likeliest one's. */
      partnerId: view.partnerId.optional(),
      answer: partnerAnswer,
    }),
    output: view.outcome,
    changes: afterStep,
  },
} as const satisfies Record<string, Call>;
