import { previewEvents } from '../letters/partner-notifications.ts';
import { eventsOf } from '../life/deciding.ts';
import { t } from '../../words/words.ts';
import { fulfillment, onLists, step } from './step.ts';

export const sendRequest = step({
  kind: 'send-request',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: {
    name: t('Request to partner'),
    doing: t('Sending requests'),
    cannot: (status) => t('A request with the status “{status}” cannot be sent.', { status }),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['sent'],
  menu: { label: t('Send'), group: 'next', many: t('Send') },
  window: {
    button: t('Send'),
    destructive: false,
    keep: null,
    note: {
      hint: t('For the partner, with the request. Optional.'),
      preview: (request) => {
        const follows = previewEvents(request, eventsOf.send(request));
        return follows.length > 0 ? follows : [t('No partners left to ask. Add partners first.')];
      },
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
