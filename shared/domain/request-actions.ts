import type { RequestEventType } from './request.machine.ts';
import { canHappen } from './request.machine.ts';
import type { StepKind } from './steps.ts';

type ActionFacts = {
  /** The name of the action, as the menus have it. */
  readonly label: string;
  readonly step: StepKind;
  /** Any of these must be possible from the request's status. */
  readonly events: readonly RequestEventType[];
  /** What staff read where the status forbids it: `… cannot be <done>`. */
  readonly done: string;
};

/** What staff can do with one request from its row's menu, in the order of the menu. */
export const requestActions = {
  receive: { label: 'Receive', step: 'receive', events: ['item.received'], done: 'received' },
  renew: {
    label: 'Request Renewal',
    step: 'request-renewal',
    events: ['renewal.requested'],
    done: 'renewed',
  },
  reply: {
    label: 'Conditional Reply',
    step: 'conditional-reply',
    events: ['condition.accepted'],
    done: 'answered: there is no open condition',
  },
  cancel: { label: 'Cancel', step: 'cancel', events: ['staff.cancelled'], done: 'cancelled' },
  return: { label: 'Return', step: 'return', events: ['item.returned'], done: 'returned' },
  send: { label: 'Send', step: 'send-request', events: ['sent'], done: 'sent' },
  extendRota: {
    label: 'Add partners',
    step: 'extend-rota',
    events: ['rota.extended'],
    done: 'given further partners',
  },
  recordAnswer: {
    label: 'Record partner’s answer',
    step: 'lender-answer',
    events: [
      'partner.willSupply',
      'partner.conditional',
      'partner.shipped',
      'partner.rejected',
      'partnerLine.expired',
      'partner.renewed',
      'partner.renewalRefused',
      'patron.renewed',
      'partner.overdue',
      'partner.recalled',
      'partner.checkedIn',
      'partner.neverArrived',
      'partner.cancelAccepted',
      'partner.cancelRefused',
      'partner.settled',
    ],
    done: 'given an answer of the partner',
  },
  reportLost: { label: 'Report lost', step: 'report-lost', events: ['item.lost'], done: 'reported lost' },
  reportDamaged: {
    label: 'Report damaged',
    step: 'report-damaged',
    events: ['item.damaged'],
    done: 'reported damaged',
  },
} as const satisfies Record<string, ActionFacts>;

export type RequestAction = keyof typeof requestActions;
export const requestActionNames = Object.keys(requestActions) as readonly RequestAction[];

/** The events of an action that a status allows. */
export const eventsOf = (action: RequestAction, status: string): readonly RequestEventType[] =>
  requestActions[action].events.filter((type) => canHappen(status, type));
