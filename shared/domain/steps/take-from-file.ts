import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const takeFromFile = step({
  kind: 'take-from-file',
  input: ({ opId, requestId, noteId }) => ({ opId, requestId, noteId }),
  answer: 'outcome',
  says: {
    name: t('File’s value taken'),
    doing: t('Resolving conflicts with files'),
    cannot: (status) =>
      t('A partner cannot give that answer to a request with the status “{status}”.', { status }),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: [],
  menu: null,
  window: null,
  pages: onLists,
  elsewhere: 'first-decides',
  redo: {
    byHand: t('Redo cannot repeat this step. {how}', {
      how: t('Resolve the conflict again in the request details.'),
    }),
  },
  recheck: 'rows-joined',
  notUndone: null,
  movesRequest: true,
  group: null,
  work: 'other',
});
