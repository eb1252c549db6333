import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import type { Life } from '../../../../../shared/domain/life/life.ts';
import { canHappen } from '../../../../../shared/domain/life/next.ts';
import { partnerAnswers, type PartnerAnswerKind } from '../../../../../shared/domain/partner-answers.ts';
import { isRequestStatus, type RequestStatus } from '../../../../../shared/domain/request-status.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/input-shapes.ts';
import { t } from '../../../../../shared/words/words.ts';

/** What a status that a request has over there says that its partner answered. */
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

/** What a row says beside the status that belongs to an answer. */
type Beside = {
  readonly dueOn?: CalendarDate | null | undefined;
  readonly condition?:
    | { readonly reason?: string; readonly note?: string; readonly replyBy?: CalendarDate | null }
    | null
    | undefined;
  readonly items?: readonly { readonly loan?: unknown }[] | undefined;
};

/**
 * The answer that a status over there may be, of those that a request can have now; the likeliest where it can have none.
 * @returns null where no partner says that, or where the row does not say enough of it.
 */
export const answerOfStatus = (life: Life, there: string, beside: Beside): PartnerAnswer | null => {
  const kinds = answersFor(there, beside);
  const kind = kinds.find((one) => canHappen(life, partnerAnswers[one].event)) ?? kinds[0];
  return kind === undefined ? null : answerOf(kind, beside);
};

/** The answers that a status may be, the likeliest first. */
export const answersFor = (there: string, { items }: Beside): readonly PartnerAnswerKind[] => {
  const kind = isRequestStatus(there) ? answers[there] : undefined;
  if (kind === undefined) return [];
  // A table knows nothing of loans: what is renewed over there without us having asked is what the patron has.
  const isTold = items?.some(({ loan }) => loan) === true;
  return kind === 'renewed' && !isTold ? [kind, 'patron-renewed'] : [kind];
};

/** The answer of a kind, with what the row says of it; null where it does not say enough. */
export const answerOf = (kind: PartnerAnswerKind, { dueOn, condition }: Beside): PartnerAnswer | null => {
  const note = condition?.note ?? '';
  switch (kind) {
    case 'conditional':
      return {
        kind,
        reason: (condition?.reason ?? '').slice(0, 64),
        note: note || (condition?.reason ? '' : t('storing.aConditionThatTheFileDoes')),
        replyBy: condition?.replyBy ?? null,
      };
    case 'shipped':
      return { kind, dueOn: dueOn ?? null, reason: '', note: '' };
    case 'renewed':
    case 'patron-renewed':
      return dueOn ? { kind, dueOn, note: '' } : null;
    case 'recalled':
      return { kind, backBy: null, note: '' };
    case 'will-supply':
    case 'shipped-digitally':
    case 'rejected':
    case 'cancel-accepted':
    case 'cancel-refused':
    case 'renewal-refused':
    case 'overdue':
    case 'checked-in':
      return { kind, note: '' };
    default:
      return null;
  }
};
