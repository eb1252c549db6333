import { circulation, fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const reportDamaged = step({
  kind: 'report-damaged',
  input: ({ decided, itemId, note }) => ({ ...decided, itemId: itemId.nullable(), note }),
  answer: 'outcome',
  says: {
    name: t('steps.reportedDamaged'),
    doing: t('steps.reportingDamage'),
    done: t('requestActions.reportedDamaged'),
  },
  who: { roles: [circulation, fulfillment], inHand: false, asked: 'by-staff' },
  events: ['items.damaged'],
  menu: { label: t('requestActions.reportDamaged'), group: 'further', many: null },
  window: { button: t('requestActions.report'), destructive: false, keep: null, note: null },
  pages: onLists,
  elsewhere: 'same-item',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'lost',
  work: 'other',
});
