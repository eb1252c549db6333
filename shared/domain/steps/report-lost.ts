import { circulation, fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const reportLost = step({
  kind: 'report-lost',
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
    name: t('Reported lost'),
    doing: t('Reporting a loss'),
    cannot: (status) =>
      t('A request with the status “{status}” has nothing that can be reported lost.', { status }),
  },
  who: { roles: [circulation, fulfillment], inHand: false, asked: 'by-staff' },
  events: ['items.lost', 'parcel.lost'],
  menu: { label: t('Report lost'), group: 'problem', many: null },
  window: { button: t.in('to the partner', 'Report'), destructive: true, keep: null, note: null },
  pages: onLists,
  elsewhere: 'same-item',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'lost',
  work: 'other',
});
