import type { PartnerId } from './ids.ts';
import type { Life, RequestEventType } from './life/life.ts';
import { canHappen } from './life/next.ts';
import { isOut } from './life/volumes.ts';
import type { ReadersOf } from './told.ts';
import { partnerIsAsked, partnerIsTold, patronIsTold, unlessWritten } from './told.ts';
import { partnerAnswerKinds, partnerAnswers } from './partner-answers.ts';
import type { StepKind } from './steps.ts';
import type { Channel } from '../ipc/channels.ts';
import { t } from '../words/words.ts';

/** The partner that a request goes to, and the one after it; null where there is none. With those who would be told. */
export type PartnersAhead = ReadersOf & {
  readonly partnerToAskName: string | null;
  readonly nextPartnerName: string | null;
  readonly life: Pick<Life, 'volumes'>;
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
  /** Its words beside the selected requests, where it is taken for many at once: each is a step of its own. */
  readonly many?: string;
  /** The window in which staff decide, and the call that carries out what they chose. Receiving and returning have pages. */
  readonly window?: WindowFacts;
};

/** The window of a decision. */
export type WindowFacts = {
  readonly channel: Channel;
  readonly button: string;
  /** It ends what staff and patron waited for: its button is red. */
  readonly destructive?: true;
  /** The words of the button that does nothing, where `Cancel` could be taken for the other one. */
  readonly keep?: string;
  /** Its call takes many requests at once (`requests`); that of the others one, however many are decided about. */
  readonly inOneCall?: true;
  /** Without it the action has a form of its own, in `DecisionWindow.tsx`. */
  readonly note?: NoteWindow;
};

const idOf = ({ readers }: ReadersOf, partnerName: string): PartnerId | null =>
  readers.partners.find(({ name }) => name === partnerName)?.id ?? null;

const sendAhead = (request: PartnersAhead): string => {
  const { partnerToAskName, nextPartnerName } = request;
  if (partnerToAskName === null) return t('requestActions.noPartnerIsLeftThatCan');
  const isOther = nextPartnerName !== null && nextPartnerName !== partnerToAskName;
  const byHand = unlessWritten(request, 'request', idOf(request, partnerToAskName));
  return t('requestActions.asks', {
    partnerToAskName,
    byHand,
    isOtherCase: isOther ? 'yes' : 'no',
    nextPartnerName,
  });
};

const askNextAhead = (request: PartnersAhead): string => {
  const { nextPartnerName } = request;
  const passedOver = partnerIsTold(request, 'cancel', t('requestActions.thatItIsNotNeededAny'));
  if (nextPartnerName === null) return t('requestActions.noPartnerIsLeftInThe', { passedOver });
  const byHand = unlessWritten(request, 'request', idOf(request, nextPartnerName));
  return t('requestActions.asksNext', { nextPartnerName, byHand, passedOver });
};

/** The partners that were asked to renew and have not answered are told, each by its name; a patron who only asked us nobody tells. */
const withdrawRenewalAhead = (request: PartnersAhead): string => {
  const asked = request.life.volumes.filter((volume) => isOut(volume) && volume.renewal === 'asked');
  const ids = new Set(asked.map(({ partnerId }) => partnerId ?? request.partner?.id ?? null));
  const told = [...ids].map((id) =>
    id === null ? '' : ` ${partnerIsTold(request, 'renewal-withdrawn', '', id)}`,
  );
  return t('requestActions.theRenewalIsNotWantedAny', { told: told.join('') });
};

/**
 * What staff can do with one request from its row's menu, in the order of the menu. Menu, bar of the selected requests, windows
 * and their calls are made from it.
 */
