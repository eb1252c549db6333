import { t } from '../../words/words.ts';
import type { QueueFacts } from './facts.ts';

/** The queues of work to do, in the order of the daily routine. */
export const queuesToDo = {
  'to-receive': {
    group: 'toDo',
    label: t('To receive'),
    empty: t(
      'No parcels are expected. Items that partners ship appear here, and under “Shipped, not arrived” when they are late.',
    ),
    how: t(
      'When a parcel arrives, open Receiving Items and scan the external identifier on the paperwork, or choose Receive.',
    ),
    step: 'receive',
  },
  'sets-unfinished': {
    group: 'toDo',
    label: t('Incomplete sets'),
    empty: t('No incomplete sets. Sets that have been started but not finished appear here.'),
    how: t(
      'Receive the missing volumes, or end the set with Done on Receiving Items. The letters about a set that is still open wait until then.',
    ),
    step: 'receive',
  },
  conditional: {
    group: 'toDo',
    label: t('Conditional'),
    empty: t(
      'No conditions are waiting for a reply. Any past their reply-by date are under “Reply overdue”.',
    ),
    how: t(
      'The partner is waiting for an answer. Yes keeps the request with this partner; No asks the next partner in the rota, if there is one.',
    ),
    step: 'conditional-reply',
  },
  'active-notes': {
    group: 'toDo',
    label: t('Active notes'),
    empty: t('No active notes on open requests. A note appears here until someone dismisses it.'),
    how: t('Read each note, do what it asks, then dismiss it.'),
    step: 'notes',
  },
  'new-requests': {
    group: 'toDo',
    label: t('New requests'),
    empty: t('No requests are without a partner.'),
    how: t('New requests without a partner. Add partners, then send the requests.'),
    step: 'edit-rota',
  },
  'ready-to-send': {
    group: 'toDo',
    label: t('Ready to be sent'),
    empty: t('No requests are ready to be sent. New ones appear here.'),
    how: t('Send each request to its first partner.'),
    step: 'send-request',
  },
  'no-partner-left': {
    group: 'toDo',
    label: t('Out of partners'),
    empty: t(
      'No requests are out of partners. A request appears here when no partner is left to supply it: add partners, or cancel it.',
    ),
    how: t('No partner is being asked. Add partners, or cancel the request.'),
    step: 'edit-rota',
  },
  'unknown-status': {
    group: 'toDo',
    label: t('Unknown status'),
    empty: t('No requests have a status that Borrow Desk doesn’t know.'),
    how: t(
      'These have a status from another system that Borrow Desk doesn’t know. Look each one up there. If the item arrives, choose Receive; if it won’t, choose Complete.',
    ),
    step: 'receive',
  },
  'mediated-renewals': {
    group: 'toDo',
    label: t('Mediated renewals'),
    empty: t('No patron renewals to pass on.'),
    how: t('The patron asked to renew. Choose a date and pass the renewal on.'),
    step: 'request-renewal',
  },
  'in-transit': {
    group: 'toDo',
    label: t('In transit to here'),
    empty: t('Nothing is in transit to this desk.'),
    how: t('Scan each item on Scan In Items when it arrives. Look for any that take too long.'),
    step: null,
    past: t('waiting too long'),
    limitDays: 5,
  },
  'to-send-on': {
    group: 'toDo',
    label: t('To send on'),
    empty: t('Nothing to send on. Items on the hold shelf whose pickup location has changed appear here.'),
    how: t('The pickup location is now another desk. Scan each item on Scan In Items to send it there.'),
    step: null,
  },
  'on-hold-shelf': {
    group: 'toDo',
    label: t('On hold shelf'),
    empty: t(
      'No holds are waiting. Items received for this desk appear here, and move to “Hold expired” when their hold expires.',
    ),
    how: t(
      'Waiting to be picked up. To lend an item, scan the patron’s card, then the item, on Manage Patron Services.',
    ),
    step: null,
  },
  'give-barcodes': {
    group: 'toDo',
    label: t('Give barcodes'),
    empty: t('No volumes need a barcode. Volumes imported without one appear here.'),
    how: t(
      'These were imported without a barcode. Scan each item to assign its barcode. To choose a row, scan its external identifier.',
    ),
    step: null,
  },
  'due-soon': {
    group: 'toDo',
    label: t('Due soon'),
    empty: t('Nothing is due back to a partner within 7 days.'),
    how: t('Due back to partners today or within 7 days. Request a renewal, or get the items back.'),
    step: 'request-renewal',
  },
  'to-return': {
    group: 'toDo',
    label: t('To return'),
    empty: t('Nothing to return. Items that patrons bring back at other desks appear here.'),
    how: t('These are waiting to be returned. Scan each item on Return Items, or choose Return.'),
    step: 'return',
  },
  'to-be-told-by-hand': {
    group: 'toDo',
    label: t('Contact by hand'),
    empty: t(
      'No one to contact by hand. Letters to anyone without an e-mail address, and to partners that you contact by hand, appear here.',
    ),
    how: t(
      'These have no e-mail address, or are partners that you contact by hand. Open Letters, contact each, and mark the letter as done.',
    ),
    step: 'letters',
  },
} as const satisfies Record<string, QueueFacts>;
