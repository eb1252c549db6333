import { circulation, fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const reportDamaged = step({
  kind: 'report-damaged',
  input: ({ decided, itemId, note }) => ({ ...decided, itemId: itemId.nullable(), note }),
  answer: 'outcome',
  says: {
    name: t('Reported damaged'),
    doing: t('Reporting damage'),
    cannot: (status) =>
      t('A request with the status “{status}” has nothing that can be reported damaged.', { status }),
  },
  who: { roles: [circulation, fulfillment], inHand: false, asked: 'by-staff' },
  events: ['items.damaged'],
  menu: { label: t('Report damaged'), group: 'problem', many: null },
  window: { button: t.in('to the partner', 'Report'), destructive: false, keep: null, note: null },
  pages: onLists,
  elsewhere: 'same-item',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'lost',
  work: 'other',
});
