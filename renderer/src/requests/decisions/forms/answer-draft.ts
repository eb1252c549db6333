import type { CalendarDate, ItemId } from '../../../../../shared/domain/ids.ts';
import type { PartnerAnswerKind } from '../../../../../shared/domain/partner-answers.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/input-shapes.ts';
import { t } from '../../../../../shared/words/words.ts';

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
      return { reason: t('requests.condition'), date: t('requests.dateForReply'), dateIsNeeded: false };
    case 'shipped':
      return { reason: t('common.useConditions'), date: t('common.dueBack'), dateIsNeeded: false };
    case 'recalled':
      return { reason: null, date: t('requests.backBy'), dateIsNeeded: false };
    case 'renewed':
    case 'patron-renewed':
      return { reason: null, date: t('common.newDueDate'), dateIsNeeded: true };
    default:
      return { reason: null, date: null, dateIsNeeded: false };
  }
};

/** The answer that the fields make, or the sentence that says what is missing. */
export const answerOf = (draft: AnswerDraft): PartnerAnswer | string => {
  const { kind, note, reason, date, typed } = draft;
  const fields = fieldsOf(kind);
  if (fields.date !== null && date === null && (typed || fields.dateIsNeeded))
    return t('requests.needsADateForExample2027', { date: fields.date });
  switch (kind) {
    case 'conditional':
      return reason === '' && note.trim() === ''
        ? t('requests.sayWhatTheConditionIsChoose')
        : { kind, reason, note, replyBy: date };
    case 'shipped':
      return { kind, reason, note, dueOn: date };
    case 'renewed':
    case 'patron-renewed':
      return date === null
        ? t('requests.needsADate', { date: fields.date ?? '' })
        : { kind, note, dueOn: date };
    case 'recalled':
      return { kind, note, backBy: date };
    case 'not-arrived':
      return { kind, note, itemId: draft.itemId };
    default:
      return { kind, note };
  }
};
