import { previewEvents } from '../letters/partner-notifications.ts';
import { eventsOf } from '../life/deciding.ts';
import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const completeByHand = step({
  kind: 'complete-by-hand',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: {
    name: t('Completed by hand'),
    doing: t('Completing a request'),
    cannot: (status) =>
      t(
        'A request with the status “{status}” cannot be completed by hand: it is closed, or an item is still out.',
        { status },
      ),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['completed.byHand'],
  menu: { label: t('Complete'), group: 'problem', many: t('Complete') },
  window: {
    button: t('Complete'),
    destructive: false,
    keep: null,
    note: {
      hint: t('Why you are closing the request. Saved with the request.'),
      preview: (request) => previewEvents(request, eventsOf.complete()),
      startsAt: 'note',
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
