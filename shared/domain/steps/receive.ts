import { fulfillment, step } from './step.ts';
import { t } from '../../words/words.ts';

export const receive = step({
  kind: 'receive',
  input: ({ z, opId, requestId, code, receiptDetails }) => ({
    opId,
    requestId,
    barcode: code,
    /** Several volumes: the set stays open until `finish-receiving`. */
    several: z.boolean(),
    printSlip: z.boolean(),
    notifyPatron: z.boolean(),
    /** Staff's choice for an unexpected parcel; null: nothing had to be chosen. */
    use: z.enum(['for-patron', 'goes-back']).nullable(),
    details: receiptDetails.optional(),
  }),
  answer: 'received',
  says: {
    name: t('Received'),
    doing: t('Receiving items'),
    cannot: (status) => t('A request with the status “{status}” cannot be received.', { status }),
  },
  who: { roles: [fulfillment], inHand: true, asked: 'by-staff' },
  events: ['item.received'],
  menu: { label: t('Receive'), group: 'next', many: null },
  window: null,
  pages: ['receiving'],
  elsewhere: 'again',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'received',
  work: 'receive',
});
