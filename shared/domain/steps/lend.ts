import { circulation, step } from './step.ts';
import { t } from '../../words/words.ts';

export const lend = step({
  kind: 'lend',
  input: ({ z, opId, patronId, code, volume, libraryUse }) => ({
    opId,
    patronId,
    code,
    /** Which one, where an external identifier is that of several volumes without a barcode; left out, staff are asked (`volume-unclear`). */
    volume: volume.optional(),
    /** What staff chose for an item that is for use in the library only; left out, they are asked (`library-use-only`). */
    libraryUse: libraryUse.optional(),
    /** Lent although its partner says that it is overdue; left out, staff are asked (`item-overdue`). */
    despiteDemand: z.boolean().optional(),
    /** Whether the patron keeps a copy, so that there is no loan; left out, staff are asked (`item-is-copy`). */
    handOver: z.boolean().optional(),
  }),
  answer: 'outcome',
  says: { name: t('Lent to the patron'), doing: t('Lending'), done: t('lent') },
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
