import { previewEvents } from '../letters/partner-notifications.ts';
import { eventsOf } from '../life/deciding.ts';
import { t } from '../../words/words.ts';
import { fulfillment, onLists, step } from './step.ts';

export const withdrawRenewal = step({
  kind: 'withdraw-renewal',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: {
    name: t('Renewal withdrawn'),
    doing: t('Withdrawing a renewal'),
    cannot: (status) =>
      t('A request with the status “{status}” has no renewal that can be withdrawn.', { status }),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['renewal.withdrawn'],
  menu: { label: t('Withdraw renewal'), group: 'partner', many: null },
  window: {
    button: t('Withdraw'),
    destructive: false,
    keep: null,
    note: {
      hint: t('For the partner, if it was asked to renew.'),
      preview: (request) => [
        t('The renewal is withdrawn. The due date stays the same.'),
        ...previewEvents(request, eventsOf.withdrawRenewal(request)),
      ],
      startsAt: 'button',
    },
  },
  pages: onLists,
  elsewhere: 'first-decides',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'renewed',
  work: 'other',
});
