import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const settleLoss = step({
  kind: 'settle-loss',
  input: ({ decided, itemId, note }) => ({ ...decided, itemId: itemId.nullable(), note }),
  answer: 'outcome',
  says: {
    name: t('common.lossOrDamageSettled'),
    doing: t('steps.settlingLossOrDamage'),
    done: t('requestActions.settledNoLossOrDamageIs'),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['items.settled', 'parcel.settled'],
  menu: { label: t('requestActions.settle'), group: 'further', many: null },
  window: { button: t('requestActions.settle'), destructive: false, keep: null, note: null },
  pages: onLists,
  elsewhere: 'first-decides',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'lost',
  work: 'other',
});
