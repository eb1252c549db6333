import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const receiveDigitally = step({
  kind: 'receive-digitally',
  input: ({ decided, note, turnId, partnerId }) => ({
    ...decided,
    note,
    /** In which turn its partner sent it; left out where only one can have. */
    turnId: turnId.optional(),
    /** Who sent it, of a request that has no partner yet; null: nobody knows. */
    partnerId: partnerId.nullable().optional(),
  }),
  answer: 'outcome',
  says: {
    name: t('Received digitally'),
    doing: t('Receiving a file'),
    done: t('received digitally'),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['file.received'],
  menu: { label: t('Receive digitally'), group: 'next', many: null },
  window: {
    button: t('Receive'),
    destructive: false,
    keep: null,
    note: null,
  },
  pages: onLists,
  elsewhere: 'first-decides',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'received',
  work: 'receive',
});
