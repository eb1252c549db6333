import { aheadOf } from '../letters/told.ts';
import { eventsOf } from '../life/deciding.ts';
import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const withdrawCancellation = step({
  kind: 'withdraw-cancellation',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: {
    name: t('common.cancellationWithdrawn'),
    doing: t('steps.withdrawingACancellation'),
    done: t('requestActions.freedFromItsCancellationNoneWas'),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['cancellation.withdrawn'],
  menu: { label: t('requestActions.withdrawCancellation'), group: 'further', many: null },
  window: {
    button: t('requestActions.withdraw'),
    destructive: false,
    keep: null,
    note: {
      hint: t('requestActions.thePartnerReadsIt'),
      ahead: (request) => aheadOf(request, eventsOf.withdrawCancellation()),
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
