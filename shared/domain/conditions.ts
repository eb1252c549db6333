import type { PartnerId } from './ids.ts';

/** A partner's condition, and what we answered; null while nobody has. */
export type SetCondition = {
  /** Who set it; null where nobody knows: then it counts as the active partner's. */
  readonly partnerId: PartnerId | null;
  readonly answer: 'yes' | 'no' | null;
};

/** Whether a condition is the active partner's. */
export const isConditionOf = ({ partnerId }: SetCondition, activePartnerId: PartnerId | null): boolean =>
  partnerId === null || partnerId === activePartnerId;

/** Whether the active partner's condition waits for our answer. */
export const isConditionOpen = (condition: SetCondition, activePartnerId: PartnerId | null): boolean =>
  condition.answer === null && isConditionOf(condition, activePartnerId);

/**
 * Whether a reply to a condition may go out. A reply without a note looks like a new request to the
 * partner: a note is asked for, and none is taken only when a person says so a second time.
 * @returns null when it may, otherwise what staff read
 */
export const replyNoteRefusal = (reply: {
  readonly note: string;
  readonly withoutNote: boolean;
}): string | null =>
  reply.note.trim() !== '' || reply.withoutNote
    ? null
    : 'A reply without a note looks like a new request to the partner. Write a note, or confirm that you send none.';
