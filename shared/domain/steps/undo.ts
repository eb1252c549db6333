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
  says: { name: t('Undone'), doing: t('Undoing a step'), cannot: null },
  who: { roles: [circulation, fulfillment, requests], inHand: false, asked: 'by-staff' },
  events: [],
  menu: null,
  window: null,
  pages: onLists,
  elsewhere: 'again',
  redo: {
    byHand: t('Redo cannot repeat this step. {how}', { how: t('Repeat it where you did it before.') }),
  },
  recheck: 'taken-again',
  notUndone: t('This step changed nothing that can be undone.'),
  movesRequest: true,
  group: null,
  work: null,
});
