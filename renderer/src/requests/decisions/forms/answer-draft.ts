import type { CalendarDate, ItemId } from '../../../../../shared/domain/ids.ts';
import type { PartnerAnswerKind } from '../../../../../shared/domain/partner-answers.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/input-shapes.ts';
import { t } from '../../../../../shared/words/words.ts';

/** The values of the window's fields. */
export type AnswerDraft = {
  readonly kind: PartnerAnswerKind;
  readonly note: string;
  readonly reason: string;
  /** The price that the partner asks. */
  readonly cost?: string;
  /** Null while no valid date is typed; `typed` distinguishes an invalid date from an empty field. */
  readonly date: CalendarDate | null;
  readonly typed: boolean;
  /** Null: all volumes to which the answer can apply. */
  readonly itemId: ItemId | null;
  /** Whether a renewal until a known date was requested: a yes without a date then means that date. */
  readonly wasAsked: boolean;
  /** The volumes that the partner has back, and whether one reported lost is among them; absent: all that went back. */
  readonly itemIds?: readonly ItemId[];
  readonly found?: true;
  /** Whether to end a set with missing volumes; absent until the operator was asked. */
  readonly endsSet?: boolean;
};

/** Returns the fields of an answer, except its note. */
export const fieldsOf = (
  kind: PartnerAnswerKind,
): { readonly reason: string | null; readonly date: string | null; readonly cost: boolean } => {
  switch (kind) {
    case 'conditional':
      return { reason: t('Condition'), date: t('Reply by'), cost: true };
    case 'shipped':
      return { reason: t('Use conditions'), date: t('Due back'), cost: true };
    case 'recalled':
      return { reason: null, date: t('Back by'), cost: false };
    case 'renewed':
      return { reason: null, date: t('New due date'), cost: false };
    case 'will-supply':
    case 'shipped-digitally':
      return { reason: null, date: null, cost: true };
    default:
      return { reason: null, date: null, cost: false };
  }
};

/** Returns the answer from the fields, or a sentence that says what is missing. */
export const answerOf = (draft: AnswerDraft): PartnerAnswer | string => {
  const { kind, note, reason, date, typed } = draft;
  const fields = fieldsOf(kind);
  const dateIsNeeded = kind === 'renewed' && !draft.wasAsked;
  if (fields.date !== null && date === null && (typed || dateIsNeeded))
    return t('“{date}” needs a date, for example 2027-01-15.', { date: fields.date });
  const named = draft.cost?.trim() ?? '';
  const cost = named === '' ? {} : { cost: named };
  switch (kind) {
    case 'conditional':
      return reason === '' && note.trim() === '' && named === ''
        ? t('Enter the condition: choose it, enter its cost, or type what the partner wrote.')
        : { kind, reason, note, replyBy: date, ...cost };
    case 'shipped':
      return { kind, reason, note, dueOn: date, ...cost };
    case 'will-supply':
    case 'shipped-digitally':
      return { kind, note, ...cost };
    case 'renewed':
      return { kind, note, dueOn: date };
    case 'checked-in':
      if (draft.itemIds?.length === 0) return t('Choose the volumes that the partner has checked in.');
      return {
        kind,
        note,
        ...(draft.itemIds && { itemIds: [...draft.itemIds] }),
        ...(draft.found && { found: true }),
        ...(draft.endsSet !== undefined && { endsSet: draft.endsSet }),
      };
    case 'recalled':
      return { kind, note, backBy: date };
    case 'not-arrived':
      return { kind, note, itemId: draft.itemId };
    default:
      return { kind, note };
  }
};
