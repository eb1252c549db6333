import { circulation, step } from './step.ts';
import { t } from '../../words/words.ts';

export const lend = step({
  kind: 'lend',
  input: ({ z, opId, patronId, code, volume, libraryUse }) => ({
    opId,
    patronId,
    code,
    /** The volume, if several volumes without a barcode share an external identifier; if omitted, staff are asked (`volume-unclear`). */
    volume: volume.optional(),
    /** Staff's choice for an item for use in the library only; if omitted, they are asked (`library-use-only`). */
    libraryUse: libraryUse.optional(),
    /** Lent although its partner says that it is overdue; if omitted, staff are asked (`item-overdue`). */
    despiteDemand: z.boolean().optional(),
    /** Lent although the library's other system has blocked the patron; if omitted, staff are asked (`patron-blocked`). */
    despiteBlock: z.boolean().optional(),
    /** Whether the patron keeps a copy, so that there is no loan; if omitted, staff are asked (`item-is-copy`). */
    handOver: z.boolean().optional(),
  }),
  answer: 'outcome',
  says: {
    name: t('Lent to the patron'),
    doing: t('Lending'),
    cannot: (status) => t('A request with the status “{status}” has nothing that can be lent.', { status }),
  },
  who: { roles: [circulation], inHand: false, asked: 'by-staff' },
  events: ['loaned', 'handedOver'],
  menu: { label: t('Loan'), group: 'next', many: null },
  window: null,
  pages: ['patron-services'],
  elsewhere: 'same-item',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'lent',
  work: 'lend',
});
