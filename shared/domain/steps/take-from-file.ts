import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const takeFromFile = step({
  kind: 'take-from-file',
  input: ({ opId, requestId, noteId }) => ({ opId, requestId, noteId }),
  answer: 'outcome',
  says: {
    name: t('steps.takenFromAFile'),
    doing: t('steps.settlingConflictsWithFiles'),
    done: t('requestActions.givenAnAnswerOfThePartner'),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: [],
  menu: null,
  window: null,
  pages: onLists,
  elsewhere: 'first-decides',
  redo: { byHand: t('history.thisStepIsNotTakenAgain', { how: t('history.settleTheConflictAgain') }) },
  recheck: 'rows-joined',
  notUndone: null,
  movesRequest: true,
  group: null,
  work: 'other',
});
