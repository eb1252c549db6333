import { partnerAnswerKinds, partnerAnswers } from '../partner-answers.ts';
import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const partnerAnswer = step({
  kind: 'partner-answer',
  input: ({ decided, turnId, partnerAnswer }) => ({
    ...decided,
    /** The turn whose partner answered; defaults to the likeliest one. */
    turnId: turnId.optional(),
    answer: partnerAnswer,
  }),
  answer: 'outcome',
  says: {
    name: t('Partner’s answer recorded'),
    doing: t('Recording a partner’s answer'),
    cannot: (status) =>
      t('A partner cannot give that answer to a request with the status “{status}”.', { status }),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff-and-partners' },
  events: partnerAnswerKinds.map((kind) => partnerAnswers[kind].event),
  menu: {
    label: t('Record partner’s answer'),
    group: 'partner',
    many: t('Record partner’s answer'),
  },
  window: { button: t('Record'), destructive: false, keep: null, note: null },
  pages: onLists,
  elsewhere: 'first-decides',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'answered',
  work: 'other',
});
