import { calendarDateIn, formatDate } from '../../../../../shared/domain/dates.ts';
import { isNotCheckedIn, isOut } from '../../../../../shared/domain/life/volume.ts';
import { besideThread } from '../../../../../shared/domain/partner-answers.ts';
import { volumesOf } from '../../../../../shared/domain/life/life.ts';
import { conditionLabel } from '../../../../../shared/domain/receiving.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/input-shapes.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { DeskContext } from '../../context.ts';
import { type Decision, nameOfTurn } from '../frame/decision.ts';
import type { Step } from '../frame/step.ts';
import { storePartnerNote } from '../frame/notes.ts';
import type { AnswerOf } from './take-answer.ts';
import { storeUseCondition } from './use-condition.ts';

/** Keeps an answer that no longer has a consequence in its thread, with a remark that says so. */
export const recordAnswerOnly = (
  context: DeskContext,
  step: Step,
  said: AnswerOf<PartnerAnswer>,
  plain: Decision,
): Decision => {
  const { request } = step;
  const { answer, turnId } = said;
  const isWantedBack = answer.kind === 'overdue' || answer.kind === 'recalled';
  if (isWantedBack && volumesOf(request.life, turnId).some(isNotCheckedIn))
    return answerSentBack(context, step, said, plain);
  if (answer.kind === 'shipped' && volumesOf(request.life, turnId).some(isOut))
    return announcedAfterReceipt(step, { answer, turnId }, plain);
  return {
    ...plain,
    remarks: [
      answer.kind === 'shipped' && volumesOf(request.life, turnId).length === 0
        ? t('The parcel will still arrive. Receive it, or return it.')
        : t('Saved in the conversation with {partnerName}. {beside}', {
            partnerName: nameOfTurn(request, turnId),
            beside:
              besideWords[
                besideThread(request.life, plain.after?.life ?? request.life, { kind: answer.kind, turnId })
              ],
          }),
    ],
  };
};

const besideWords = {
  'closes-renewal': t('The renewal is no longer requested, and no due date changes.'),
  'no-date': t('The due dates stay: to change one, choose Correct.'),
  nothing: t('Nothing else changes.'),
} as const;

/** The items are here already: what the partner says with its parcel still applies to them. */
const announcedAfterReceipt = (
  step: Step,
  { answer, turnId }: AnswerOf<Extract<PartnerAnswer, { readonly kind: 'shipped' }>>,
  plain: Decision,
): Decision => {
  storeUseCondition(step, { answer, turnId });
  const partnerName = nameOfTurn(step.request, turnId);
  return {
    ...plain,
    remarks: [
      answer.reason === ''
        ? t('Saved in the conversation with {partnerName}. {beside}', {
            partnerName,
            beside: besideWords.nothing,
          })
        : t('The items from {partnerName} are already here. They now have a condition of use: {condition}', {
            partnerName,
            condition: conditionLabel(answer.reason),
          }),
    ],
  };
};

/** The partner wants its items back, but all of them were returned and none checked in: an active note asks staff to tell the partner. */
const answerSentBack = (
  { timeZone }: DeskContext,
  step: Step,
  { turnId }: AnswerOf<PartnerAnswer>,
  plain: Decision,
): Decision => {
  const { request } = step;
  const sent = request.items
    .filter((item) => item.turnId === turnId)
    .map(({ returnedAt }) => returnedAt ?? '');
  const last = sent.sort().at(-1) ?? '';
  const on =
    last === ''
      ? ''
      : t(' on {calendarDate}', { calendarDate: formatDate(calendarDateIn(new Date(last), timeZone())) });
  storePartnerNote(
    step,
    t('{headline}. Tell the partner that we returned it{on}.', { headline: plain.headline, on }),
    true,
  );
  return {
    ...plain,
    remarks: [
      t(
        'Everything was returned to {partnerName}{on}. Notify the partner yourself. The note stays active until someone dismisses it.',
        { partnerName: nameOfTurn(request, turnId), on },
      ),
    ],
  };
};
