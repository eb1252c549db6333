import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const createRequest = step({
  kind: 'create-request',
  input: ({ z, opId, requestId, partnerId, requestFields }) => ({
    opId,
    /** As typed; generated if empty. */
    externalId: z.string().max(4_096),
    fields: requestFields,
    /** The rota, in the order in which partners are asked. */
    partnerIds: z.array(partnerId).max(50),
    /** The ended or rejected request that it repeats. */
    againOf: requestId.optional(),
  }),
  answer: 'outcome',
  says: { name: t('Request created'), doing: t('Creating requests'), cannot: null },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: [],
  menu: null,
  window: null,
  pages: onLists,
  elsewhere: 'again',
  redo: { byHand: t('Redo cannot repeat this step. {how}', { how: t('Create the request again.') }) },
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'requests',
  work: 'other',
});
