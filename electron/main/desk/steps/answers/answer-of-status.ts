import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import type { Life } from '../../../../../shared/domain/life/life.ts';
import {
  answersFor,
  likelyTurn,
  type PartnerAnswerKind,
} from '../../../../../shared/domain/partner-answers.ts';
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
};

/** The answer that a status over there says that a partner gave; null where no partner says that. */
export const kindOfStatus = (there: string): PartnerAnswerKind | null =>
  (isRequestStatus(there) ? answers[there] : undefined) ?? null;

/** Whether the answer has a consequence for a request as it is now. */
export const isAnswerable = (life: Life, kind: PartnerAnswerKind): boolean => {
  const turnId = likelyTurn(life, kind);
  return turnId !== null && answersFor(life, turnId).includes(kind);
};

/** The answer of a status, with what the row says of it; null where no partner says that, or where the row does not say enough. */
export const answerOfStatus = (there: string, beside: Beside): PartnerAnswer | null => {
  const kind = kindOfStatus(there);
  return kind === null ? null : answerOf(kind, beside);
};

/** The answer of a kind, with what the row says of it; null where it does not say enough. */
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
