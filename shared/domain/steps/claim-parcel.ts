import { previewEvents } from '../letters/partner-notifications.ts';
import { eventsOf } from '../life/deciding.ts';
import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const claimParcel = step({
  kind: 'claim-parcel',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: {
    name: t('Claimed'),
    doing: t('Claiming a parcel'),
    cannot: (status) => t('A request with the status “{status}” cannot be claimed.', { status }),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['parcel.claimed'],
  menu: { label: t('Claim'), group: 'partner', many: t('Claim') },
  window: {
    button: t('Claim'),
    destructive: false,
    keep: null,
    note: {
      hint: t('For the partner. Say how long it has been missing and where you looked.'),
      preview: (request) => [
        ...previewEvents(request, eventsOf.claim(request)),
        t('The request will wait for the answer.'),
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
  group: 'lost',
  work: 'other',
});
