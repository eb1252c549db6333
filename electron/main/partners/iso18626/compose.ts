import { formatDateInFull, instantOf } from '../../../../shared/domain/dates.ts';
import type { CalendarDate, Instant, ItemId } from '../../../../shared/domain/ids.ts';
import {
  isFilled,
  type Life,
  type PartnerNotification,
  volumesOf,
} from '../../../../shared/domain/life/life.ts';
import { isActive } from '../../../../shared/domain/life/turn.ts';
import { isOut } from '../../../../shared/domain/life/volume.ts';
import type { IsoAction, ProtocolProfile } from '../../../../shared/domain/partner-profile.ts';
import type { Speaker } from '../../../../shared/words/words.ts';
import type { RequestingAgencyMessage } from './message.ts';
import { type HeaderFacts, headerTo } from './message-header.ts';
import { conditionMarks } from './notes.ts';
import { isTerminal, type Standing } from './standing.ts';

/** What a partner is to be told of a request that it has. */
export type Announcement = {
  /** A word of a step, or the question for its status. */
  readonly word: Exclude<PartnerNotification['word'], 'request' | 'take-back'> | 'status';
  /** What staff wrote; may be empty, except for a message. */
  readonly note: string;
  /** Until when a renewal is wanted; null otherwise. */
  readonly dueOn: CalendarDate | null;
  /** The volumes that it is about, in words; empty: all of them. A receipt or return of some is told as text. */
  readonly volumes: readonly string[];
};

/**
 * Returns what a word of a step tells a partner. Messages have no place for single volumes, so a receipt while more is awaited from the
 * partner, and a return while others are still out or awaited, name theirs.
 * @param life after the step
 * @param nameOf a volume in words, such as its barcode
 */
export const announcementOf = (
  { word, turnId, itemIds = [] }: PartnerNotification & { readonly word: Announcement['word'] },
  life: Life,
  { note, dueOn, nameOf }: Pick<Announcement, 'note' | 'dueOn'> & { readonly nameOf: (id: ItemId) => string },
): Announcement => {
  const all = volumesOf(life, turnId);
  const isAwaited = life.turns.some((turn) => turn.id === turnId && isActive(turn));
  const concernsAll = {
    received: isFilled(life) || !isAwaited,
    returned: !all.some(isOut) && (isFilled(life) || !isAwaited),
  };
  const isSome =
    word === 'received' || word === 'returned' ? !concernsAll[word] : itemIds.length < all.length;
  return { word, note, dueOn, volumes: isSome ? itemIds.map(nameOf) : [] };
};

/** The content of the header of a message to a partner. */
export type Envelope = HeaderFacts & {
  /** The partner's own identifier, once it is known. */
  readonly supplierRequestId: string | null;
  /** The library's language. */
  readonly speaker: Speaker;
};

/** How something is told. */
export type Composed =
  | { readonly as: 'messages'; readonly messages: readonly RequestingAgencyMessage[] }
  /** By a new request that names this one (`composeRequest`), with an identifier of its own: the conversation begins anew with it. */
  | { readonly as: 'retry-request' }
  /** It is not sent: the partner expects no message. */
  | { readonly as: 'nothing' }
  /** By staff: the partner accepts no message that could say it. */
  | { readonly as: 'by-hand' };

type Way = { readonly action: IsoAction; readonly text: string };

/**
 * Returns the messages that tell a partner something, in its convention and version. What its system has no action for, or does not accept,
 * is told as a notification.
 */
export const compose = (
  announcement: Announcement,
  standing: Standing,
  profile: ProtocolProfile,
  envelope: Envelope,
): Composed => {
  const { word } = announcement;
  if (word === 'condition-accepted' || word === 'condition-declined')
    return answerCondition(word === 'condition-accepted', announcement.note, standing, { profile, envelope });
  const { action, text } = wayOf(word, announcement, profile, envelope.speaker);
  if (action === 'Cancel' && isTerminal(standing.status)) {
    // For the partner the request has ended. If we await its answer it is asked all the same: a copy on paper may be on its way.
    return word === 'cancel-asked'
      ? notifications([joined(text, announcement.note)], profile, envelope)
      : { as: 'nothing' };
  }
  const isSayable = profile.accepts.includes(action) && (action !== 'Lost' || profile.version !== '1.2');
  if (isSayable && action !== 'Notification') {
    // The date of a renewal has no element of its own.
    const explained = action === 'Renew' || action === 'Lost' ? text : '';
    const said = message(action, joined(explained, announcement.note), profile, envelope);
    // What goes back has arrived before: the partner is told so first, even if the volumes came in parts or in the wrong order.
    const isFirst =
      action === 'ShippedReturn' &&
      !standing.told.includes('Received') &&
      profile.accepts.includes('Received');
    return inMessages([...(isFirst ? [message('Received', '', profile, envelope)] : []), said]);
  }
  const notified = notifications([joined(text, announcement.note)], profile, envelope);
  // Its volumes went back one by one while more was awaited: now all of them have.
  const isAllBack =
    word === 'rest-not-needed' && standing.volumes === 'gone' && !standing.told.includes('ShippedReturn');
  if (!isAllBack || notified.as !== 'messages') return notified;
  const ofReturn: Announcement['word'] = 'returned';
  const plain = { word: ofReturn, note: '', dueOn: null, volumes: [] };
  const back = compose(plain, standing, profile, { ...envelope, at: momentsAfter(envelope.at, 1) });
  return back.as === 'messages' ? inMessages([...notified.messages, ...back.messages]) : notified;
};

