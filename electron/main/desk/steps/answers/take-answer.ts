import type { PartnerId } from '../../../../../shared/domain/ids.ts';
import { partnersThatAnswer } from '../../../../../shared/domain/partner-answers.ts';
import { calendarDateIn, formatDate } from '../../../../../shared/domain/dates.ts';
import { isFrom, isOut } from '../../../../../shared/domain/life/volumes.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/input-shapes.ts';
import { t } from '../../../../../shared/words/words.ts';
import { renewalDateRefusal } from '../../../../../shared/domain/renewals.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { conditionLabel } from '../../../../../shared/domain/receiving.ts';
import type { DeskContext } from '../../context.ts';
import { unmarked } from '../../store/items.queries.ts';
import { findLastStep } from '../../store/command-log.queries.ts';
import { shelfDaysAnew } from '../../records/calendar/shelf-day.ts';
import { insertCondition, unanswered } from '../../store/conditions.queries.ts';
import { cancellationNotice, endTurn } from '../parts/pass-on.ts';
import type { RequestOfStep, Step } from '../frame/step.ts';
import { type Decision, partnerNameOf } from '../frame/decision.ts';
import { endConditions, keepPartnerNote } from '../parts/notes.ts';
import {
  closedDayRemarks,
  dropAskedRenewals,
  lentItems,
  patronDueOn,
  renewLoans,
  sawLoans,
} from '../renewals.ts';
import { type AnswerOf, headlineOf, itemsMeant, notArrivedItems } from './events-of-answer.ts';

/** The partner agrees: the cancellation holds, and the patron is told if that was chosen. What is here must go back. */
export const cancelAccepted = (step: Step, plain: Decision): Decision => {
  const { cancelReason, cancelNote, cancelNotify } = step.request;
  if (plain.life.endedAs === null) return { ...plain, remarks: [t('partnerAnswers.whatIsHereOfItMust')] };
  endTurn(step, 'cancelled');
  endConditions(step);
  return {
    ...plain,
    messages: cancellationNotice(step, {
      reason: cancelReason,
      note: cancelNote,
      notify: cancelNotify === 1,
    }),
  };
};

type WantsBack = AnswerOf<Extract<PartnerAnswer, { readonly kind: 'overdue' | 'recalled' }>>;

/**
 * The partner wants it back: whoever has it is told. What still waits with us goes back without the patron. Where everything went
 * back and was not checked in, the partner gets an answer: a note asks for it.
 */
export const wantsBack = (context: DeskContext, step: Step, said: WantsBack, plain: Decision): Decision => {
  const { request } = step;
  const { answer, partnerId } = said;
  const isTheirs = (item: RequestOfStep['items'][number]): boolean => isFrom(item, partnerId);
  if (!request.items.some((item) => isOut(item) && isTheirs(item)))
    return answerSentBack(context, step, said, plain);
  const backBy = answer.kind === 'recalled' ? answer.backBy : null;
  const items = new Map(
    backBy === null
      ? []
      : request.items.filter((item) => isOut(item) && isTheirs(item)).map(({ id }) => [id, { backBy }]),
  );
  const by = backBy === null ? '' : t('partnerAnswers.by', { backBy: formatDate(backBy) });
  return {
    ...plain,
    headline: `${plain.headline}${by}`,
    items,
    ...(lentItems(request).some(isTheirs)
      ? { messages: [{ recipient: 'patron', kind: answer.kind, payload: { note: answer.note } }] }
      : { remarks: [t('partnerAnswers.thePatronDoesNotHaveIt')] }),
  };
};

const answerSentBack = (
  { timeZone }: DeskContext,
  step: Step,
  { answer: { kind }, partnerId }: WantsBack,
  plain: Decision,
): Decision => {
  const { db, request } = step;
  const sent = findLastStep(db, request.id, 'return');
  const on =
    sent === undefined
      ? ''
      : t('partnerAnswers.on', { calendarDate: formatDate(calendarDateIn(new Date(sent.at), timeZone())) });
  keepPartnerNote(
    step,
    t('partnerAnswers.answerWeSentItBack', { headline: headlineOf(request, kind, partnerId), on }),
    true,
  );
  return {
    ...plain,
    remarks: [
      t('partnerAnswers.everythingWentBackToTellThe', { partnerName: partnerNameOf(request, partnerId), on }),
    ],
  };
};

/**
 * The partner has everything back: also what was reported lost, on its way or in a patron’s hands. Others that lent volumes of the set
 * have not said so: staff are told.
 */
export const checkedIn = ({ request }: Step, partnerId: PartnerId | null, plain: Decision): Decision => {
  const others = partnersThatAnswer(request.life, 'checked-in').filter((id) => id !== partnerId);
  const names = others.map((id) => partnerNameOf(request, id)).join(t('common.and'));
  return {
    ...plain,
    items: new Map(
      itemsMeant(request, 'checked-in', partnerId)
        .filter(({ status }) => status === 'lost')
        .map(({ id }) => [id, { ...unmarked, status: 'returned-to-partner' }]),
    ),
    ...(others.length > 0 && {
      remarks: [t('partnerAnswers.whatLentWentBackAsWell', { names })],
    }),
  };
};

type NotArrived = AnswerOf<Extract<PartnerAnswer, { readonly kind: 'not-arrived' }>>;

