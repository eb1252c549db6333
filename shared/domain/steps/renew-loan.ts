import { circulation, step } from './step.ts';
import { t } from '../../words/words.ts';

export const renewLoan = step({
  kind: 'renew-loan',
  input: ({ opId, itemId }) => ({ opId, itemId }),
  answer: 'outcome',
  says: {
    name: t('Loan renewal'),
    doing: t('Renewing from the patron’s loans'),
    done: t('renewed'),
  },
  who: { roles: [circulation], inHand: false, asked: 'by-staff' },
  events: ['renewal.requested'],
  menu: null,
  window: null,
  pages: ['patron-services'],
  elsewhere: 'same-loan',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'renewed',
  work: 'renew',
});
