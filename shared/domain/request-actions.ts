import type { RequestEventType } from './request.machine.ts';
import { canHappen } from './request.machine.ts';
import type { StepKind } from './steps.ts';
import type { Channel } from '../ipc/channels.ts';

/** The partner that a request goes to, and the one after it; null where there is none. */
type PartnersAhead = {
  readonly partnerToAskName: string | null;
  readonly nextPartnerName: string | null;
};

/** A window that asks for a note and no more: its form is made from these facts. */
type NoteWindow = {
  /** What stands under the box: who reads the note. */
  readonly hint: string;
  /** What will happen, told before it is done. */
  readonly ahead: (request: PartnersAhead) => string;
  /** Where the keys begin: at the button where most go without a note. */
  readonly startsAt: 'note' | 'button';
};

type ActionFacts = {
  /** The name of the action, as the menus and its window have it. */
  readonly label: string;
  /** Its place in the menu of a row: what staff were trained with comes first, in the order in which they learned it. */
  readonly group: 'trained' | 'further';
  readonly step: StepKind;
  /** Any of these must be possible from the request's status. */
  readonly events: readonly RequestEventType[];
  /** What staff read where the status forbids it: `… cannot be <done>`. */
  readonly done: string;
  /** Its words beside the selected requests, where it is taken for many at once: its call takes `requests` then. */
  readonly many?: string;
  /** The window in which staff decide, and the call that carries out what they chose. Receiving and returning have pages. */
  readonly window?: {
    readonly channel: Channel;
    readonly button: string;
    /** Without it the action has a form of its own, in `DecisionWindow.tsx`. */
    readonly note?: NoteWindow;
  };
};

const sendAhead = ({ partnerToAskName, nextPartnerName }: PartnersAhead): string => {
  if (partnerToAskName === null) return 'No partner is left that can be asked: add partners first.';
  const isOther = nextPartnerName !== null && nextPartnerName !== partnerToAskName;
  return `Asks ${partnerToAskName}.${isOther ? ` Then comes ${nextPartnerName}.` : ''}`;
};

/**
 * What staff can do with one request from its row's menu, in the order of the menu. Menu, bar of the selected requests, windows
 * and their calls are made from it.
 */
export const requestActions = {
  receive: {
    label: 'Receive',
    group: 'trained',
    step: 'receive',
    events: ['item.received'],
    done: 'received',
  },
  renew: {
    label: 'Request Renewal',
    group: 'trained',
    step: 'request-renewal',
    events: ['renewal.requested'],
    done: 'renewed',
    window: { channel: 'renewing.renewRequest', button: 'Renew' },
  },
  reply: {
    label: 'Conditional Reply',
    group: 'trained',
    step: 'conditional-reply',
    events: ['condition.accepted'],
    done: 'answered: there is no open condition',
    window: { channel: 'conditions.reply', button: 'Send' },
  },
  cancel: {
    label: 'Cancel',
    group: 'trained',
    step: 'cancel',
    events: ['staff.cancelled'],
    done: 'cancelled',
    many: 'Cancel requests',
    window: { channel: 'cancelling.cancel', button: 'Confirm' },
  },
  return: { label: 'Return', group: 'trained', step: 'return', events: ['item.returned'], done: 'returned' },
  send: {
    label: 'Send',
    group: 'further',
    step: 'send-request',
    events: ['sent'],
    done: 'sent',
    window: {
      channel: 'sending.send',
      button: 'Send',
      note: {
        hint: 'The partner reads it with the request. It may stay empty.',
        ahead: sendAhead,
        startsAt: 'button',
      },
    },
  },
  extendRota: {
    label: 'Add partners',
    group: 'further',
    step: 'extend-rota',
    events: ['rota.extended'],
    done: 'given further partners',
    window: { channel: 'sending.addPartners', button: 'Save' },
  },
  recordAnswer: {
    label: 'Record partner’s answer',
    group: 'further',
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
    window: { channel: 'partnerAnswers.record', button: 'Record' },
  },
  reportLost: {
    label: 'Report lost',
    group: 'further',
    step: 'report-lost',
    events: ['item.lost'],
    done: 'reported lost',
    window: { channel: 'lossAndDamage.reportLost', button: 'Report' },
  },
  reportDamaged: {
    label: 'Report damaged',
    group: 'further',
    step: 'report-damaged',
    events: ['item.damaged'],
    done: 'reported damaged',
    window: { channel: 'lossAndDamage.reportDamaged', button: 'Report' },
  },
} as const satisfies Record<string, ActionFacts>;

type Actions = typeof requestActions;
export type RequestAction = keyof Actions;
export const requestActionNames = Object.keys(requestActions) as readonly RequestAction[];

/** The actions whose entry has these facts. */
type ActionWith<Facts> = { [A in RequestAction]: Actions[A] extends Facts ? A : never }[RequestAction];

/** The actions that have a window. */
export type DecisionAction = ActionWith<{ readonly window: object }>;
/** Those whose window asks for a note and no more. */
export type NoteAction = ActionWith<{ readonly window: { readonly note: object } }>;
/** Those that are taken for many requests at once. */
type BulkAction = ActionWith<{ readonly many: string }>;

/** Whether the window of an action asks for a note and no more. */
export const asksForNote = (action: DecisionAction): action is NoteAction =>
  'note' in requestActions[action].window;

/** Whether an action is taken for many requests at once. */
export const isForMany = (action: RequestAction): action is BulkAction => 'many' in requestActions[action];

/** The actions that are taken for many requests at once, in the order of the menu. */
export const bulkActions = requestActionNames.filter(isForMany);

/** The events of an action that a status allows. */
export const eventsOf = (action: RequestAction, status: string): readonly RequestEventType[] =>
  requestActions[action].events.filter((type) => canHappen(status, type));
