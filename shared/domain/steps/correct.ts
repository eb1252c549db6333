import { circulation, fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const correct = step({
  kind: 'correct',
  input: ({ decided, itemId, turnId, partnerId, date, code }) => ({
    ...decided,
    /** The volume; null: the turn itself. */
    itemId: itemId.nullable(),
    /** The turn whose partner sent the volume or, without a volume, the turn to correct. */
    turnId: turnId.optional(),
    /** When the partner wants it back; null: it named no date. */
    dueOn: date.nullable().optional(),
    barcode: code.optional(),
    /** The partner of a turn for which none was recorded. */
    partnerId: partnerId.optional(),
  }),
  answer: 'outcome',
  says: {
    name: t('Corrected'),
    doing: t('Correcting requests'),
    cannot: (status) => t('A request with the status “{status}” cannot be corrected.', { status }),
  },
  who: { roles: [circulation, fulfillment], inHand: false, asked: 'by-staff-and-partners' },
  events: ['volume.corrected', 'turn.corrected'],
  menu: { label: t('Correct'), group: 'problem', many: null },
  window: { button: t('Save'), destructive: false, keep: null, note: null },
  pages: onLists,
  elsewhere: 'first-decides',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'answered',
  work: 'other',
});
