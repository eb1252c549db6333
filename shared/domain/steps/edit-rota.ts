import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const editRota = step({
  kind: 'edit-rota',
  input: ({ z, decided, turnId, partnerId }) => ({
    ...decided,
    /** The partners not yet asked, in their new order: waiting ones by turn, new ones by partner. Omitted ones are removed. */
    waiting: z.array(z.union([z.strictObject({ turnId }), z.strictObject({ partnerId })])).max(50),
  }),
  answer: 'outcome',
  says: {
    name: t('Rota changed'),
    doing: t('Changing the rota'),
    cannot: (status) => t('The rota of a request with the status “{status}” cannot be changed.', { status }),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['rota.changed'],
  menu: { label: t('Rota'), group: 'partner', many: null },
  window: { button: t('Save'), destructive: false, keep: null, note: null },
  pages: onLists,
  elsewhere: 'first-decides',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'requests',
  work: 'other',
});
