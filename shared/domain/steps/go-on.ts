import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const goOn = step({
  kind: 'go-on',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: {
    name: t('Request continued'),
    doing: t('Continuing a request'),
    cannot: (status) => t('A request with the status “{status}” cannot be continued.', { status }),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: [],
  menu: { label: t('Go on'), group: 'next', many: t('Go on') },
  window: {
    button: t('Go on'),
    destructive: false,
    keep: null,
    note: {
      hint: t('Saved with the request.'),
      preview: () => [t('The request stays out of the queue until its date or cost changes.')],
      startsAt: 'button',
    },
  },
  pages: onLists,
  elsewhere: 'again',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: false,
  group: null,
  work: 'other',
});
