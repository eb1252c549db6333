import * as z from 'zod';
import { turnStates } from '../domain/life/turn.ts';
import * as view from './views.ts';

/** How much a thread contains, and what of it asks for attention. */
export const threadCounts = z.strictObject({
  count: z.int(),
  /** What partners said and staff have not read. */
  unread: z.int(),
  /** Notes that are active until somebody dismisses them. */
  active: z.int(),
});
export type ThreadCounts = z.infer<typeof threadCounts>;

/** A partner in the rota, with its turn. */
export const turnView = z.strictObject({
  turnId: view.turnId,
  position: z.int().positive(),
  partnerId: view.partnerId.nullable(),
  /** Empty if no partner was recorded. */
  partnerName: z.string(),
  inUse: z.boolean(),
  state: z.enum(turnStates),
  /** Whether staff still have to contact it by hand with the request. */
  contactByHand: z.boolean(),
  /** Whether it ended because we cancelled, and not the partner. */
  cancelledByUs: z.boolean(),
  /** Whether it refused, but would lend on a changed request. */
  lendsIfChanged: z.boolean(),
  /** Since when; null if unknown. */
  stateAt: view.instant.nullable(),
  askedAt: view.instant.nullable(),
  /** Whether it is being asked now, and whether something between us is unfinished. */
  isActive: z.boolean(),
  isOpen: z.boolean(),
  /** Its open questions in a few words. */
  marks: z.array(z.string()),
  dueOn: view.calendarDate.nullable(),
  cost: z.string(),
  /** What was said with it. */
  thread: threadCounts,
});
export type TurnView = z.infer<typeof turnView>;

export const conditionView = z.strictObject({
  /** As staff read it; empty if the partner gave none. */
  reason: z.string(),
  note: z.string(),
  partnerName: z.string(),
  setAt: view.instant.nullable(),
  replyBy: view.calendarDate.nullable(),
  answer: z.enum(['yes', 'no']).nullable(),
  answerNote: z.string(),
  answeredAt: view.instant.nullable(),
  /** When it lapsed without an answer. */
  endedAt: view.instant.nullable(),
});
export type ConditionView = z.infer<typeof conditionView>;
