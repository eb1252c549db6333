import { aheadOf } from '../letters/told.ts';
import { eventsOf } from '../life/deciding.ts';
import { t } from '../../words/words.ts';
import { fulfillment, onLists, step } from './step.ts';

export const askNextPartner = step({
  kind: 'ask-next-partner',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: {
    name: t('steps.nextPartnerAsked'),
    doing: t('steps.askingAnotherPartner'),
    done: t('requestActions.passedOnToTheNextPartner'),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['next.asked'],
  menu: { label: t('requestActions.askNextPartner'), group: 'further', many: null },
  window: {
    button: t('requestActions.ask'),
    destructive: false,
    keep: null,
    note: {
      hint: t('requestActions.itStaysWithTheRequest'),
      ahead: (request) => aheadOf(request, eventsOf.askNext(request)),
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
