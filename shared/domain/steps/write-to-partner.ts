import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const writeToPartner = step({
  kind: 'write-to-partner',
  input: ({ z, opId, requestId, turnId }) => ({
    opId,
    requestId,
    /** The turn of the partner. */
    turnId,
    text: z.string().max(2_000),
  }),
  answer: 'outcome',
  says: { name: t('Message to the partner'), doing: t('Writing to a partner'), cannot: null },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: [],
  menu: null,
  window: null,
  pages: onLists,
  elsewhere: 'again',
  redo: { byHand: t('Redo cannot repeat this step. {how}', { how: t('Write the message again.') }) },
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: false,
  group: null,
  work: 'other',
});
