import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const cancel = step({
  kind: 'cancel',
  input: ({ z, decided, note }) => ({
    ...decided,
    reason: z.string().min(1).max(64),
    /** Visible to the patron. */
    note,
    notifyPatron: z.boolean(),
    /** Who asks for the cancellation. */
    requestedBy: z.enum(['staff', 'patron']),
  }),
  answer: 'outcome',
  says: {
    name: t('Cancellation'),
    doing: t('Cancelling requests'),
    cannot: (status) => t('A request with the status “{status}” cannot be cancelled.', { status }),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['cancelled'],
  menu: { label: t.in('request', 'Cancel'), group: 'problem', many: t('Cancel requests') },
  window: {
    button: t('Confirm'),
    destructive: true,
    keep: t('Don’t cancel'),
    note: null,
  },
  pages: onLists,
  elsewhere: 'first-decides',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'cancelled',
  work: 'other',
});
