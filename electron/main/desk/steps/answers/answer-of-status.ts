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
 * Returns the answer that a status implies, with the details from the row; null if the status implies none or the row lacks a required
 * detail.
 */
export const answerOfStatus = (there: string, beside: Beside): PartnerAnswer | null => {
  const kind = kindOfStatus(there);
  return kind === null ? null : answerOf(kind, beside);
};

/** Returns the answer of a kind, with the details from the row; null if a required detail is missing. */
export const answerOf = (kind: PartnerAnswerKind, { dueOn, condition }: Beside): PartnerAnswer | null => {
  const note = condition?.note ?? '';
  switch (kind) {
    case 'conditional':
      return {
        kind,
        reason: (condition?.reason ?? '').slice(0, 64),
        note:
          note ||
          (condition?.reason ? '' : t('The file does not say what the condition is. Ask the partner.')),
        replyBy: condition?.replyBy ?? null,
      };
    case 'shipped':
      return { kind, dueOn: dueOn ?? null, reason: '', note: '' };
    case 'renewed':
      return { kind, dueOn: dueOn ?? null, note: '' };
    case 'recalled':
      return { kind, backBy: null, note: '' };
    case 'will-supply':
    case 'shipped-digitally':
    case 'rejected':
    case 'cancelled':
    case 'cancel-accepted':
    case 'cancel-refused':
    case 'renewal-refused':
    case 'overdue':
      return { kind, note: '' };
    case 'checked-in':
      return { kind, note: '' };
    default:
      return null;
  }
};
