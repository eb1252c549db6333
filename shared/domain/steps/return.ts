import { circulation, step } from './step.ts';
import { t } from '../../words/words.ts';

export const returnItem = step({
  kind: 'return',
  input: ({ opId, itemId, partnerId }) => ({
    opId,
    itemId,
    /** The run of a trolley: its items for one partner form one parcel, whose slip is printed when the run is packed. */
    run: opId.optional(),
    /** The lender, if none was recorded; null: unknown; if omitted, staff are asked (`partner-missing`). */
    partnerId: partnerId.nullable().optional(),
  }),
  answer: 'outcome',
  says: {
    name: t('Returned to the partner'),
    doing: t('Returning items'),
    cannot: (status) => t('A request with the status “{status}” cannot be returned.', { status }),
  },
  who: { roles: [circulation], inHand: true, asked: 'by-staff' },
  events: ['items.returned'],
  menu: { label: t('Return'), group: 'next', many: null },
  window: null,
  pages: ['return-items'],
  elsewhere: 'not-wanted',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'returned',
  work: 'return',
});
