import { aheadOf } from '../letters/told.ts';
import { eventsOf } from '../life/deciding.ts';
import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const completeByHand = step({
  kind: 'complete-by-hand',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: {
    name: t('steps.completedByHand'),
    doing: t('steps.completingARequest'),
    done: t('requestActions.completedWhileSomethingOfItIs'),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['completed.byHand'],
  menu: { label: t('requestActions.complete'), group: 'further', many: t('requestActions.complete') },
  window: {
    button: t('requestActions.complete'),
    destructive: false,
    keep: null,
    note: {
      hint: t('requestActions.whyItIsOverItStays'),
      ahead: (request) => aheadOf(request, eventsOf.complete()),
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
