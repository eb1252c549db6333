import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const receiveDigitally = step({
  kind: 'receive-digitally',
  input: ({ decided, note, turnId, partnerId }) => ({
    ...decided,
    note,
    /** The turn whose partner sent it; omitted if only one can have. */
    turnId: turnId.optional(),
    /** The sender, for a request without a partner; null: unknown. */
    partnerId: partnerId.nullable().optional(),
  }),
  answer: 'outcome',
  says: {
    name: t('Received digitally'),
    doing: t('Receiving a file'),
    cannot: (status) => t('A request with the status “{status}” cannot be received digitally.', { status }),
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
