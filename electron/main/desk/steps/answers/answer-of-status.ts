import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import type { PartnerAnswerKind } from '../../../../../shared/domain/partner-answers.ts';
import { isRequestStatus, type RequestStatus } from '../../../../../shared/domain/request-status.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/input-shapes.ts';
import { t } from '../../../../../shared/words/words.ts';

/** The partner answer that each status in the other system implies. */
const answers: Partial<Readonly<Record<RequestStatus, PartnerAnswerKind>>> = {
  WILL_SUPPLY: 'will-supply',
  CONDITIONAL: 'conditional',
  SHIPPED_PHYSICALLY: 'shipped',
  SHIPPED_DIGITALLY: 'shipped-digitally',
  REJECTED: 'rejected',
  CANCELLED: 'cancel-accepted',
  CANCEL_NOT_ACCEPTED: 'cancel-refused',
  RENEWED: 'renewed',
  RENEW_NOT_ACCEPTED: 'renewal-refused',
  OVERDUE_ITEM: 'overdue',
  RECALLED_BOR: 'recalled',
  REQUEST_COMPLETED: 'checked-in',
};

/** The details that accompany a status in a row. */
type Beside = {
  readonly dueOn?: CalendarDate | null | undefined;
  readonly condition?:
    | { readonly reason?: string; readonly note?: string; readonly replyBy?: CalendarDate | null }
    | null
    | undefined;
};

/** Returns the partner answer that a status in the other system implies; null if it implies none. */
export const kindOfStatus = (there: string): PartnerAnswerKind | null =>
  (isRequestStatus(there) ? answers[there] : undefined) ?? null;

/**
 * Returns the answer that a status implies, with the details from the row; null if it implies none. A row does not say by when a partner wants
 * back what it recalled.
 */
export const answerOfStatus = (there: string, { dueOn, condition }: Beside): PartnerAnswer | null => {
  const kind = kindOfStatus(there);
  const day = kind === 'recalled' ? null : (dueOn ?? null);
  const answer = kind && answerOf(kind, day, '');
  if (answer?.kind !== 'conditional') return answer;
  const { reason = '', note = '', replyBy = null } = condition ?? {};
  const unsaid = reason === '' ? t('The file does not say what the condition is. Ask the partner.') : '';
  return { ...answer, reason: reason.slice(0, 64), note: note || unsaid, replyBy };
};

/**
 * Returns the answer of a kind; null for kinds that need more than this.
 * @param day until when the partner lends or renews, or by when it wants back what it recalls; null if it named none
 */
export const answerOf = (
  kind: PartnerAnswerKind,
  day: CalendarDate | null,
  note: string,
): PartnerAnswer | null => {
  // In the order of their schema: a step that is taken again has its input in it, and inputs are compared as text.
  switch (kind) {
    case 'conditional':
      return { kind, reason: '', note, replyBy: null };
    case 'shipped':
      return { kind, dueOn: day, reason: '', note };
    case 'renewed':
      return { kind, dueOn: day, note };
    case 'recalled':
      return { kind, backBy: day, note };
    case 'will-supply':
    case 'shipped-digitally':
    case 'rejected':
    case 'cancelled':
    case 'cancel-accepted':
    case 'cancel-refused':
    case 'renewal-refused':
    case 'overdue':
    case 'checked-in':
      return { kind, note };
    default:
      return null;
  }
};
