import { createHash } from 'node:crypto';
import type { OpId, TurnId } from '../../../../shared/domain/ids.ts';
import { answersFor, likelyTurn, type PartnerAnswerKind } from '../../../../shared/domain/partner-answers.ts';
import type { Life } from '../../../../shared/domain/life/life.ts';
import { wasAsked } from '../../../../shared/domain/life/turn.ts';
import {
  type RequestStatus,
  isCompleted,
  isRequestStatus,
  requestStatusCodes,
} from '../../../../shared/domain/request-status.ts';
import type { PartnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import { ensureCapture } from '../../db/change-capture.ts';
import { answerOfStatus, kindOfStatus } from '../../desk/steps/answers/answer-of-status.ts';
import { take } from '../../desk/steps/take.ts';
import { listItems, volumeOf } from '../../desk/store/items.queries.ts';
import { type RequestRow, lifeOf } from '../../desk/store/requests.queries.ts';
import { listTurns, turnOf } from '../../desk/store/turns.queries.ts';
import type { CheckedRequest } from '../checking/check-request.ts';
import { sessionOf } from '../importer.ts';
import type { Writing } from './writing.ts';

/** Statuses in the order of a request's progress. An earlier one is no news about a request that is further on. */
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

/** Whether a status comes before the current one of a request. */
const isBehind = (there: string, here: string): boolean => {
  const place = placeOf(there);
  if (place === -1 || place !== placeOf(here)) return place !== -1 && place < placeOf(here);
  // In the same group, the first status is the least specific one, and completed requests do not change.
  return order[place]?.[0] === there || isCompleted(there);
};

/**
 * Records a newer status in the other system as the partner's answer, if the request here allows it. This is a command of the
 * importer, which the history shows and users can undo.
 * @returns `taken`; `known` if it is no news here; `conflict` if staff must decide; `ships-all-the-same` if the other system says
 * shipped, but the request here has ended without any volume; `active-there` if it is cancelled here, but not there.
 */
export const recordAsAnswer = (
  writing: Writing,
  stored: RequestRow,
  request: CheckedRequest,
): 'taken' | 'known' | 'conflict' | 'ships-all-the-same' | 'active-there' => {
  const { status: there } = request;
  if (!there || there === stored.status) return 'known';
  const { db } = writing;
  const life = lifeOf(stored, listTurns(db, stored.id).map(turnOf), listItems(db, stored.id).map(volumeOf));
  if (there === 'SHIPPED_PHYSICALLY' && life.endedAs !== null && life.volumes.length === 0)
    return 'ships-all-the-same';
  const kind = kindOfStatus(there);
  const turnId = kind === null ? null : turnThatAnswers(writing, life, kind, request);
  const answer = answerOfStatus(there, request);
  if (answer !== null && turnId !== null && record(writing, stored, { answer, turnId })) return 'taken';
  if (isCancelledOnlyHere(life, there)) return 'active-there';
  return isBehind(there, stored.status) ? 'known' : 'conflict';
};

/** Statuses in the other system after which its partner sends nothing for a cancelled request. */
const noParcelComes: readonly RequestStatus[] = ['CANCEL_REPLY', 'REJECTED', 'LOCATE_FAILED'];

/** Whether a request that was cancelled here, without any volume, goes on in the other system. */
const isCancelledOnlyHere = ({ endedAs, volumes }: Life, there: string): boolean =>
  endedAs !== null &&
  endedAs !== 'REQUEST_COMPLETED' &&
  endedAs !== 'RECEIVED_DIGITALLY' &&
  volumes.length === 0 &&
  isRequestStatus(there) &&
  !isCompleted(there) &&
  !noParcelComes.includes(there);

/** The turn of the partner that the file names, otherwise the likeliest one; null if the answer would change nothing. */
const turnThatAnswers = (
  { references }: Writing,
  life: Life,
  kind: PartnerAnswerKind,
  { activePartner, items }: CheckedRequest,
): TurnId | null => {
  // A renewal by the patron that we did not ask for is read from the loan, if the file has loans.
  const isAsked = life.volumes.some(({ renewal }) => renewal === 'asked');
  if (kind === 'renewed' && !isAsked && items?.some(({ loan }) => loan)) return null;
  const partnerId = activePartner ? references.idOf('partner', activePartner) : undefined;
  const named = life.turns.findLast((turn) => turn.partnerId === partnerId && wasAsked(turn));
  const turnId = named?.id ?? likelyTurn(life, kind);
  return turnId !== null && answersFor(life, turnId).includes(kind) ? turnId : null;
};

type Said = { readonly answer: PartnerAnswer; readonly turnId: TurnId };

/** @returns whether it was recorded. */
const record = (writing: Writing, { id, updatedAt }: RequestRow, { answer, turnId }: Said): boolean => {
  const { db, clock, rights, source, journal } = writing;
  ensureCapture(db);
  const context = { db, session: sessionOf(rights.importer), ...clock };
  const opId = opIdOf(['file-answer', source, journal.number, id, updatedAt, answer]);
  return take(context, 'partner-answer', { opId, requestId: id, asOf: updatedAt, answer, turnId }).ok;
};

/**
 * Returns an id that is the same for the same answer to the same state, however often a file contains it. After undoing the import it
 * differs.
 */
export const opIdOf = (what: unknown): OpId => {
  const hex = createHash('sha256').update(JSON.stringify(what)).digest('hex');
  // Version 8 of RFC 9562: not derived from the time.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}` as OpId;
};
