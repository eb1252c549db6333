import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const requestRenewal = step({
  kind: 'request-renewal',
  input: ({ z, decided, date, itemId }) => ({
    ...decided,
    dueOn: date,
    /** The volumes; null renews all that are out and would be due earlier. */
    itemIds: z.array(itemId).min(1).max(999).nullable(),
  }),
  answer: 'outcome',
  says: {
    name: t('Renewal'),
    doing: t('Renewing a request'),
    cannot: (status) => t('A request with the status “{status}” cannot be renewed.', { status }),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['renewal.requested'],
  menu: { label: t('Request Renewal'), group: 'next', many: t('Renew') },
  window: { button: t('Renew'), destructive: false, keep: null, note: null },
  pages: onLists,
  elsewhere: 'first-decides',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'renewed',
  work: 'renew',
});