/** What was sent back did not reach the partner: nobody knows where it is. The partner said so, so it is not told. */
export const notArrived = (
  { request }: Step,
  { answer: { itemId }, partnerId }: NotArrived,
  plain: Decision,
): Decision => {
  const sent = notArrivedItems(request, itemId, partnerId);
  const [only] = sent.length === 1 ? sent : [];
  const set = request.items.length > 1;
  return {
    ...plain,
    headline:
      only && set
        ? t('partnerAnswers.volume', { headline: plain.headline, volume: only.volume, barcode: only.barcode })
        : plain.headline,
    barcode: only?.barcode ?? null,
    remarks: [t('partnerAnswers.askTheCarrierAndLookFor')],
  };
};

type Renewed = AnswerOf<Extract<PartnerAnswer, { readonly kind: 'renewed' | 'patron-renewed' }>>;
type Refused = AnswerOf<Extract<PartnerAnswer, { readonly kind: 'renewal-refused' }>>;

/** The partner renewed: the date that it named is the due date of those volumes now. The patron is told; the partner knows. */
export const renewed = (
  context: DeskContext,
  step: Step,
  { answer: { kind, dueOn }, partnerId }: Renewed,
  plain: Decision,
): Result<Decision> => {
  const { request, today } = step;
  const items = itemsMeant(request, kind, partnerId);
  const loanDueOn = patronDueOn(context, step, dueOn);
  const isLonger = ({ loanDueOn: present }: RequestOfStep['items'][number]): boolean =>
    present !== null && present < loanDueOn;
  for (const item of items) {
    // The partner may have lent for longer than we did, or the days before its date not fit: either date may be the one that moves.
    const refusal =
      isLonger(item) && loanDueOn >= today ? null : renewalDateRefusal(dueOn, { today, dueOn: item.dueOn });
    if (refusal !== null) return refuse('date-refused', refusal);
  }
  const longer = items.filter(isLonger);
  renewLoans(step, longer, loanDueOn);
  dropAskedRenewals(
    step,
    items.filter((item) => !isLonger(item)),
  );
  return ok({
    ...plain,
    items: shelfDaysAnew(context, step, plain.life),
    headline: t('partnerAnswers.until', { headline: plain.headline, dueOn: formatDate(dueOn) }),
    messages:
      longer.length === 0 ? [] : [{ recipient: 'patron', kind: 'renewed', payload: { dueOn: loanDueOn } }],
    remarks: closedDayRemarks(context, step, loanDueOn),
    saw: { loans: sawLoans(items) },
  });
};

/** The partner said no: the old date stands, and the patron who has it is told. */
export const renewalRefused = (
  step: Step,
  { answer: { note, kind }, partnerId }: Refused,
  plain: Decision,
): Decision => {
  const items = itemsMeant(step.request, kind, partnerId);
  dropAskedRenewals(step, items);
  // One that waits to be lent was promised to nobody.
  const isLent = items.some(({ loanId }) => loanId !== null);
  return {
    ...plain,
    ...(isLent && { messages: [{ recipient: 'patron', kind: 'renewal-refused', payload: { note } }] }),
    saw: { loans: sawLoans(items) },
  };
};

type Answer<K extends PartnerAnswer['kind']> = Extract<PartnerAnswer, { readonly kind: K }>;

const wordsOf = ({ reason, note }: { readonly reason: string; readonly note: string }): string =>
  note.trim() !== '' ? note.trim() : conditionLabel(reason);

/** A condition waits for our answer, and its text is an active note until then. */
export const conditional = (step: Step, answer: Answer<'conditional'>, plain: Decision): Result<Decision> => {
  const words = wordsOf(answer);
  if (words === '') return refuse('note-missing', t('partnerAnswers.sayWhatTheConditionIsChoose'));
  if (answer.replyBy !== null && answer.replyBy < step.today)
    return refuse(
      'date-refused',
      t('partnerAnswers.theDateForReplyIsIn', { replyBy: formatDate(answer.replyBy) }),
    );
  const { db, at, request } = step;
  endConditions(step);
  insertCondition(db, request.id, {
    partnerId: request.activePartnerId,
    reason: answer.reason,
    note: answer.note,
    replyBy: answer.replyBy,
    setAt: at,
    ...unanswered,
  });
  keepPartnerNote(step, words, true);
  return ok({ ...plain, headline: `${plain.headline}: ${words}` });
};

/** The parcel is announced, with its due date and its conditions of use where the partner named them. */
export const shipped = (step: Step, answer: Answer<'shipped'>, plain: Decision): Result<Decision> => {
  const { db, at, request, today } = step;
  if (answer.dueOn !== null && answer.dueOn < today)
    return refuse('date-refused', t('partnerAnswers.theDueDateIsInThe', { dueOn: formatDate(answer.dueOn) }));
  endConditions(step);
  // The note alone is no condition: it may only say how the parcel travels. One that comes with the parcel asks for no answer.
  if (answer.reason !== '')
    insertCondition(db, request.id, {
      partnerId: request.activePartnerId,
      reason: answer.reason,
      note: answer.note,
      replyBy: null,
      setAt: at,
      ...unanswered,
      endedAt: at,
    });
  return ok({ ...plain, ...(answer.dueOn !== null && { changes: { dueOn: answer.dueOn } }) });
};
