import { circulation, fulfillment, requests, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const undo = step({
  kind: 'undo',
  input: ({ opId }) => ({
    opId,
    undoes: opId,
    /** Several are undone in one run: the slip of what stays in a parcel is printed when the run is packed. */
    run: opId.optional(),
  }),
  answer: 'undone',
  says: { name: t('common.undone'), doing: t('steps.undoingAStep'), done: null },
  who: { roles: [circulation, fulfillment, requests], inHand: false, asked: 'by-staff' },
  events: [],
  menu: null,
  window: null,
  pages: onLists,
  elsewhere: 'again',
  redo: { byHand: t('history.thisStepIsNotTakenAgain', { how: t('history.takeItAgainWhereItWas') }) },
  recheck: 'taken-again',
  notUndone: t('history.thisStepChangedNothingThatCould'),
  movesRequest: true,
  group: null,
  work: null,
});
