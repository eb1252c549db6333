import { t } from '../../words/words.ts';
import type { QueueFacts } from './facts.ts';

/** The queues of what others owe us. */
export const queuesWaiting = {
  'sent-no-answer': {
    group: 'waiting',
    label: t('Sent, no answer'),
    empty: t('No requests are waiting for a partner’s answer.'),
    how: t(
      'The partner hasn’t answered, or will supply but hasn’t shipped. Write to the partner, record the answer, or ask the next partner.',
    ),
    step: 'partner-answer',
    past: t('waiting too long'),
    limitDays: 7,
  },
  'shipped-not-here': {
    group: 'waiting',
    label: t('Shipped, not arrived'),
    empty: t('No late parcels, and no files on their way.'),
    how: t('Shipped but not arrived. Receive files digitally. Claim late parcels, or ask the next partner.'),
    step: 'claim-parcel',
    otherwise: 'receive-digitally',
    past: t('waiting too long'),
    limitDays: 14,
  },
  'renewal-asked': {
    group: 'waiting',
    label: t('Renewal asked'),
    empty: t('No renewals are waiting for a partner’s answer.'),
    how: t('Record the partner’s answer when it comes. Withdraw renewals that are no longer needed.'),
    step: 'partner-answer',
    past: t('waiting too long'),
    limitDays: 7,
  },
  'cancellation-asked': {
    group: 'waiting',
    label: t('Cancellation asked'),
    empty: t('No cancellations are waiting for a partner’s answer.'),
    how: t(
      'Record the partner’s answer when it comes. If a parcel arrives anyway, receive it, and choose “To go back” if it is no longer wanted.',
    ),
    step: 'partner-answer',
    past: t('waiting too long'),
    limitDays: 7,
  },
  claimed: {
    group: 'waiting',
    label: t('Claimed'),
    empty: t('No open claims.'),
    how: t(
      'The partner is looking for these parcels. If one doesn’t turn up, report it lost or ask the next partner.',
    ),
    step: 'ask-next-partner',
    past: t('waiting too long'),
    limitDays: 14,
  },
  'sent-from-here': {
    group: 'waiting',
    label: t('In transit from here'),
    empty: t('Nothing sent from this desk is still in transit.'),
    how: t(
      'Each item stays listed until the other desk scans it in. Ask there about any that take too long.',
    ),
    step: null,
    past: t('waiting too long'),
    limitDays: 5,
  },
  'returned-not-checked-in': {
    group: 'waiting',
    label: t('Returned, not checked in'),
    empty: t('Everything returned has been checked in.'),
    how: t('The partner hasn’t checked these in. Ask, then record the check-in or complete the request.'),
    step: 'partner-answer',
    past: t('waiting too long'),
    limitDays: 21,
  },
} as const satisfies Record<string, QueueFacts>;
