import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const settleLoss = step({
  kind: 'settle-loss',
  input: ({ decided, itemId, note }) => ({ ...decided, itemId: itemId.nullable(), note }),
  answer: 'outcome',
  says: {
    name: t('Loss or damage settled'),
    doing: t('Settling loss or damage'),
    cannot: (status) =>
      t('A request with the status “{status}” has no loss or damage to settle.', { status }),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['items.settled', 'parcel.settled'],
  menu: { label: t('Settle'), group: 'problem', many: null },
  window: { button: t('Settle'), destructive: false, keep: null, note: null },
  pages: onLists,
  elsewhere: 'first-decides',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'lost',
  work: 'other',
});
