import { circulation, fulfillment, requests, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const addNote = step({
  kind: 'add-note',
  input: ({ z, opId, requestId, turnId }) => ({
    opId,
    requestId,
    /** The turn whose partner wrote it; omitted if staff did. */
    turnId: turnId.optional(),
    text: z.string().max(10_000),
    /** An active note needs attention until it is dismissed; others are only kept. */
    active: z.boolean(),
  }),
  answer: 'outcome',
  says: { name: t('Note added'), doing: t('Adding notes'), cannot: null },
  who: { roles: [circulation, fulfillment, requests], inHand: false, asked: 'by-staff-and-partners' },
  events: [],
  menu: null,
  window: null,
  pages: onLists,
  elsewhere: 'again',
  redo: { byHand: t('Redo cannot repeat this step. {how}', { how: t('Add the note again.') }) },
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: false,
  group: null,
  work: 'other',
});
