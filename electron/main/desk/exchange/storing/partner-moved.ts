import { createHash } from 'node:crypto';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import type { PartnerAnswerKind } from '../../../../../shared/domain/partner-answers.ts';
import { partnerAnswers } from '../../../../../shared/domain/partner-answers.ts';
import type { Life } from '../../../../../shared/domain/life/life.ts';
import { canHappen } from '../../../../../shared/domain/life/next.ts';
import type { RequestStatus } from '../../../../../shared/domain/request-status.ts';
import {
  isCompleted,
  isRequestStatus,
  requestStatusCodes,
} from '../../../../../shared/domain/request-status.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/calls/partner-answers.ts';
import { ensureCapture } from '../../../db/change-capture.ts';
import { partnerAnswersService } from '../../lifecycle/partner-answers/partner-answers.service.ts';
import { listItems, volumeOf } from '../../store/items.queries.ts';
import type { RequestRow } from '../../store/requests.queries.ts';
import { lifeOf } from '../../store/requests.queries.ts';
import type { CheckedRequest } from '../checking/check-request.ts';
import { sessionOf } from '../importer.ts';
import type { Writing } from './write-places.ts';
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

/** How far a request is with a status: what is behind says nothing new of one that is further. */
const order: readonly (readonly RequestStatus[])[] = [
  ['REQUEST_CREATED_BOR', 'READY_TO_SEND'],
  ['REQUEST_SENT', 'CANCEL_REPLY'],
  ['WILL_SUPPLY', 'CONDITIONAL'],
  ['SHIPPED_PHYSICALLY', 'SHIPPED_DIGITALLY', 'CLAIMED', 'CANCEL_NOT_ACCEPTED'],
  ['RECEIVED_PHYSICALLY'],
  [
    'LOANED',
    'MEDIATED_RENEWAL',
    'RENEW_REQUESTED',
    'RENEWED',
    'RENEW_NOT_ACCEPTED',
    'OVERDUE_ITEM',
    'RECALLED_BOR',
  ],
  ['RETURNED_BY_PATRON'],
  ['RETURNED_TO_PARTNER'],
  requestStatusCodes.filter(isCompleted),
];

const placeOf = (status: string): number => order.findIndex((list) => list.some((one) => one === status));

/** Whether a status is one that a request had before the one that it has. */
const isBehind = (there: string, here: string): boolean => {
  const place = placeOf(there);
  if (place === -1 || place !== placeOf(here)) return place !== -1 && place < placeOf(here);
  // The plainest word of those says less than the others; and what is over is over.
  return order[place]?.[0] === there || isCompleted(there);
};

/**
 * Takes a status that moved on over there as the partner's answer, if the request as it is here allows that; it is a step of the
 * importer, which the history shows and anybody can take back.
 * @returns `taken`, `known` where it says nothing new here, or `conflict` where a person has to look.
 */
export const takeAsAnswer = (
  writing: Writing,
  stored: RequestRow,
  request: CheckedRequest,
): 'taken' | 'known' | 'conflict' => {
  const { status: there } = request;
  if (!there || there === stored.status) return 'known';
  const life = lifeOf(stored, listItems(writing.db, stored.id).map(volumeOf));
  for (const kind of answersFor(there, request)) {
    const answer = canHappen(life, partnerAnswers[kind].event) ? answerOf(kind, request) : null;
    if (answer && record(writing, stored, answer)) return 'taken';
  }
  return isBehind(there, stored.status) ? 'known' : 'conflict';
};

/** What a row says beside the status that belongs to an answer. */
type Beside = Pick<CheckedRequest, 'dueOn' | 'condition' | 'items'>;

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
const answersFor = (there: string, { items }: Beside): readonly PartnerAnswerKind[] => {
  const kind = isRequestStatus(there) ? answers[there] : undefined;
  if (kind === undefined) return [];
  // A table knows nothing of loans: what is renewed over there without us having asked is what the patron has.
  const isTold = items?.some(({ loan }) => loan) === true;
  return kind === 'renewed' && !isTold ? [kind, 'patron-renewed'] : [kind];
};

const answerOf = (kind: PartnerAnswerKind, { dueOn, condition }: Beside): PartnerAnswer | null => {
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

/** @returns whether it could be recorded. */
const record = (writing: Writing, { id, updatedAt }: RequestRow, answer: PartnerAnswer): boolean => {
  const { db, clock, rights, source, journal } = writing;
  ensureCapture(db);
  const context = { db, session: sessionOf(rights.importer), ...clock };
  const opId = opIdOf(['file-answer', source, journal.number, id, updatedAt, answer]);
  return partnerAnswersService(context).record({ opId, requestId: id, asOf: updatedAt, answer }).ok;
};

/** The same answer to the same state has the same id, however often a file tells it; after the file was taken back it has another. */
export const opIdOf = (what: unknown): OpId => {
  const hex = createHash('sha256').update(JSON.stringify(what)).digest('hex');
  // Version 8 of RFC 9562: made from something else than the time.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}` as OpId;
};
