import { circulation, step } from './step.ts';
import { t } from '../../words/words.ts';

export const returnAtOtherDesk = step({
  kind: 'return-at-other-desk',
  input: ({ opId, itemId, partnerId }) => ({
    opId,
    itemId,
    /** The run of a trolley: its items for one partner form one parcel, whose slip is printed when the run is packed. */
    run: opId.optional(),
    /** The lender, if none was recorded; null: unknown; if omitted, staff are asked (`partner-missing`). */
    partnerId: partnerId.nullable().optional(),
  }),
  answer: 'outcome',
  says: { name: t('Brought back'), doing: t('Returning items'), cannot: null },
  who: { roles: [circulation], inHand: true, asked: 'by-program' },
  events: ['broughtBackElsewhere'],
  menu: null,
  window: null,
  pages: ['return-items'],
  elsewhere: 'not-wanted',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'moved',
  work: 'return',
});
