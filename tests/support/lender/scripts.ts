import type { Script } from './lender.ts';
import type { Saying } from './peer-xml.ts';

const dueDate = '2027-01-15T00:00:00.000Z';
export const newDueDate = '2027-02-15T00:00:00.000Z';

const loaned: Saying = {
  reason: 'RequestResponse',
  status: 'Loaned',
  dueDate,
  itemIds: ['N-31234'],
  sentVia: 'Mail',
};
const changed = (status: string, more: Partial<Saying> = {}): Saying => ({
  reason: 'StatusChange',
  status,
  ...more,
});

/** What every lender answers unless its script says otherwise. */
const usual: Script = {
  ShippedReturn: () => [changed('LoanCompleted')],
  StatusRequest: ({ status }) => [{ reason: 'StatusRequestResponse', status }],
  Renew: () => [{ reason: 'RenewResponse', answer: 'Y', status: 'Loaned', dueDate: newDueDate }],
  Cancel: ({ lent, status }) => [
    lent.length > 0
      ? { reason: 'CancelResponse', answer: 'N', status }
      : { reason: 'CancelResponse', answer: 'Y', status: 'Cancelled' },
  ],
};
const answering = (...sayings: readonly Saying[]): Script => ({ ...usual, Request: () => sayings });

/** The scenarios of illmock by its names, and those that it lacks. */
export const scripts = {
  LOANED: answering(loaned),
  LOANED_OVERDUE: { ...answering(loaned), Received: () => [changed('Overdue', { dueDate })] },
  LOANED_RECALLED: {
    ...answering(loaned),
    Received: () => [changed('Recalled', { dueDate: '2026-12-20T00:00:00.000Z' })],
  },
  WILLSUPPLY_LOANED_OVERDUE: {
    ...answering({ reason: 'RequestResponse', status: 'WillSupply' }, { ...loaned, reason: 'StatusChange' }),
    Received: () => [changed('Overdue', { dueDate })],
  },
  WILLSUPPLY_LOANED_RECALLED: {
    ...answering({ reason: 'RequestResponse', status: 'WillSupply' }, { ...loaned, reason: 'StatusChange' }),
    Received: () => [changed('Recalled', { dueDate: '2026-12-20T00:00:00.000Z' })],
  },
  UNFILLED: answering({ reason: 'RequestResponse', status: 'Unfilled', unfilled: 'NotOnShelf' }),
  WILLSUPPLY: answering({ reason: 'RequestResponse', status: 'WillSupply' }),
  WILLSUPPLY_LOANED: answering(
    { reason: 'RequestResponse', status: 'WillSupply' },
    { ...loaned, reason: 'StatusChange' },
  ),
  WILLSUPPLY_UNFILLED: answering(
    { reason: 'RequestResponse', status: 'WillSupply' },
    changed('Unfilled', { unfilled: 'NotOnShelf' }),
  ),
  COMPLETED: answering({
    reason: 'RequestResponse',
    status: 'CopyCompleted',
    url: 'https://example.org/file.pdf',
  }),
  RETRY_COND: {
    ...usual,
    Request: (_, { previousId }) =>
      previousId === ''
        ? [
            {
              reason: 'RequestResponse',
              status: 'RetryPossible',
              retry: 'LoanCondition',
              conditions: ['NoReproduction'],
            },
          ]
        : [loaned],
  },
  RETRY_COST: answering({
    reason: 'RequestResponse',
    status: 'RetryPossible',
    retry: 'CostExceedsMaxCost',
    unfilled: 'CostExceedsMaxCost',
    offered: ['35', 'USD'],
  }),
  RETRY_ONLOAN: {
    ...usual,
    Request: (_, { previousId }) =>
      previousId === ''
        ? [
            {
              reason: 'RequestResponse',
              status: 'RetryPossible',
              retry: 'OnLoan',
              retryAfter: '2027-03-01T00:00:00.000Z',
            },
          ]
        : [loaned],
  },
  RETRY_NOTFOUND: answering({
    reason: 'RequestResponse',
    status: 'RetryPossible',
    retry: 'NotFoundAsCited',
  }),
  // Those that illmock lacks.
  SET: answering({ ...loaned, itemIds: ['multivol:v.1##QA 1##N-1###multivol:v.2##QA 2##N-2'] }),
  CONDITION_RESHARE: {
    ...usual,
    Request: (entry) => {
      entry.condition = 'open';
      return [
        {
          reason: 'StatusChange',
          status: 'WillSupply',
          note: '#ReShareAddLoanCondition#Library use only#seq:3#',
          conditions: ['LibraryUseOnly'],
        },
      ];
    },
    Notification: ({ condition }) =>
      condition === 'accepted' ? [{ ...loaned, reason: 'StatusChange' }] : [],
  },
  CONDITION_ALMA: {
    ...usual,
    Request: (entry) => {
      entry.condition = 'open';
      return [
        {
          reason: 'Notification',
          status: 'WillSupply',
          note: 'Conditions pending \nPlease respond `ACCEPT` or `REJECT`',
        },
      ];
    },
    Notification: ({ condition }) => {
      if (condition === 'accepted') return [{ ...loaned, reason: 'StatusChange' }];
      return condition === 'declined' ? [{ reason: 'CancelResponse', answer: 'Y', status: 'Cancelled' }] : [];
    },
  },
  RENEW_NO: {
    ...answering(loaned),
    Renew: () => [{ reason: 'RenewResponse', answer: 'N', status: 'Loaned', dueDate }],
  },
  RENEW_WITHOUT_DATE: {
    ...answering(loaned),
    Renew: () => [{ reason: 'RenewResponse', answer: 'Y', status: 'Loaned' }],
  },
  /** As OCLC's samples: no, and yet Cancelled. */
  CANCEL_NO_OCLC: {
    ...answering({ reason: 'RequestResponse', status: 'WillSupply' }),
    Cancel: () => [{ reason: 'CancelResponse', answer: 'N', status: 'Cancelled' }],
  },
  /** As ReShare's: no, and no status at all. */
  CANCEL_NO_RESHARE: {
    ...answering({ reason: 'RequestResponse', status: 'WillSupply' }),
    Cancel: () => [{ reason: 'CancelResponse', answer: 'N' }],
  },
  /** It was sent before the cancellation was read. */
  CANCEL_CROSSES_LOAN: {
    ...answering({ reason: 'RequestResponse', status: 'WillSupply' }),
    Cancel: () => [
      { ...loaned, reason: 'StatusChange' },
      { reason: 'CancelResponse', answer: 'N', status: 'Loaned' },
    ],
  },
} satisfies Record<string, Script>;
