import type { PartnerId } from '../../../../../shared/domain/ids.ts';
import { partnersThatAnswer } from '../../../../../shared/domain/partner-answers.ts';
import { formatDate, calendarDateIn } from '../../../../../shared/domain/dates.ts';
import { isFrom, isOut } from '../../../../../shared/domain/life/volumes.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/input-shapes.ts';
import { cancellationNotice } from '../cancelling/cancellation-notice.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { RequestOfStep, Step } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { partnerNameOf } from '../../kernel/take-step.ts';
import { keepPartnerNote } from '../../requests/keep-notes.ts';
import { endTurn } from '../decisions/pass-on.ts';
import { endConditions } from '../../requests/end-conditions.ts';
import { lentItems } from '../renewing/renewals.ts';
import { unmarked } from '../../store/items.queries.ts';
import { findLastStep } from '../../store/command-log.queries.ts';
import type { AnswerOf } from './events-of-answer.ts';
import { itemsMeant, notArrivedItems } from './events-of-answer.ts';
import { headlineOf } from './headline.ts';
import { t } from '../../../../../shared/words/words.ts';

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
