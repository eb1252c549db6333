import type { CalendarDate, Instant, ItemId, PatronId } from './ids.ts';
import { t } from '../words/words.ts';

/** What a correcting message says: which message does not hold any more. */
type Correction = { readonly corrects: number; readonly kind: string };

/** Which loans a notice by the clock is about: what this patron has until this day. `stage`: so many days before or after it. */
type LoanNotice = {
  readonly patronId: PatronId;
  /** Of the volumes: a file that comes again may replace their rows. */
  readonly barcodes: readonly string[];
  readonly dueOn: CalendarDate;
  readonly stage: number;
};

/**
 * Every message that goes out, by who reads it, with what the step alone knows. All the rest (titles, names, volumes, dates
 * on the hold shelf) is read from the database when the letter leaves.
 */
export type MessageFacts = {
  readonly partner: {
    /** The loan came. Which volumes is read when it leaves. */
    readonly received: { readonly receivedAt: Instant; readonly note?: string };
    /** These items are on their way back. */
    readonly returned: { readonly itemIds: readonly ItemId[] };
    /** The partner renews automatically: it is told the new date, and of which volumes where they are not all that it lends. */
    readonly renewal: { readonly dueOn: CalendarDate; readonly itemIds?: readonly ItemId[] };
    /** The partner is asked to lend longer, until this date. */
    readonly 'renewal-asked': { readonly dueOn: CalendarDate; readonly itemIds?: readonly ItemId[] };
    /** Our answer to its condition. */
    readonly 'condition-answered': { readonly answer: 'yes' | 'no'; readonly note: string };
    /** The request is cancelled; it need not agree. */
    readonly cancel: { readonly note: string };
    /** It is asked to agree that the request is cancelled. */
    readonly 'cancel-asked': { readonly note: string };
    /** The request itself: please lend. */
    readonly request: { readonly note: string };
    /** It has announced a parcel that did not come: where is it? */
    readonly claim: { readonly note: string };
    /** We do not want to cancel any more. */
    readonly 'cancel-withdrawn': { readonly note: string };
    /** We do not want to keep it longer any more. */
    readonly 'renewal-withdrawn': { readonly note: string };
    /** What was reported lost has turned up. */
    readonly found: { readonly itemIds: readonly ItemId[]; readonly note: string };
    readonly lost: { readonly itemIds: readonly ItemId[]; readonly note: string };
    readonly damaged: { readonly itemIds: readonly ItemId[]; readonly note: string };
    readonly correction: Correction;
  };
  readonly patron: {
    /** It waits on the hold shelf of the pickup location. */
    readonly 'item-ready': { readonly receivedAt?: Instant };
    /** It came, and is on its way to the pickup location. */
    readonly 'item-arrived': { readonly receivedAt?: Instant };
    readonly renewed: { readonly dueOn: CalendarDate };
    /** It must come back by the old date; the note says why. */
    readonly 'renewal-refused': { readonly note: string };
    /** The reason as staff chose it (its label), and the note that the patron sees. */
    readonly cancelled: { readonly reason: string; readonly note: string };
    /** It came as a file; the note says where. */
    readonly 'received-digitally': { readonly note: string };
    readonly overdue: { readonly note?: string };
    /** The partner wants it back early. */
    readonly recalled: { readonly note?: string };
    /** By the clock: it is due in some days. */
    readonly 'due-soon': LoanNotice;
    /** By the clock: it should have come back. */
    readonly 'loan-overdue': LoanNotice;
    /** By the clock: it goes back to the partner after that day. */
    readonly 'hold-ending': {
      readonly patronId: PatronId;
      readonly barcodes: readonly string[];
      readonly holdUntil: CalendarDate;
    };
    readonly correction: Correction;
  };
};

export type Recipient = keyof MessageFacts;
export type MessageKindFor<R extends Recipient> = keyof MessageFacts[R] & string;
export type MessageKind = MessageKindFor<'partner'> | MessageKindFor<'patron'>;

type MessageKindFacts = {
  /** What staff read in lists. */
  readonly label: string;
  /** The fields of its letter besides those that every letter to its reader has (letters.ts). */
  readonly fields: readonly string[];
};

/** All kinds of messages. Their letters begin as `resources/letters/<reader>-<kind>.txt`. */
export const messageKinds = {
  partner: {
    received: { label: t('common.received'), fields: ['receivedOn', 'note'] },
    returned: { label: t('common.returned'), fields: [] },
    renewal: { label: t('common.renewal'), fields: ['newDueOn'] },
    'renewal-asked': { label: t('messages.renewalAskedFor'), fields: ['newDueOn'] },
    'condition-answered': { label: t('common.conditionAnswered'), fields: ['accepted', 'declined', 'note'] },
    cancel: { label: t('messages.cancellation'), fields: ['note'] },
    'cancel-asked': { label: t('messages.cancellationAskedFor'), fields: ['note'] },
    request: { label: t('common.request'), fields: ['citation', 'note'] },
    claim: { label: t('common.claim'), fields: ['note'] },
    'cancel-withdrawn': { label: t('common.cancellationWithdrawn'), fields: ['note'] },
    'renewal-withdrawn': { label: t('common.renewalWithdrawn'), fields: ['note'] },
    found: { label: t('messages.itemFound'), fields: ['note'] },
    lost: { label: t('messages.itemLost'), fields: ['note'] },
    damaged: { label: t('messages.itemDamaged'), fields: ['note'] },
    correction: {
      label: t('messages.correction'),
      fields: ['correctedLetter', 'correctedSubject', 'correctedOn'],
    },
  },
  patron: {
    'item-ready': { label: t('messages.itemReady'), fields: ['receivedOn', 'holdUntil'] },
    'item-arrived': { label: t('messages.itemOnItsWay'), fields: ['receivedOn'] },
    renewed: { label: t('common.renewal'), fields: ['newDueOn'] },
    'renewal-refused': { label: t('common.renewalRefused'), fields: ['note'] },
    cancelled: { label: t('messages.cancellation'), fields: ['reason', 'note'] },
    'received-digitally': { label: t('common.receivedDigitally'), fields: ['note'] },
    overdue: { label: t('common.overdue'), fields: ['note'] },
    recalled: { label: t('messages.recall'), fields: ['note'] },
    'due-soon': { label: t('common.dueSoon'), fields: [] },
    'loan-overdue': { label: t('messages.loanOverdue'), fields: ['daysLate'] },
    'hold-ending': { label: t('messages.holdShelfEndsTomorrow'), fields: ['holdUntil'] },
    correction: {
      label: t('messages.correction'),
      fields: ['correctedLetter', 'correctedSubject', 'correctedOn'],
    },
  },
} as const satisfies {
  readonly [R in Recipient]: Readonly<Record<MessageKindFor<R>, MessageKindFacts>>;
};

