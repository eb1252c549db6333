import { circulation, fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const patronRenewal = step({
  kind: 'patron-renewal',
  input: ({ z, opId, requestId, itemId, date }) => ({
    opId,
    requestId,
    /** Each loan with its new date. */
    loans: z.array(z.strictObject({ itemId, barcode: z.string(), loanedOn: date.nullable(), dueOn: date })),
    /** When the partner wants it back now; null: unknown. */
    requestDueOn: date.nullable(),
    /** The partner has already renewed, so a partner that must be asked is not bypassed. */
    partnerAgreed: z.boolean(),
  }),
  answer: 'outcome',
  says: {
    name: t('Renewed by the patron'),
    doing: t('Applying a patron’s renewal'),
    cannot: (status) =>
      t('A request with the status “{status}” cannot be renewed by the patron.', { status }),
  },
  who: { roles: [circulation, fulfillment], inHand: false, asked: 'by-program' },
  events: ['partner.renewed'],
  menu: null,
  window: null,
  pages: onLists,
  elsewhere: 'first-decides',
  redo: {
    byHand: t('Redo cannot repeat this step. {how}', {
      how: t('It came from a file. Choose Request Renewal to renew the request.'),
    }),
  },
  recheck: 'rows-joined',
  notUndone: null,
  movesRequest: true,
  group: null,
  work: 'renew',
});
