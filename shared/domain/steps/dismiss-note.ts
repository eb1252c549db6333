import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const dismissNote = step({
  kind: 'dismiss-note',
  input: ({ opId, requestId, noteId }) => ({ opId, requestId, noteId }),
  answer: 'outcome',
  says: { name: t('Note dismissed'), doing: t('Dismissing notes'), cannot: null },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: [],
  menu: null,
  window: null,
  pages: onLists,
  elsewhere: 'again',
  redo: { byHand: t('Redo cannot repeat this step. {how}', { how: t('Dismiss the note again.') }) },
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: false,
  group: null,
  work: 'other',
});