/** The label of a kind in a list; an unknown kind is shown as it is. */
export const messageLabel = (recipient: Recipient, kind: string): string => {
  const kinds: Readonly<Record<string, MessageKindFacts>> = messageKinds[recipient];
  return Object.hasOwn(kinds, kind) ? (kinds[kind]?.label ?? kind) : kind;
};

/** The kinds that no step writes but the clock (notices.ts). A library does without them until it wants them. */
export const noticeKinds = [
  'due-soon',
  'loan-overdue',
  'hold-ending',
] as const satisfies readonly MessageKind[];
export type NoticeKind = (typeof noticeKinds)[number];

export const isNotice = (kind: string): kind is NoticeKind =>
  (noticeKinds as readonly string[]).includes(kind);

// Without these the partner would act on what is not so: it would never hear of the request, would lend what is cancelled, or
// would cancel what is wanted after all; and a reader would go on believing what was taken back.
const alwaysWritten: Readonly<Record<Recipient, readonly MessageKind[]>> = {
  partner: ['request', 'cancel', 'cancel-asked', 'cancel-withdrawn', 'correction'],
  patron: ['correction'],
};

/** The name of a kind of message, where those that are not written are listed. */
export type LetterName = `${Recipient}-${string}`;

/** What a list of kinds that are not written may hold: what the library, or what a partner can do without. */
export type LetterSwitch = { readonly name: LetterName; readonly label: string };

const switchesFor = (recipient: Recipient, always: readonly MessageKind[]): readonly LetterSwitch[] =>
  (Object.keys(messageKinds[recipient]) as MessageKind[]).flatMap((kind) =>
    always.includes(kind)
      ? []
      : [{ name: `${recipient}-${kind}` as const, label: messageLabel(recipient, kind) }],
  );

/** What a library can do without, of both readers. */
export const librarySwitches: Readonly<Record<Recipient, readonly LetterSwitch[]>> = {
  patron: switchesFor('patron', alwaysWritten.patron),
  partner: switchesFor('partner', alwaysWritten.partner),
};

/**
 * What is not written to a partner that is told in another way, such as in its own system: anything that it is told there. A
 * correction follows a letter that it got, and so does it.
 */
export const partnerSwitches = switchesFor('partner', ['correction']);

/** What a new library does without: the clock tells nobody before it is asked to. */
export const offAtStart: readonly LetterName[] = noticeKinds.map((kind) => `patron-${kind}` as const);

const names = (switches: readonly LetterSwitch[]): readonly string[] => switches.map(({ name }) => name);
const ofLibraries = names([...librarySwitches.patron, ...librarySwitches.partner]);
const ofPartners = names(partnerSwitches);

/** Whether a message is written: neither its library nor the partner that would read it does without its kind. */
export const isWritten = (
  recipient: Recipient,
  kind: MessageKind,
  off: { readonly library: readonly string[]; readonly partner: readonly string[] },
): boolean => {
  const name = `${recipient}-${kind}`;
  return !(
    (ofLibraries.includes(name) && off.library.includes(name)) ||
    (ofPartners.includes(name) && off.partner.includes(name))
  );
};

/**
 * How far a message has come, with the words for lists. `outdated`: what it says does not hold any more (stale-letters.ts), so it
 * was set aside; a person may send it all the same, and undoing what superseded it lets it wait again.
 */
export const messageStates = {
  waiting: { label: t('messages.waiting') },
  sending: { label: t('messages.beingSent') },
  failed: { label: t('messages.triedGoesAgain') },
  'needs-person': { label: t('messages.needsAPerson') },
  sent: { label: t('common.sent') },
  printed: { label: t('common.printed') },
  'by-hand': { label: t('messages.dealtWithByHand') },
  outdated: { label: t('common.notSent') },
} as const;

export type MessageState = keyof typeof messageStates;

/** The states in which a message still waits to leave by itself. */
export const statesUnderWay = ['waiting', 'sending', 'failed'] as const satisfies readonly MessageState[];

/**
 * Whether a message in this state may be with its reader, so that undoing its step is followed by a correction.
 * Any other never left, and is taken back without a trace.
 */
export const mayHaveLeft = (state: string): boolean =>
  ['sending', 'sent', 'printed', 'by-hand'].includes(state);
