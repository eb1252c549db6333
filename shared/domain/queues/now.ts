import { t } from '../../words/words.ts';
import type { QueueFacts } from './facts.ts';

/** The queues to work on now, in the order of the daily routine. */
export const queuesNow = {
  recalled: {
    group: 'now',
    label: t('Recalled'),
    empty: t('No items are recalled.'),
    how: t(
      'The partner wants these back now. Get each item from the patron or the shelf, and scan it on Return Items.',
    ),
    step: 'return',
    past: t('past the back-by date'),
    urgent: true,
  },
  'past-reply': {
    group: 'now',
    label: t('Reply overdue'),
    empty: t('No replies are overdue.'),
    how: t(
      'The partner’s reply-by date has passed. Reply now, or ask the partner whether the condition still applies.',
    ),
    step: 'conditional-reply',
    past: t('past the reply-by date'),
  },
  'patron-overdue': {
    group: 'now',
    label: t('Patron overdue'),
    empty: t('No patrons have overdue items.'),
    how: t('Overdue from patrons. Renew the loan or remind the patron.'),
    step: 'request-renewal',
  },
  'partner-overdue': {
    group: 'now',
    label: t('Partner wants it back'),
    empty: t('No partner is waiting for an overdue item.'),
    how: t(
      'The partner’s date has passed, or the partner says the item is overdue. Request a renewal, or get the item back and scan it on Return Items.',
    ),
    step: 'request-renewal',
  },
  'to-go-back': {
    group: 'now',
    label: t('To go back'),
    empty: t(
      'Nothing is waiting to go back. Items that arrive when no longer needed appear here until they are returned.',
    ),
    how: t('These are not for a patron. Scan each item on Return Items, or choose Return.'),
    step: 'return',
  },
  'not-picked-up': {
    group: 'now',
    label: t('Hold expired'),
    empty: t('No holds have expired.'),
    how: t('The hold has expired. Take each item off the shelf and return it to its partner.'),
    step: 'return',
  },
  'lost-and-damaged': {
    group: 'now',
    label: t('Lost and damaged'),
    empty: t('No items are reported lost or damaged.'),
    how: t('Wait for the partner’s bill, settle it, or record that the item was found.'),
    step: 'settle-loss',
  },
  'needs-person': {
    group: 'now',
    label: t('Letters need attention'),
    empty: t('No letters need attention. Letters that can’t be sent automatically appear here.'),
    how: t(
      'These letters can’t be sent automatically. Set up mail, or open Letters to send each one again, print it, or mark it as done.',
    ),
    step: 'letters',
    urgent: true,
  },
  'needed-by-passed': {
    group: 'now',
    label: t('Needed by passed'),
    empty: t('No requests need a decision about their “Needed by” date.'),
    how: t(
      'The “Needed by” date has passed and nothing has arrived. Choose Go on, ask the next partner, or cancel the request.',
    ),
    step: 'go-on',
  },
  'over-cost-limit': {
    group: 'now',
    label: t('Over the cost limit'),
    empty: t('No requests need a decision about their cost limit.'),
    how: t(
      'The partner charges more than the cost limit. Choose Go on, ask the next partner, or cancel the request.',
    ),
    step: 'go-on',
  },
  conflicts: {
    group: 'now',
    label: t('Conflicts from files'),
    empty: t('No conflicts between files and changes made here.'),
    how: t('A file conflicts with a change made here. Keep ours, or take the file’s value.'),
    step: 'notes',
  },
  'new-mail': {
    group: 'now',
    label: t('New mail'),
    empty: t('No new mail. E-mails about a request appear here until someone opens the request.'),
    how: t('Open each request, read the e-mail, and record the answer.'),
    step: null,
  },
  'mail-without-request': {
    group: 'now',
    label: t('Mail without a request'),
    empty: t('No mail without a request. E-mails that Borrow Desk cannot match to a request appear here.'),
    how: t(
      'Borrow Desk cannot match these e-mails to a request. Scan or type the external identifier, or set the e-mail aside.',
    ),
    step: null,
  },
  tasks: {
    group: 'now',
    label: t('Tasks'),
    empty: t(
      'No tasks. What could not be recorded, because of another desk’s step or in a partner’s message, appears here for you to resolve.',
    ),
    how: t(
      'These could not be recorded: another desk took a conflicting step, or a partner’s message does not fit the request. Check what is actually here, then do the step again or mark the task as done. Any desk can do this.',
    ),
    step: null,
  },
} as const satisfies Record<string, QueueFacts>;
