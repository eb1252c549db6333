import { previewEvents } from '../letters/partner-notifications.ts';
import { waitsAgainPreview } from '../letters/waits-again.ts';
import { eventsOf } from '../life/deciding.ts';
import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const withdrawCancellation = step({
  kind: 'withdraw-cancellation',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: {
    name: t('Cancellation withdrawn'),
    doing: t('Withdrawing a cancellation'),
    cannot: (status) =>
      t('A request with the status “{status}” has no cancellation that can be withdrawn.', { status }),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['cancellation.withdrawn'],
  menu: { label: t('Withdraw cancellation'), group: 'partner', many: null },
  window: {
    button: t('Withdraw'),
    destructive: false,
    keep: null,
    note: {
      hint: t('For the partner.'),
      preview: (request) => [
        ...previewEvents(request, eventsOf.withdrawCancellation()),
        ...waitsAgainPreview(request, request.waitsAgain.wantedAgain),
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
  group: 'cancelled',
  work: 'other',
});
