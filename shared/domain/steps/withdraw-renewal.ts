import { aheadOf } from '../letters/told.ts';
import { eventsOf } from '../life/deciding.ts';
import { t } from '../../words/words.ts';
import { fulfillment, onLists, step } from './step.ts';

export const withdrawRenewal = step({
  kind: 'withdraw-renewal',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: {
    name: t('common.renewalWithdrawn'),
    doing: t('steps.withdrawingARenewal'),
    done: t('requestActions.freedFromItsRenewalNoneWas'),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['renewal.withdrawn'],
  menu: { label: t('requestActions.withdrawRenewal'), group: 'further', many: null },
  window: {
    button: t('requestActions.withdraw'),
    destructive: false,
    keep: null,
    note: {
      hint: t('requestActions.thePartnerReadsItWhereIt'),
      ahead: (request) =>
        t('requestActions.theRenewalIsNotWantedAny', {
          told: aheadOf(request, eventsOf.withdrawRenewal(request)),
        }),
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
