import { aheadOf } from '../letters/told.ts';
import { eventsOf } from '../life/deciding.ts';
import { t } from '../../words/words.ts';
import { fulfillment, onLists, step } from './step.ts';

export const sendRequest = step({
  kind: 'send-request',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: {
    name: t('steps.sentToThePartner'),
    doing: t('steps.sendingRequests'),
    done: t('requestActions.sent'),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['sent'],
  menu: { label: t('requestActions.send'), group: 'further', many: t('requestActions.send') },
  window: {
    button: t('requestActions.send'),
    destructive: false,
    keep: null,
    note: {
      hint: t('requestActions.thePartnerReadsItWithThe'),
      ahead: (request) =>
        aheadOf(request, eventsOf.send(request)) || t('requestActions.noPartnerIsLeftThatCan'),
      startsAt: 'button',
    },
  },
  pages: onLists,
  elsewhere: 'first-decides',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'requests',
  work: 'other',
});
