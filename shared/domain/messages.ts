import type { CalendarDate, Instant, ItemId } from './ids.ts';

/** What a correcting message says: which message does not hold any more. */
type Correction = { readonly corrects: number; readonly kind: string };

/**
 * Every message that goes out, by who reads it, with what the step alone knows. All the rest (titles, names, volumes, dates
 * on the hold shelf) is read from the database when the letter leaves.
 */
export type MessageFacts = {
  readonly partner: {
    /** The loan came. Which volumes is read when it leaves. */
    readonly received: { readonly receivedAt: Instant };
    /** These items are on their way back. */
    readonly returned: { readonly itemIds: readonly ItemId[] };
    /** The partner renews automatically: it is told the new date. */
    readonly renewal: { readonly dueOn: CalendarDate };
    /** The partner is asked to lend longer, until this date. */
    readonly 'renewal-asked': { readonly dueOn: CalendarDate };
    /** Our answer to its condition. */
    readonly 'condition-answered': { readonly answer: 'yes' | 'no'; readonly note: string };
    /** The request is cancelled; it need not agree. */
    readonly cancel: { readonly note: string };
    /** It is asked to agree that the request is cancelled. */
    readonly 'cancel-asked': { readonly note: string };
    /** The request itself: please lend. */
    readonly request: { readonly note: string };
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
    readonly overdue: { readonly note?: string };
    /** The partner wants it back early. */
    readonly recalled: { readonly note?: string };
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
    received: { label: 'Received', fields: ['receivedOn'] },
    returned: { label: 'Returned', fields: [] },
    renewal: { label: 'Renewal', fields: ['newDueOn'] },
    'renewal-asked': { label: 'Renewal asked for', fields: ['newDueOn'] },
    'condition-answered': { label: 'Condition answered', fields: ['accepted', 'declined', 'note'] },
    cancel: { label: 'Cancellation', fields: ['note'] },
    'cancel-asked': { label: 'Cancellation asked for', fields: ['note'] },
    request: { label: 'Request', fields: ['note'] },
    lost: { label: 'Item lost', fields: ['note'] },
    damaged: { label: 'Item damaged', fields: ['note'] },
    correction: { label: 'Correction', fields: ['correctedLetter', 'correctedSubject', 'correctedOn'] },
  },
  patron: {
    'item-ready': { label: 'Item ready', fields: ['receivedOn', 'holdUntil'] },
    'item-arrived': { label: 'Item on its way', fields: ['receivedOn'] },
    renewed: { label: 'Renewal', fields: ['newDueOn'] },
    'renewal-refused': { label: 'Renewal refused', fields: ['note'] },
    cancelled: { label: 'Cancellation', fields: ['reason', 'note'] },
    overdue: { label: 'Overdue', fields: ['note'] },
    recalled: { label: 'Recall', fields: ['note'] },
    correction: { label: 'Correction', fields: ['correctedLetter', 'correctedSubject', 'correctedOn'] },
  },
} as const satisfies {
  readonly [R in Recipient]: Readonly<Record<MessageKindFor<R>, MessageKindFacts>>;
};

/** The label of a kind in a list; an unknown kind is shown as it is. */
export const messageLabel = (recipient: Recipient, kind: string): string => {
  const kinds: Readonly<Record<string, MessageKindFacts>> = messageKinds[recipient];
  return Object.hasOwn(kinds, kind) ? (kinds[kind]?.label ?? kind) : kind;
};

/**
 * How far a message has come, with the words for lists. `outdated`: what it says does not hold any more (stale-letters.ts), so it
 * was set aside; a person may send it all the same, and undoing what superseded it lets it wait again.
 */
export const messageStates = {
  waiting: { label: 'Waiting' },
  sending: { label: 'Being sent' },
  failed: { label: 'Tried, goes again' },
  'needs-person': { label: 'Needs a person' },
  sent: { label: 'Sent' },
  printed: { label: 'Printed' },
  'by-hand': { label: 'Dealt with by hand' },
  outdated: { label: 'Not sent' },
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
