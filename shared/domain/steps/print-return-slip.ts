import { circulation, fulfillment, step } from './step.ts';
import { t } from '../../words/words.ts';

export const printReturnSlip = step({
  kind: 'print-return-slip',
  input: ({ opId, requestId }) => ({ opId, requestId }),
  answer: 'slip',
  says: { name: t('Return slip printed'), doing: t('Printing a return slip'), cannot: null },
  who: { roles: [circulation, fulfillment], inHand: true, asked: 'by-staff' },
  events: [],
  menu: null,
  window: null,
  pages: ['receiving', 'return-items'],
  elsewhere: 'again',
  redo: {
    byHand: t('Redo cannot repeat this step. {how}', { how: t('Reprint the return slip from Slips.') }),
  },
  recheck: 'rows-joined',
  notUndone: null,
  movesRequest: false,
  group: null,
  work: 'other',
});
