import { circulation, fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const reportFound = step({
  kind: 'report-found',
  input: ({ z, decided, itemId, note }) => ({
    ...decided,
    /** One volume; null: all that it can concern or, if there are none, the parcel. */
    itemId: itemId.nullable(),
    /** The parcel, while volumes are here too. */
    parcel: z.literal(true).optional(),
    note,
  }),
  answer: 'outcome',
  says: {
    name: t('Found'),
    doing: t('Reporting an item found'),
    cannot: (status) =>
      t('A request with the status “{status}” has nothing lost to mark as found.', { status }),
  },
  who: { roles: [circulation, fulfillment], inHand: false, asked: 'by-staff' },
  events: ['foundOnShelf', 'parcel.found'],
  menu: { label: t('Found'), group: 'problem', many: null },
  window: { button: t('Found'), destructive: false, keep: null, note: null },
  pages: onLists,
  elsewhere: 'same-item',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'lost',
  work: 'other',
});