const joined = (...texts: readonly string[]): string => texts.filter((text) => text.trim() !== '').join('\n');

const inMessages = (messages: readonly RequestingAgencyMessage[]): Composed => ({ as: 'messages', messages });

/** The time some milliseconds later. */
const momentsAfter = (at: Instant, ms: number): Instant => instantOf(new Date(Date.parse(at) + ms));

/** Several notifications differ in their time, or the partner would take them for the same one. */
const notifications = (notes: readonly string[], profile: ProtocolProfile, envelope: Envelope): Composed => {
  if (!profile.accepts.includes('Notification')) return { as: 'by-hand' };
  return inMessages(
    notes
      .filter((note) => note.trim() !== '')
      .map((note, index) =>
        message('Notification', note, profile, { ...envelope, at: momentsAfter(envelope.at, index) }),
      ),
  );
};

const answerCondition = (
  isYes: boolean,
  note: string,
  { status }: Standing,
  { profile, envelope }: { readonly profile: ProtocolProfile; readonly envelope: Envelope },
): Composed => {
  const cancel = (mark: string): Composed =>
    profile.accepts.includes('Cancel')
      ? inMessages([message('Cancel', joined(mark, note), profile, envelope)])
      : { as: 'by-hand' };
  // A request that goes on for the partner is not sent again: its condition was set by ReShare's marks, or recorded by staff.
  const convention =
    profile.convention === 'retry' && status !== 'RetryPossible' ? 'reshare' : profile.convention;
  switch (convention) {
    case 'reshare':
      return isYes
        ? notifications([joined(conditionMarks.yes, note)], profile, envelope)
        : cancel(conditionMarks.no);
    case 'accept-reject':
      // The note must contain nothing but the word.
      return notifications([isYes ? 'ACCEPT' : 'REJECT', note], profile, envelope);
    case 'conditional-reply':
      return isYes
        ? notifications([joined('Conditional reply: Yes', note)], profile, envelope)
        : cancel('Conditional reply: No');
    case 'retry':
      return { as: isYes ? 'retry-request' : 'nothing' };
  }
};

const message = (
  action: IsoAction,
  note: string,
  profile: ProtocolProfile,
  envelope: Envelope,
): RequestingAgencyMessage => ({
  kind: 'requestingAgencyMessage',
  body: {
    header: { ...headerTo(profile, envelope), supplyingAgencyRequestId: envelope.supplierRequestId },
    action,
    note: note.trim() === '' ? null : note.trim(),
  },
});

/** The action that says something, and the same as a sentence. */
const wayOf = (
  word: Exclude<Announcement['word'], `condition-${string}`>,
  { dueOn, volumes }: Announcement,
  { version }: ProtocolProfile,
  { t, locale }: Speaker,
): Way => {
  const what = volumes.join(', ');
  const notify = (text: string): Way => ({ action: 'Notification', text });
  switch (word) {
    case 'received':
      return what === ''
        ? { action: 'Received', text: t('The item has arrived.') }
        : notify(t('Received so far: {what}', { what }));
    case 'returned':
      return what === ''
        ? { action: 'ShippedReturn', text: t('The item is on its way back to you.') }
        : notify(t('On its way back to you: {what}', { what }));
    case 'not-needed':
    case 'not-needed-unanswered':
    case 'cancel-asked':
      return { action: 'Cancel', text: t('We no longer need the item. Please cancel the request.') };
    case 'renewal':
    case 'renewal-asked': {
      const until =
        dueOn === null
          ? t('Please renew it.')
          : t('Please renew it until {date}.', { date: formatDateInFull(dueOn, locale) });
      return { action: 'Renew', text: joined(until, what) };
    }
    case 'lost':
    case 'parcel-lost':
      return {
        action: version === '1.2' ? 'Notification' : 'Lost',
        text: joined(t('The item is lost.'), what),
      };
    case 'status':
      return { action: 'StatusRequest', text: t('Please tell us the status of this request.') };
    case 'rest-not-needed':
      return notify(t('We no longer need the remaining volumes.'));
    case 'cancel-withdrawn':
      return notify(t('We need the item after all. Please disregard our cancellation.'));
    case 'claim':
      return notify(t('The item has not arrived. Please tell us where it is.'));
    case 'found':
    case 'parcel-found':
      return notify(joined(t('The item has been found.'), what));
    case 'damaged':
      return notify(joined(t('The item is damaged.'), what));
    case 'renewal-withdrawn':
      return notify(t('We no longer need the renewal.'));
    case 'message':
      return notify('');
  }
};
