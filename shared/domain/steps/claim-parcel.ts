import { aheadOf } from '../letters/told.ts';
import { eventsOf } from '../life/deciding.ts';
import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const claimParcel = step({
  kind: 'claim-parcel',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: { name: t('common.claimed'), doing: t('steps.claimingAParcel'), done: t('requestActions.claimed') },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['parcel.claimed'],
  menu: { label: t('common.claim'), group: 'further', many: t('common.claim') },
  window: {
    button: t('common.claim'),
    destructive: false,
    keep: null,
    note: {
      hint: t('requestActions.thePartnerReadsItSinceWhen'),
      ahead: (request) =>
        t('requestActions.theRequestWaitsForItsAnswer', { told: aheadOf(request, eventsOf.claim(request)) }),
      startsAt: 'button',
    },
  },
  pages: onLists,
  elsewhere: 'first-decides',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'lost',
  work: 'other',
});
