import { circulation, step } from './step.ts';
import { t } from '../../words/words.ts';

export const renewLoan = step({
  kind: 'renew-loan',
  input: ({ opId, itemId }) => ({ opId, itemId }),
  answer: 'outcome',
  says: {
    name: t('Loan renewal'),
    doing: t('Renewing from the patron’s loans'),
    cannot: (status) => t('A request with the status “{status}” cannot be renewed.', { status }),
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
