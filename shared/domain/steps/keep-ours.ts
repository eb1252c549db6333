import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const keepOurs = step({
  kind: 'keep-ours',
  input: ({ opId, requestId, noteId }) => ({
    opId,
    requestId,
    /** Null: all conflicts of the request that are open. */
    noteId: noteId.nullable(),
  }),
  answer: 'outcome',
  says: { name: t('steps.keptWhatStandsHere'), doing: t('steps.settlingConflictsWithFiles'), done: null },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: [],
  menu: null,
  window: null,
  pages: onLists,
  elsewhere: 'again',
  redo: { byHand: t('history.thisStepIsNotTakenAgain', { how: t('history.settleTheConflictAgain') }) },
  recheck: 'rows-joined',
  notUndone: null,
  movesRequest: false,
  group: null,
  work: 'other',
});
