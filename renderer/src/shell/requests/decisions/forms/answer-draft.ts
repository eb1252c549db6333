import type { CalendarDate, ItemId } from '../../../../../../shared/domain/ids.ts';
import type { PartnerAnswerKind } from '../../../../../../shared/domain/partner-answers.ts';
import type { PartnerAnswer } from '../../../../../../shared/ipc/calls/partner-answers.ts';

/** What stands in the fields of the window. */
export type AnswerDraft = {
  readonly kind: PartnerAnswerKind;
  readonly note: string;
  readonly reason: string;
  /** Null while nothing that is a date is typed; `typed` tells that from an empty field. */
  readonly date: CalendarDate | null;
  readonly typed: boolean;
  /** Null: all volumes that the answer can be about. */
  readonly itemId: ItemId | null;
};

/** Which fields an answer has besides its note. */
export const fieldsOf = (
  kind: PartnerAnswerKind,
): { readonly reason: string | null; readonly date: string | null; readonly dateIsNeeded: boolean } => {
  switch (kind) {
    case 'conditional':
      return { reason: 'Condition', date: 'Date for reply', dateIsNeeded: false };
    case 'shipped':
      return { reason: 'Use conditions', date: 'Due date', dateIsNeeded: false };
    case 'renewed':
    case 'patron-renewed':
      return { reason: null, date: 'New due date', dateIsNeeded: true };
    default:
      return { reason: null, date: null, dateIsNeeded: false };
  }
};

/** The answer that the fields make, or the sentence that says what is missing. */
export const answerOf = (draft: AnswerDraft): PartnerAnswer | string => {
  const { kind, note, reason, date, typed } = draft;
  const fields = fieldsOf(kind);
  if (fields.date !== null && date === null && (typed || fields.dateIsNeeded))
    return `“${fields.date}” needs a date, for example 2027-01-15.`;
  switch (kind) {
    case 'conditional':
      return reason === '' && note.trim() === ''
        ? 'Say what the condition is: choose one, or write what the partner wrote.'
        : { kind, reason, note, replyBy: date };
    case 'shipped':
      return { kind, reason, note, dueOn: date };
    case 'renewed':
    case 'patron-renewed':
      return date === null ? `“${fields.date ?? ''}” needs a date.` : { kind, note, dueOn: date };
    case 'not-arrived':
      return { kind, note, itemId: draft.itemId };
    default:
      return { kind, note };
  }
};
