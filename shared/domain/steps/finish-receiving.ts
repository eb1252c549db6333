import { fulfillment, step } from './step.ts';
import { t } from '../../words/words.ts';

export const finishReceiving = step({
  kind: 'finish-receiving',
  input: ({ z, opId, requestId, note }) => ({
    opId,
    requestId,
    notifyPatron: z.boolean(),
    /** Sent with *Received*. */
    noteToPartner: note.optional(),
    /** What happens to volumes that have not arrived; null: staff are asked if some are missing (`set-incomplete`). */
    rest: z.enum(['coming', 'nothing-more', 'not-wanted']).nullable(),
  }),
  answer: 'finished',
  says: { name: t('Receiving finished'), doing: t('Receiving items'), cannot: null },
  who: { roles: [fulfillment], inHand: true, asked: 'by-staff' },
  events: [],
  menu: null,
  window: null,
  pages: ['receiving'],
  elsewhere: 'again',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: null,
  work: 'receive',
});
