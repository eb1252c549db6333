import { createHash } from 'node:crypto';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { partnerAnswers } from '../../../../shared/domain/partner-answers.ts';
import { canHappen } from '../../../../shared/domain/life/next.ts';
import {
  type RequestStatus,
  isCompleted,
  requestStatusCodes,
} from '../../../../shared/domain/request-status.ts';
import type { PartnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import { ensureCapture } from '../../db/change-capture.ts';
import { answerOf, answersFor } from '../../desk/steps/answers/answer-of-status.ts';
import { take } from '../../desk/steps/take.ts';
import { listItems, volumeOf } from '../../desk/store/items.queries.ts';
import { type RequestRow, lifeOf } from '../../desk/store/requests.queries.ts';
import type { CheckedRequest } from '../checking/check-request.ts';
import { sessionOf } from '../importer.ts';
import type { Writing } from './writing.ts';

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

/** @returns whether it could be recorded. */
const record = (writing: Writing, { id, updatedAt }: RequestRow, answer: PartnerAnswer): boolean => {
  const { db, clock, rights, source, journal } = writing;
  ensureCapture(db);
  const context = { db, session: sessionOf(rights.importer), ...clock };
  const opId = opIdOf(['file-answer', source, journal.number, id, updatedAt, answer]);
  return take(context, 'partner-answer', { opId, requestId: id, asOf: updatedAt, answer }).ok;
};

/** The same answer to the same state has the same id, however often a file tells it; after the file was taken back it has another. */
export const opIdOf = (what: unknown): OpId => {
  const hex = createHash('sha256').update(JSON.stringify(what)).digest('hex');
  // Version 8 of RFC 9562: made from something else than the time.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}` as OpId;
};
