import type { RequestEventType } from './request.machine.ts';
import { canHappen } from './request.machine.ts';

type AnswerFacts = {
  /** What staff choose, in the partner's place: `The partner …`. */
  readonly label: string;
  readonly event: RequestEventType;
  /** What the history says. */
  readonly headline: string;
};

/** What a partner can say to a request, and a patron's renewal that it agreed to by itself. In the order of a request's life. */
export const partnerAnswers = {
  'will-supply': { label: 'will supply it', event: 'partner.willSupply', headline: 'will supply' },
  conditional: { label: 'sets a condition', event: 'partner.conditional', headline: 'set a condition' },
  shipped: { label: 'has shipped it', event: 'partner.shipped', headline: 'shipped it' },
  rejected: { label: 'cannot lend it', event: 'partner.rejected', headline: 'cannot lend it' },
  expired: {
    label: 'did not answer in time',
    event: 'partnerLine.expired',
    headline: 'did not answer in time',
  },
  'cancel-accepted': {
    label: 'agrees to the cancellation',
    event: 'partner.cancelAccepted',
    headline: 'agreed to the cancellation',
  },
  'cancel-refused': {
    label: 'does not agree to the cancellation',
    event: 'partner.cancelRefused',
    headline: 'did not agree to the cancellation',
  },
  renewed: { label: 'renews it', event: 'partner.renewed', headline: 'renewed it' },
  'renewal-refused': {
    label: 'does not renew it',
    event: 'partner.renewalRefused',
    headline: 'did not renew it',
  },
  'patron-renewed': {
    label: 'renewed it for the patron, who asked outside',
    event: 'patron.renewed',
    headline: 'renewed it for the patron',
  },
  overdue: {
    label: 'says that it is overdue',
    event: 'partner.overdue',
    headline: 'says that it is overdue',
  },
  recalled: { label: 'wants it back now', event: 'partner.recalled', headline: 'recalled it' },
  'checked-in': { label: 'has it back', event: 'partner.checkedIn', headline: 'has it back' },
  'not-arrived': {
    label: 'says that it never arrived',
    event: 'partner.neverArrived',
    headline: 'says that it never arrived',
  },
  settled: {
    label: 'has settled the loss or damage with us',
    event: 'partner.settled',
    headline: 'settled the loss or damage',
  },
} as const satisfies Record<string, AnswerFacts>;

export type PartnerAnswerKind = keyof typeof partnerAnswers;
export const partnerAnswerKinds = Object.keys(partnerAnswers) as readonly PartnerAnswerKind[];

/** The answers that can be recorded for a request in this status. */
export const answersFor = (status: string): readonly PartnerAnswerKind[] =>
  partnerAnswerKinds.filter((kind) => canHappen(status, partnerAnswers[kind].event));
