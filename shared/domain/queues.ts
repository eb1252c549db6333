import type { MenuKind } from './steps/all-steps.ts';
import { t } from '../words/words.ts';

/** The step that a queue is there for: an action of the request's menu, its notes, or the page of letters. */
export type QueueStep = MenuKind | 'notes' | 'letters';

type QueueFacts = {
  /** What must be done now, what is to be done, and what others owe us. */
  readonly group: 'now' | 'toDo' | 'waiting';
  readonly label: string;
  /** What its age counts from. */
  readonly oldest: string;
  /** What an empty list of it teaches. */
  readonly empty: string;
  /** What a first-day clerk does with its requests. One sentence above its list. */
  readonly how: string;
  /** The step that a row offers at once; null where the item must be in hand: a scan, not a button. */
  readonly step: QueueStep | null;
  /** What is said of those that are past a date or the age limit: `3 <past>`; left out where there is none. */
  readonly past?: string;
  /** Louder than all others while there is anything in it. */
  readonly urgent?: true;
  /** So many days it may wait for others, until the library sets another number. */
  readonly limitDays?: number;
};

/** The queues of Today, in the order of the daily routine: every state in which somebody waits for us or we wait for somebody. */
export const queues = {
  recalled: {
    group: 'now',
    label: t('common.recalled'),
    oldest: t('queues.oldestAsked'),
    empty: t('queues.noPartnerWantsAnythingBackEarly'),
    how: t('queues.itsPartnerWantsItBackAt'),
    step: 'return',
    past: t('queues.pastTheDayOnWhichIt'),
    urgent: true,
  },
  'past-reply': {
    group: 'now',
    label: t('queues.pastTheDateForReply'),
    oldest: t('queues.oldestAsked'),
    empty: t('queues.everyConditionCanStillBeAnswered'),
    how: t('queues.theDayByWhichThePartner'),
    step: 'conditional-reply',
  },
  'patron-overdue': {
    group: 'now',
    label: t('common.patronOverdue'),
    oldest: t('queues.oldestDue'),
    empty: t('queues.noPatronHasAnythingLongerThan'),
    how: t('queues.patronsShouldHaveBroughtTheseBack'),
    step: 'request-renewal',
  },
  'partner-overdue': {
    group: 'now',
    label: t('queues.partnerWantsItBack'),
    oldest: t('queues.oldestDue'),
    empty: t('queues.nothingIsOverdueAtAPartner'),
    how: t('queues.thePartnersDateHasPassedAsk'),
    step: 'request-renewal',
  },
  'not-picked-up': {
    group: 'now',
    label: t('queues.shelfTimeOver'),
    oldest: t('queues.oldestExpired'),
    empty: t('queues.everythingOnTheHoldShelfIs'),
    how: t('queues.theirTimeOnTheHoldShelf'),
    step: 'return',
  },
  'lost-and-damaged': {
    group: 'now',
    label: t('queues.lostAndDamaged'),
    oldest: t('queues.oldestReported'),
    empty: t('queues.nothingIsReportedLostOrDamaged'),
    how: t('queues.waitForThePartnersBillSettle'),
    step: 'settle-loss',
  },
  'needs-person': {
    group: 'now',
    label: t('queues.lettersThatNeedAPerson'),
    oldest: 'oldest:',
    empty: t('queues.everyLetterAndMessageHasLeft'),
    how: t('queues.theseLettersCannotLeaveByThemselves'),
    step: 'letters',
  },
  conflicts: {
    group: 'now',
    label: t('queues.conflictsFromFiles'),
    oldest: t('queues.oldestFound'),
    empty: t('queues.noFileSaysAnythingElseThan'),
    how: t('queues.aFileSaysSomethingElseThan'),
    step: 'notes',
  },
  tasks: {
    group: 'now',
    label: t('queues.tasksFromOtherDesks'),
    oldest: t('queues.oldestFound'),
    empty: t('queues.nothingDoneAtTwoDesks'),
    how: t('queues.twoDesksDidWhatCannotBothStand'),
    step: null,
  },
  'to-receive': {
    group: 'toDo',
    label: t('common.toReceive'),
    oldest: 'oldest:',
    empty: t('queues.nothingIsOnItsWayFrom'),
    how: t('queues.aParcelHasComeScanThe'),
    step: 'receive',
  },
  'sets-unfinished': {
    group: 'toDo',
    label: t('queues.setsUnfinished'),
    oldest: 'oldest:',
    empty: t('queues.noSetWaitsForMoreVolumes'),
    how: t('queues.receiveTheVolumesThatAreMissing'),
    step: 'receive',
  },
  conditional: {
    group: 'toDo',
    label: t('common.conditional'),
    oldest: t('queues.oldestAsked'),
    empty: t('queues.noPartnerWaitsForAnAnswer'),
    how: t('queues.thePartnerWaitsForAnAnswer'),
    step: 'conditional-reply',
    past: t('queues.pastTheDateForReply2'),
  },
  'active-notes': {
    group: 'toDo',
    label: t('common.activeNotes'),
    oldest: 'oldest:',
    empty: t('queues.noNoteWaitsNotesOfPartners'),
    how: t('queues.readEachNoteDoWhatIt'),
    step: 'notes',
  },
  'new-requests': {
    group: 'toDo',
    label: t('common.newRequests'),
    oldest: 'oldest:',
    empty: t('queues.noRequestIsWithoutAPartner'),
    how: t('queues.newRequestsWithoutAPartnerAdd'),
    step: 'extend-rota',
  },
  'ready-to-send': {
    group: 'toDo',
    label: t('common.readyToBeSent'),
    oldest: 'oldest:',
    empty: t('queues.everyRequestHasBeenSentNew'),
    how: t('queues.sendEachRequestToItsFirst'),
    step: 'send-request',
  },
  'no-partner-left': {
    group: 'toDo',
    label: t('queues.noPartnerLeft'),
    oldest: 'oldest:',
    empty: t('queues.everyRequestHasAPartnerTo'),
    how: t('queues.nobodyIsBeingAskedAnyMore'),
    step: 'extend-rota',
  },
  'mediated-renewals': {
    group: 'toDo',
    label: t('queues.mediatedRenewals'),
    oldest: t('queues.oldestAsked'),
    empty: t('queues.noPatronWaitsForARenewal'),
    how: t('queues.thePatronAskedForMoreTime'),
    step: 'request-renewal',
  },
  'in-transit': {
    group: 'toDo',
    label: t('queues.inTransitToHere'),
    oldest: t('queues.oldestSent'),
    empty: t('queues.nothingIsOnItsWayHere'),
    how: t('queues.nothingToDoBeforeTheyCome'),
    step: null,
  },
  'on-hold-shelf': {
    group: 'toDo',
    label: t('common.onHoldShelf'),
    oldest: t('queues.oldestShelved'),
    empty: t('queues.theHoldShelfIsEmptyWhat'),
    how: t('queues.theyWaitForTheirPatronsScan'),
    step: null,
  },
  'due-soon': {
    group: 'toDo',
    label: t('common.dueSoon'),
    oldest: t('queues.firstDue'),
    empty: t('queues.nothingIsDueToAPartner'),
    how: t('queues.dueToTheirPartnersTodayOr'),
    step: 'request-renewal',
  },
  'to-return': {
    group: 'toDo',
    label: t('common.toReturn'),
    oldest: t('queues.oldestCameBack'),
    empty: t('queues.nothingWaitsToBeReturnedWhat'),
    how: t('queues.theirPatronsHaveBroughtThemBack'),
    step: 'return',
  },
  'to-be-told-by-hand': {
    group: 'toDo',
    label: t('common.toBeToldByHand'),
    oldest: 'oldest:',
    empty: t('common.noPartnerHasToBeTold'),
    how: t('queues.theirPartnersHaveNoEMail'),
    step: 'letters',
  },
  'sent-no-answer': {
    group: 'waiting',
    label: t('queues.sentNoAnswer'),
    oldest: t('queues.oldestSent'),
    empty: t('queues.noPartnerOwesAnAnswer'),
    how: t('queues.theirPartnersHaveNotAnsweredWrite'),
    step: 'partner-answer',
    past: t('queues.waitingTooLong'),
    limitDays: 7,
  },
  'shipped-not-here': {
    group: 'waiting',
    label: t('queues.shippedNotHere'),
    oldest: t('queues.oldestShipped'),
    empty: t('queues.noParcelIsOnItsWay'),
    how: t('queues.announcedAndNotHereClaimWhat'),
    step: 'claim-parcel',
    past: t('queues.waitingTooLong'),
    limitDays: 14,
  },
  'renewal-asked': {
    group: 'waiting',
    label: t('queues.renewalAsked'),
    oldest: t('queues.oldestAsked'),
    empty: t('queues.noPartnerIsAskedToLend'),
    how: t('queues.recordThePartnersAnswerWhenIt'),
    step: 'partner-answer',
    past: t('queues.waitingTooLong'),
    limitDays: 7,
  },
  'cancellation-asked': {
    group: 'waiting',
    label: t('queues.cancellationAsked'),
    oldest: t('queues.oldestAsked'),
    empty: t('queues.noPartnerIsAskedToAgree'),
    how: t('queues.recordThePartnersAnswerWhenItComes'),
    step: 'partner-answer',
    past: t('queues.waitingTooLong'),
    limitDays: 7,
  },
  claimed: {
    group: 'waiting',
    label: t('common.claimed'),
    oldest: t('queues.oldestClaimed'),
    empty: t('queues.noParcelIsBeingLookedFor'),
    how: t('queues.theirPartnersLookForThemReport'),
    step: 'ask-next-partner',
    past: t('queues.waitingTooLong'),
    limitDays: 14,
  },
  'returned-not-checked-in': {
    group: 'waiting',
    label: t('queues.returnedNotCheckedIn'),
    oldest: t('queues.oldestReturned'),
    empty: t('queues.everythingThatWentBackHasBeen'),
    how: t('queues.partnersHaveNotSaidThatThey'),
    step: 'partner-answer',
    past: t('queues.waitingTooLong'),
    limitDays: 21,
  },
} as const satisfies Record<string, QueueFacts>;

export type Queue = keyof typeof queues;
export const queueNames = Object.keys(queues) as readonly Queue[];

/** The facts of a queue, as every queue has them. */
export const queueFacts = (queue: Queue): QueueFacts => queues[queue];

/** The groups, with their heads. */
export const queueGroups = {
  now: t('queues.now'),
  toDo: t('queues.toDo'),
  waiting: t('queues.waitingForOthers'),
} as const satisfies Record<QueueFacts['group'], string>;

type WithLimit = {
  [Q in Queue]: (typeof queues)[Q] extends { readonly limitDays: number } ? Q : never;
}[Queue];

/** The queues with an age limit. */
export const limitedQueues = queueNames.filter(
  (queue): queue is WithLimit => queueFacts(queue).limitDays !== undefined,
);

/** What a queue says of those that are past a date or its age limit; null where none is. */
export const pastWords = (queue: Queue, past: number): string | null => {
  const words = queueFacts(queue).past;
  return past === 0 || words === undefined ? null : `${past} ${words}`;
};
