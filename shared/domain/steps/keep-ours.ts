import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const keepOurs = step({
  kind: 'keep-ours',
  input: ({ opId, requestId, noteId }) => ({
    opId,
    requestId,
    /** Null: all open conflicts of the request. */
    noteId: noteId.nullable(),
  }),
  answer: 'outcome',
  says: { name: t('Our value kept'), doing: t('Resolving conflicts with files'), cannot: null },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: [],
  menu: null,
  window: null,
  pages: onLists,
  elsewhere: 'again',
  redo: {
    byHand: t('Redo cannot repeat this step. {how}', {
      how: t('Resolve the conflict again in the request details.'),
    }),
  },
  recheck: 'rows-joined',
  notUndone: null,
  movesRequest: false,
  group: null,
  work: 'other',
});