export const requestActions = {
  receive: {
    label: t('requestActions.receive'),
    group: 'trained',
    step: 'receive',
    events: ['item.received'],
    done: t('common.received2'),
  },
  renew: {
    label: t('requestActions.requestRenewal'),
    group: 'trained',
    step: 'request-renewal',
    events: ['renewal.requested'],
    done: t('requestActions.renewed'),
    many: t('common.renew'),
    window: { channel: 'renewing.renewRequest', button: t('common.renew') },
  },
  reply: {
    label: t('requestActions.conditionalReply'),
    group: 'trained',
    step: 'conditional-reply',
    events: ['condition.accepted'],
    done: t('requestActions.answeredThereIsNoOpenCondition'),
    window: { channel: 'conditions.reply', button: t('requestActions.send') },
  },
  cancel: {
    label: t('common.cancel'),
    group: 'trained',
    step: 'cancel',
    events: ['staff.cancelled'],
    done: t('requestActions.cancelled'),
    many: t('requestActions.cancelRequests'),
    window: {
      channel: 'cancelling.cancel',
      button: t('requestActions.confirm'),
      destructive: true,
      keep: t('requestActions.doNotCancel'),
      inOneCall: true,
    },
  },
  return: {
    label: t('requestActions.return'),
    group: 'trained',
    step: 'return',
    events: ['item.returned'],
    done: t('common.returned2'),
  },
  send: {
    label: t('requestActions.send'),
    group: 'further',
    step: 'send-request',
    events: ['sent'],
    done: t('requestActions.sent'),
    many: t('requestActions.send'),
    window: {
      channel: 'sending.send',
      button: t('requestActions.send'),
      note: {
        hint: t('requestActions.thePartnerReadsItWithThe'),
        ahead: sendAhead,
        startsAt: 'button',
      },
    },
  },
  extendRota: {
    label: t('requestActions.addPartners'),
    group: 'further',
    step: 'extend-rota',
    events: ['rota.extended'],
    done: t('requestActions.givenFurtherPartners'),
    window: { channel: 'sending.addPartners', button: t('common.save') },
  },
  recordAnswer: {
    label: t('requestActions.recordPartnersAnswer'),
    group: 'further',
    step: 'lender-answer',
    events: partnerAnswerKinds.map((kind) => partnerAnswers[kind].event),
    done: t('requestActions.givenAnAnswerOfThePartner'),
    many: t('requestActions.recordPartnersAnswer'),
    window: { channel: 'partnerAnswers.record', button: t('requestActions.record') },
  },
  receiveDigitally: {
    label: t('requestActions.receiveDigitally'),
    group: 'further',
    step: 'receive-digitally',
    events: ['received.digitally'],
    done: t('requestActions.receivedDigitally'),
    window: {
      channel: 'neverCame.receiveDigitally',
      button: t('requestActions.receive'),
      note: {
        hint: t('requestActions.thePatronReadsItTheLink'),
        ahead: (request) =>
          t('requestActions.itIsReceivedDigitallyAndThe', {
            patronIsTold: patronIsTold(request, 'received-digitally'),
          }),
        startsAt: 'note',
      },
    },
  },
  claim: {
    label: t('common.claim'),
    group: 'further',
    step: 'claim-parcel',
    events: ['parcel.claimed'],
    done: t('requestActions.claimed'),
    many: t('common.claim'),
    window: {
      channel: 'neverCame.claim',
      button: t('common.claim'),
      note: {
        hint: t('requestActions.thePartnerReadsItSinceWhen'),
        ahead: (request) =>
          t('requestActions.theRequestWaitsForItsAnswer', {
            partnerIsAsked: partnerIsAsked(request, 'claim', t('requestActions.whereItIs')),
          }),
        startsAt: 'button',
      },
    },
  },
  askNext: {
    label: t('requestActions.askNextPartner'),
    group: 'further',
    step: 'ask-next-partner',
    events: ['partner.passedOver'],
    done: t('requestActions.passedOnToTheNextPartner'),
    window: {
      channel: 'neverCame.askNext',
      button: t('requestActions.ask'),
      note: {
        hint: t('requestActions.itStaysWithTheRequest'),
        ahead: askNextAhead,
        startsAt: 'button',
      },
    },
  },
  withdrawCancellation: {
    label: t('requestActions.withdrawCancellation'),
    group: 'further',
    step: 'withdraw-cancellation',
    events: ['cancellation.withdrawn'],
    done: t('requestActions.freedFromItsCancellationNoneWas'),
    window: {
      channel: 'cancelling.withdraw',
      button: t('requestActions.withdraw'),
      note: {
        hint: t('requestActions.thePartnerReadsIt'),
        ahead: (request) =>
          t('requestActions.theRequestGoesOn', {
            partnerIsTold: partnerIsTold(
              request,
              'cancel-withdrawn',
              t('requestActions.thatItIsWantedAfterAll'),
            ),
          }),
        startsAt: 'button',
      },
    },
  },
  withdrawRenewal: {
    label: t('requestActions.withdrawRenewal'),
    group: 'further',
    step: 'withdraw-renewal',
    events: ['renewal.withdrawn'],
    done: t('requestActions.freedFromItsRenewalNoneWas'),
    window: {
      channel: 'renewing.withdraw',
      button: t('requestActions.withdraw'),
      note: {
        hint: t('requestActions.thePartnerReadsItWhereIt'),
        ahead: withdrawRenewalAhead,
        startsAt: 'button',
      },
    },
  },
  refuseRenewal: {
    label: t('requestActions.refuseRenewal'),
    group: 'further',
    step: 'refuse-renewal',
    events: ['renewal.refused'],
    done: t('requestActions.refusedARenewalNoPatronAsks'),
    window: {
      channel: 'renewing.refuse',
      button: t('requestActions.refuse'),
      note: {
        hint: t('requestActions.thePatronReadsItWhyIt'),
        ahead: (request) =>
          t('common.theDueDateStaysAsIt', {
            patronIsTold: patronIsTold(request, 'renewal-refused', t('common.toBringItBackByThen')),
          }),
        startsAt: 'note',
      },
    },
  },
  reportLost: {
    label: t('requestActions.reportLost'),
    group: 'further',
    step: 'report-lost',
    events: ['item.lost', 'parcel.lost'],
    done: t('common.reportedLost'),
    window: { channel: 'lossAndDamage.reportLost', button: t('requestActions.report'), destructive: true },
  },
  reportDamaged: {
    label: t('requestActions.reportDamaged'),
    group: 'further',
    step: 'report-damaged',
    events: ['item.damaged'],
    done: t('requestActions.reportedDamaged'),
    window: { channel: 'lossAndDamage.reportDamaged', button: t('requestActions.report') },
  },
  found: {
    label: t('common.found'),
    group: 'further',
    step: 'report-found',
    events: ['item.found'],
    done: t('requestActions.foundNothingOfItIsLost'),
    window: { channel: 'lossAndDamage.found', button: t('common.found') },
  },
  settle: {
    label: t('requestActions.settle'),
    group: 'further',
    step: 'settle-loss',
    events: ['partner.settled'],
    done: t('requestActions.settledNoLossOrDamageIs'),
    window: { channel: 'lossAndDamage.settle', button: t('requestActions.settle') },
  },
  complete: {
    label: t('requestActions.complete'),
    group: 'further',
    step: 'complete-by-hand',
    events: ['completed.byHand'],
    done: t('requestActions.completedWhileSomethingOfItIs'),
    many: t('requestActions.complete'),
    window: {
      channel: 'completion.complete',
      button: t('requestActions.complete'),
      note: {
        hint: t('requestActions.whyItIsOverItStays'),
        ahead: () => t('requestActions.theRequestIsCompletedNobodyIs'),
        startsAt: 'note',
      },
    },
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

/** Whether the call of an action takes many requests at once. */
export const isInOneCall = (action: DecisionAction): boolean => 'inOneCall' in requestActions[action].window;

/** Whether an action is taken for many requests at once. */
export const isForMany = (action: RequestAction): action is BulkAction => 'many' in requestActions[action];

/** The actions that are taken for many requests at once, in the order of the menu. */
export const bulkActions = requestActionNames.filter(isForMany);

/** The events of an action that can happen to a request now. */
export const eventsOf = (action: RequestAction, life: Life): readonly RequestEventType[] =>
  requestActions[action].events.filter((type) => canHappen(life, type));
