import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const extendRota = step({
  kind: 'extend-rota',
  input: ({ z, decided, partnerId }) => ({ ...decided, partnerIds: z.array(partnerId).min(1).max(50) }),
  answer: 'outcome',
  says: {
    name: t('steps.partnersAdded'),
    doing: t('steps.changingTheRota'),
    done: t('requestActions.givenFurtherPartners'),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['rota.changed'],
  menu: { label: t('requestActions.addPartners'), group: 'further', many: null },
  window: { button: t('common.save'), destructive: false, keep: null, note: null },
  pages: onLists,
  elsewhere: 'again',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'requests',
  work: 'other',
});
