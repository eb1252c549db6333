import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const goOn = step({
  kind: 'go-on',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: { name: t('steps.wentOn'), doing: t('steps.goingOn'), done: t('requestActions.goneOnWith') },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: [],
  menu: { label: t('requestActions.goOn'), group: 'further', many: t('requestActions.goOn') },
  window: {
    button: t('requestActions.goOn'),
    destructive: false,
    keep: null,
    note: {
      hint: t('requestActions.itStaysWithTheRequest'),
      ahead: () => t('requestActions.itLeavesTheQueue'),
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
