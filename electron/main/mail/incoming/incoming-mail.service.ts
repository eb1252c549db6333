import { readCode } from '../../../../shared/domain/codes.ts';
import { calendarDateIn, instantOf } from '../../../../shared/domain/dates.ts';
import type { CalendarDate, Instant, RequestId } from '../../../../shared/domain/ids.ts';
import type { Life } from '../../../../shared/domain/life/life.ts';
import { answersFor } from '../../../../shared/domain/partner-answers.ts';
import { inNote, storedLines } from '../../../../shared/domain/plain-text.ts';
import type { IncomingMailView, MailProposal } from '../../../../shared/ipc/calls/incoming-mail.ts';
import type { Input, Output } from '../../../../shared/ipc/contract.ts';
import type { PartnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { inTransaction } from '../../db/open.ts';
import type { WritableDB } from '../../db/types.ts';
import type { DeskContext } from '../../desk/context.ts';
import { answerOf } from '../../desk/steps/answers/answer-of-status.ts';
import { authorizeStep } from '../../desk/steps/frame/authorize.ts';
import { take } from '../../desk/steps/take.ts';
import { findCommand } from '../../desk/store/command-log.queries.ts';
import {
  changeIncomingMail,
  countMailWithoutRequest,
  findIncomingMail,
  findTurnOfSender,
  type IncomingMailRow,
  listMailWithoutRequest,
} from '../../desk/store/incoming-mail.queries.ts';
import { listItems, volumeOf } from '../../desk/store/items.queries.ts';
import {
  findRequest,
  findRequestByExternalId,
  lifeOf,
  type StoredRequest,
} from '../../desk/store/requests.queries.ts';
import { listTurns, type StoredTurn, turnOf } from '../../desk/store/turns.queries.ts';
import type { ProposedAnswer } from './propose-answer.ts';
import { proposeAnswer } from './propose-answer.ts';
import { replyPart } from './reply-part.ts';

type Calls = {
  readonly withoutRequest: (
    input: Input<'incomingMail.withoutRequest'>,
  ) => Result<Output<'incomingMail.withoutRequest'>>;
  /** Refused if there is no such request (`identifier-unknown`), or the mail belongs to one already. */
  readonly assign: (input: Input<'incomingMail.assign'>) => Result<Output<'incomingMail.assign'>>;
  readonly setAside: (input: Input<'incomingMail.setAside'>) => Result<null>;
  readonly dismiss: (input: Input<'incomingMail.dismiss'>) => Result<null>;
  /** Takes the step by which staff record an answer. Refused as that step is, or if there is no proposal. */
  readonly take: (input: Input<'incomingMail.take'>) => Result<Output<'incomingMail.take'>>;
};

/** A step that was undone no longer counts: its answer is proposed again. */
const isTaken = ({ db }: DeskContext, { takenOp }: IncomingMailRow): boolean =>
  takenOp !== null && findCommand(db, takenOp)?.undoneBy === null;

type Known = { readonly turns: readonly StoredTurn[]; readonly life: Life };

/** Returns what the answers to a request depend on; null if there is no request. */
const knownOf = ({ db }: DeskContext, requestId: RequestId): Known | null => {
  const request = findRequest(db, requestId);
  if (!request) return null;
  const turns = listTurns(db, requestId);
  const volumes = listItems(db, requestId).map(volumeOf);
  return { turns, life: lifeOf(request, turns.map(turnOf), volumes) };
};

/** Returns the proposal of a mail as the request allows it now: an answer must still have a consequence. */
const proposalOf = (
  context: DeskContext,
  mail: IncomingMailRow,
  known: Known | null,
): MailProposal | null => {
  if (mail.proposal === null || mail.turnId === null || known === null || isTaken(context, mail)) return null;
  const proposal = JSON.parse(mail.proposal) as ProposedAnswer;
  const turn = known.turns.find(({ id }) => id === mail.turnId);
  const possible = answersFor(known.life, mail.turnId);
  // If we asked to cancel, the partner agrees; otherwise it cancels by itself.
  const kind =
    proposal.kind === 'cancelled' && turn?.cancellation === 'asked' ? 'cancel-accepted' : proposal.kind;
  return possible.includes(kind) ? { ...proposal, kind } : null;
};

const viewOf = (context: DeskContext, mail: IncomingMailRow, known: Known | null): IncomingMailView => ({
  id: mail.id,
  senderName: mail.senderName,
  senderAddress: mail.senderAddress,
  subject: mail.subject,
  text: mail.body,
  isCut: mail.isCut === 1,
  attachments: [...storedLines(mail.attachments)],
  at: mail.sentAt ?? mail.receivedAt,
  proposal: proposalOf(context, mail, known),
  isTaken: isTaken(context, mail),
});

/** Returns a function that shows the mails of a request, with the answers that it allows now. */
export const mailsShownIn = (
  context: DeskContext,
  requestId: RequestId,
): ((mail: IncomingMailRow) => IncomingMailView) => {
  const known = knownOf(context, requestId);
  return (mail) => viewOf(context, mail, known);
};

/** A day that has passed is not one until which something is lent. */
const comingDay = ({ now, timeZone }: DeskContext, day: CalendarDate | null): CalendarDate | null =>
  day !== null && day > calendarDateIn(now(), timeZone()) ? day : null;

/** Returns the answer as staff would record it, with what the partner wrote as its note. A condition must have words. */
const answerIn = (
  context: DeskContext,
  mail: IncomingMailRow,
  { kind, day, words }: MailProposal,
): PartnerAnswer | null => {
  const note = inNote(replyPart(mail.body));
  return answerOf(kind, comingDay(context, day), note === '' && kind === 'conditional' ? words : note);
};

const unknown = (): ReturnType<typeof refuse> =>
  refuse(
    'mail-unknown',
    t('This e-mail is no longer here. It may have been deleted with its patron’s data.'),
  );

/** Changes one mail in a transaction, if the operator may. */
const change = (
  context: DeskContext,
  id: number,
  work: (db: WritableDB, mail: IncomingMailRow, at: Instant) => Result<null>,
): Result<null> =>
  inTransaction(context.db, (db) => {
    const mail = findIncomingMail(db, id);
    if (!mail) return unknown();
    const allowed =
      mail.requestId === null ? ok(null) : authorizeStep(context, 'partner-answer', mail.requestId);
    return allowed.ok ? work(db, mail, instantOf(context.now())) : allowed;
  });

/** Assigns a mail to a request, and proposes the answer that it contains. */
const assignTo = (
  db: WritableDB,
  mail: IncomingMailRow,
  request: StoredRequest,
  at: Instant,
): Result<null> => {
  if (mail.requestId !== null)
    return refuse('mail-assigned', t('This e-mail is already assigned to a request.'));
  const turnId = findTurnOfSender(db, { requestId: request.id, address: mail.senderAddress }) ?? null;
  const proposed =
    turnId === null ? null : proposeAnswer({ subject: mail.subject, text: mail.body, isAutomatic: false });
  const proposal = proposed && JSON.stringify(proposed);
  changeIncomingMail(db, mail, { requestId: request.id, turnId, proposal, setAsideAt: null }, at);
  return ok(null);
};

const assign = (
  context: DeskContext,
  { id, externalId }: Input<'incomingMail.assign'>,
): ReturnType<Calls['assign']> => {
  const read = readCode(externalId);
  if (!read.ok) return refuse('identifier-unknown', t('Scan or type an external identifier.'));
  const { code } = read;
  const request = findRequestByExternalId(context.db, code);
  if (!request)
    return refuse(
      'identifier-unknown',
      t('{code} isn’t an external identifier here. Scan it from the paperwork, or type it.', { code }),
    );
  const allowed = authorizeStep(context, 'partner-answer', request.id);
  if (!allowed.ok) return allowed;
  const done = change(context, id, (db, mail, at) => assignTo(db, mail, request, at));
  return done.ok ? ok({ requestId: request.id, externalId: request.externalId }) : done;
};

const takeProposal = (
  context: DeskContext,
  { opId, id, asOf }: Input<'incomingMail.take'>,
): ReturnType<Calls['take']> => {
  const mail = findIncomingMail(context.db, id);
  if (!mail || mail.requestId === null) return unknown();
  // Called again after the result got lost: the step returns the same result.
  const isAgain = findCommand(context.db, opId) !== undefined;
  const proposal = isAgain
    ? (JSON.parse(mail.proposal ?? 'null') as MailProposal | null)
    : proposalOf(context, mail, knownOf(context, mail.requestId));
  const answer = proposal && answerIn(context, mail, proposal);
  if (answer === null || mail.turnId === null)
    return refuse(
      'status-forbids',
      t('This answer no longer fits the request. Record the partner’s answer yourself.'),
    );
  const taken = take(context, 'partner-answer', {
    opId,
    requestId: mail.requestId,
    asOf,
    turnId: mail.turnId,
    answer,
  });
  if (taken.ok)
    change(context, id, (db, now, at) => (changeIncomingMail(db, now, { takenOp: opId }, at), ok(null)));
  return taken;
};

/** The calls for mails of partners. An answer is only proposed: staff take it, by the step by which they record any. */
export const incomingMailService = (context: DeskContext): Calls => ({
  withoutRequest: (page) =>
    ok({
      total: countMailWithoutRequest(context.db).count,
      rows: listMailWithoutRequest(context.db, page).map((mail) => viewOf(context, mail, null)),
    }),
  assign: (input) => assign(context, input),
  setAside: ({ id, isAside }) =>
    change(context, id, (db, mail, at) => {
      changeIncomingMail(db, mail, { setAsideAt: isAside ? at : null }, at);
      return ok(null);
    }),
  dismiss: ({ id }) =>
    change(context, id, (db, mail, at) => {
      changeIncomingMail(db, mail, { proposal: null }, at);
      return ok(null);
    }),
  take: (input) => takeProposal(context, input),
});
