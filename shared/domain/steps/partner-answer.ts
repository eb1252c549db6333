import { partnerAnswerKinds, partnerAnswers } from '../partner-answers.ts';
import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const partnerAnswer = step({
  kind: 'partner-answer',
  input: ({ decided, turnId, partnerAnswer }) => ({
    ...decided,
    /** Whose answer it is; left out: the likeliest one's. */
    turnId: turnId.optional(),
    answer: partnerAnswer,
  }),
  answer: 'outcome',
  says: {
    name: t('steps.partnersAnswerRecorded'),
    doing: t('steps.recordingAnAnswerOfAPartner'),
    done: t('requestActions.givenAnAnswerOfThePartner'),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: partnerAnswerKinds.map((kind) => partnerAnswers[kind].event),
  menu: {
    label: t('requestActions.recordPartnersAnswer'),
    group: 'further',
    many: t('requestActions.recordPartnersAnswer'),
  },
  window: { button: t('requestActions.record'), destructive: false, keep: null, note: null },
  pages: onLists,
  elsewhere: 'first-decides',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'answered',
  work: 'other',
});
