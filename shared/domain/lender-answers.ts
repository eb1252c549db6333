import type { RequestEvent } from './request.machine.ts';
import { statusAfter } from './request.machine.ts';

type AnswerFacts = {
  /** What staff choose, in the partner's place: `The partner …`. */
  readonly label: string;
  readonly event: RequestEvent['type'];
  /** What the history says. */
  readonly headline: string;
};

/** What a partner can say to a request, and a patron's renewal that it agreed to by itself. In the order of a request's life. */
export const lenderAnswers = {
  'will-supply': { label: 'will supply it', event: 'lender.willSupply', headline: 'will supply' },
  conditional: { label: 'sets a condition', event: 'lender.conditional', headline: 'set a condition' },
  shipped: { label: 'has shipped it', event: 'lender.shipped', headline: 'shipped it' },
  rejected: { label: 'cannot lend it', event: 'lender.rejected', headline: 'cannot lend it' },
  expired: {
    label: 'did not answer in time',
    event: 'partnerLine.expired',
    headline: 'did not answer in time',
  },
  'cancel-accepted': {
    label: 'agrees to the cancellation',
    event: 'lender.cancelAccepted',
    headline: 'agreed to the cancellation',
  },
  'cancel-refused': {
    label: 'does not agree to the cancellation',
    event: 'lender.cancelRefused',
    headline: 'did not agree to the cancellation',
  },
  renewed: { label: 'renews it', event: 'lender.renewed', headline: 'renewed it' },
  'renewal-refused': {
    label: 'does not renew it',
    event: 'lender.renewalRefused',
    headline: 'did not renew it',
  },
  'patron-renewed': {
    label: 'renewed it for the patron, who asked outside',
    event: 'patron.renewed',
    headline: 'renewed it for the patron',
  },
  overdue: { label: 'says that it is overdue', event: 'lender.overdue', headline: 'says that it is overdue' },
  recalled: { label: 'wants it back now', event: 'lender.recalled', headline: 'recalled it' },
  'checked-in': { label: 'has it back', event: 'lender.checkedIn', headline: 'has it back' },
  'not-arrived': {
    label: 'says that it never arrived',
    event: 'lender.neverArrived',
    headline: 'says that it never arrived',
  },
  settled: {
    label: 'has settled the loss or damage with us',
    event: 'lender.settled',
    headline: 'settled the loss or damage',
  },
} as const satisfies Record<string, AnswerFacts>;

export type LenderAnswerKind = keyof typeof lenderAnswers;
export const lenderAnswerKinds = Object.keys(lenderAnswers) as readonly LenderAnswerKind[];

/** The answers that can be recorded for a request in this status. */
export const answersFor = (status: string): readonly LenderAnswerKind[] =>
  lenderAnswerKinds.filter((kind) => statusAfter(status, { type: lenderAnswers[kind].event }) !== null);
