import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const editRequest = step({
  kind: 'edit-request',
  input: ({ opId, requestId, requestFields }) => ({ opId, requestId, fields: requestFields }),
  answer: 'outcome',
  says: { name: t('Request changed'), doing: t('Changing requests'), cannot: null },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: [],
  menu: null,
  window: null,
  pages: onLists,
  elsewhere: 'first-decides',
  redo: {
    byHand: t('Redo cannot repeat this step. {how}', { how: t('Open Edit and make the change again.') }),
  },
  recheck: 'rows-joined',
  notUndone: null,
  movesRequest: true,
  group: 'requests',
  work: 'other',
});
