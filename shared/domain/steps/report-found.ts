import { circulation, fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const reportFound = step({
  kind: 'report-found',
  input: ({ decided, itemId, note }) => ({ ...decided, itemId: itemId.nullable(), note }),
  answer: 'outcome',
  says: {
    name: t('common.found'),
    doing: t('steps.reportingThatItIsFound'),
    done: t('requestActions.foundNothingOfItIsLost'),
  },
  who: { roles: [circulation, fulfillment], inHand: false, asked: 'by-staff' },
  events: ['foundOnShelf', 'parcel.found'],
  menu: { label: t('common.found'), group: 'further', many: null },
  window: { button: t('common.found'), destructive: false, keep: null, note: null },
  pages: onLists,
  elsewhere: 'same-item',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'lost',
  work: 'other',
});
