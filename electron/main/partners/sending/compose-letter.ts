import { randomInt } from 'node:crypto';
import { instantOf } from '../../../../shared/domain/dates.ts';
import { plainLine } from '../../../../shared/domain/plain-text.ts';
import { messageLabel } from '../../../../shared/domain/letters/all-letters.ts';
import type { Instant, TurnId } from '../../../../shared/domain/ids.ts';
import type { Life } from '../../../../shared/domain/life/life.ts';
import type { IsoAction, ProtocolProfile } from '../../../../shared/domain/partner-profile.ts';
import { speakers } from '../../../../shared/words/speakers.ts';
import { t } from '../../../../shared/words/words.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { LetterWriter, WrittenLetter } from '../../desk/output/letters/letter-writer.ts';
import { readPayload } from '../../desk/output/letters/read-payload.ts';
import { listConditions } from '../../desk/store/conditions.queries.ts';
import {
  type ConversationRow,
  findConversation,
  findLastConversation,
  listConversationsOfTurn,
} from '../../desk/store/conversations.queries.ts';
import { type ItemRow, listItems, volumeOf } from '../../desk/store/items.queries.ts';
import { lastWrittenAt, type LetterToPartner } from '../../desk/store/outgoing.queries.ts';
import { findRequestRow, lifeOf } from '../../desk/store/requests.queries.ts';
import type { StoredMessage } from '../../desk/store/sending.queries.ts';
import { findTurn, listTurns, turnOf } from '../../desk/store/turns.queries.ts';
import { readConversationState } from '../exchange/conversation-state.ts';
import { type Announcement, announcementOf, compose, type Composed } from '../iso18626/compose.ts';
import { composeRequest, type Wish } from '../iso18626/compose-request.ts';
import { conversationAfterSending } from '../iso18626/conversation.ts';
import { legalityOf } from '../iso18626/legality.ts';
import { statusWords } from '../iso18626/message-words.ts';
import { isTerminal, type Standing, standingOf } from '../iso18626/standing.ts';
import { type MessageToSend, messageToSend } from './message-to-send.ts';
import { wordOfLetter } from './words-of-letter.ts';

/** Why a letter is not sent. `nothing`: it need not be; `later`: not until the partner's status changes; `person`: staff must decide, or tell the partner. */
export type NotSent =
  | { readonly as: 'nothing' | 'person'; readonly why: string }
  | { readonly as: 'later'; readonly why: string; readonly status: string | null };

/** A letter in messages, or why it is not sent. */
export type ComposedLetter =
  | {
      readonly as: 'messages';
      /** The request that it is about, as the partner knows it. */
      readonly sentAs: string;
      /** Whether it begins that conversation. */
      readonly begins: boolean;
      readonly messages: readonly MessageToSend[];
      readonly text: WrittenLetter;
    }
  | NotSent;

/** What letters are composed with. */
export type Composing = {
  readonly writer: LetterWriter;
};

type About = Composing & {
  readonly db: ReadableDB;
  readonly letter: LetterToPartner & { readonly turnId: TurnId };
  readonly profile: ProtocolProfile;
  readonly text: WrittenLetter;
  readonly at: Instant;
  /** Whether staff chose to send it after they were asked. */
  readonly onPurpose: boolean;
};

/**
 * Composes the messages of a letter in the convention and version of its partner, from the present state, and only if they may be sent now. A
 * request begins a conversation with its own identifier.
 */
export const composeLetter = (
  db: ReadableDB,
  message: StoredMessage,
  letter: LetterToPartner,
  { profile, at, ...composing }: Composing & { readonly profile: ProtocolProfile; readonly at: Instant },
): ComposedLetter => {
  const text = composing.writer.write(db, { ...message, letter: null });
  const { turnId } = letter;
  if (text === null || turnId === null)
    return {
      as: 'person',
      why: t('This version of Borrow Desk cannot write this letter. Contact the recipient yourself.'),
    };
  const about = {
    ...composing,
    db,
    letter: { ...letter, turnId },
    profile,
    text,
    at,
    onPurpose: message.onPurpose === 1,
  };
  return letter.kind === 'request' ? inRequest(about, retriedBy(about)) : inConversation(about);
};

/** Returns the state of a turn in a conversation; null if its request no longer exists. */
export const standingIn = (
  db: ReadableDB,
  { requestId, turnId }: Pick<LetterToPartner, 'requestId'> & { readonly turnId: TurnId },
  state: ReturnType<typeof readConversationState>,
): { readonly life: Life; readonly standing: Standing; readonly items: readonly ItemRow[] } | null => {
  const row = findRequestRow(db, requestId);
  if (!row) return null;
  const items = listItems(db, requestId);
  const life = lifeOf(row, listTurns(db, requestId).map(turnOf), items.map(volumeOf));
  return { life, standing: standingOf(life, turnId, state), items };
};

/** A request; again, if the partner ended the one before with an offer that we accept, or said that it may be asked again. */
const inRequest = (about: About, retryOf: Wish['retryOf']): ComposedLetter => {
  const { db, profile, text, at } = about;
  const { facts, language } = text;
  const sentAs = newIdentifier(db, facts.externalId);
  const wish: Wish = {
    title: facts.title,
    author: facts.author,
    format: facts.format,
    citation: facts.citation,
    missing: facts.wanted === null ? null : { wanted: facts.wanted, expected: facts.volumesExpected ?? 1 },
    note: facts.step.note ?? '',
    library: facts.library,
    retryOf,
  };
  const envelope = { requestId: sentAs, at, securityCode: null, speaker: speakers[language] };
  const request = messageToSend(composeRequest(wish, profile, envelope), profile.version);
  return { as: 'messages', sentAs, begins: true, messages: [request], text };
};

/** The longest identifier that every system takes, and the length of what makes it unique. */
const longestIdentifier = 32;
const digits = 8;

/** Returns a new identifier for a request: readable, and never used before. */
const newIdentifier = (db: ReadableDB, externalId: string): string => {
  const readable = externalId.replace(/[^A-Za-z0-9-]/g, '').slice(0, longestIdentifier - digits - 1) || 'R';
  for (;;) {
    const unique = randomInt(36 ** digits)
      .toString(36)
      .padStart(digits, '0')
      .toUpperCase();
    if (findConversation(db, `${readable}-${unique}`) === undefined) return `${readable}-${unique}`;
  }
};

const inConversation = (about: About): ComposedLetter => {
  const { db, letter, profile, text, at, onPurpose } = about;
  const conversation = listConversationsOfTurn(db, letter.turnId).at(-1);
  const state = conversation && readConversationState(conversation.state);
  const now = state && standingIn(db, letter, state);
  if (!conversation || !now)
    return { as: 'person', why: t('The partner does not know this request. Contact the partner yourself.') };
  const announcement = announcementFor(about, now.life, now.items);
  const envelope = {
    requestId: conversation.sentAs,
    supplierRequestId: now.standing.supplierRequestId,
    at: laterThan(lastWrittenAt(db, conversation.sentAs), at),
    securityCode: null,
    speaker: speakers[text.language],
  };
  const composed = compose(announcement, now.standing, profile, envelope);
  switch (composed.as) {
    case 'nothing':
      return { as: 'nothing', why: t('For the partner, the request is over.') };
    case 'by-hand':
      return {
        as: 'person',
        why: t('The partner’s system does not accept this message. Contact the partner yourself.'),
      };
    case 'retry-request':
      return inRequest(about, retryOf(about, conversation));
    case 'messages': {
      const refusal = whyNotSaid(composed, now.standing, about, onPurpose);
      if (refusal !== null) return refusal;
      const messages = composed.messages.map((one) => messageToSend(one, profile.version));
      return { as: 'messages', sentAs: conversation.sentAs, begins: false, messages, text };
    }
  }
};

/** A time for a message: partners order messages by it, and take two of the same time for the same one. */
const laterThan = (before: Instant | null, at: Instant): Instant =>
  before !== null && before >= at ? instantOf(new Date(Date.parse(before) + 1)) : at;

/** What no action can say is sent as text. */
const inWords: Announcement['word'] = 'message';

const announcementFor = ({ letter, text }: About, life: Life, items: readonly ItemRow[]): Announcement => {
  const said = wordOfLetter(letter.kind, readPayload(letter.payload), letter.turnId);
  if (said === null || said.told.word === 'request' || said.told.word === 'take-back')
    return { word: inWords, note: text.body, dueOn: null, volumes: [] };
  const nameOf = (id: number): string => {
    const item = items.find((one) => one.id === id);
    return item === undefined ? '' : item.barcode || String(item.volume);
  };
  return announcementOf({ ...said.told, word: said.told.word }, life, { ...said, nameOf });
};

/** Returns what we accept of the offer with which a partner ended a request. */
const retryOf = (
  { db, letter: { requestId, turnId } }: About,
  { sentAs }: ConversationRow,
): Wish['retryOf'] => ({
  requestId: sentAs,
  conditions: listConditions(db, requestId).flatMap((one) =>
    one.turnId === turnId && one.answer === 'yes' && one.reason !== '' ? [one.reason] : [],
  ),
  cost: findTurn(db, turnId)?.cost ?? '',
});

/**
 * The request that a new one repeats, if the partner ended it and said that it may be asked again: such as after a date, or for another edition.
 * What is different now stands in the new one.
 */
const retriedBy = ({ db, letter }: About): Wish['retryOf'] => {
  const last = findLastConversation(db, letter);
  return last && readConversationState(last.state).status === 'RetryPossible'
    ? { requestId: last.sentAs, conditions: [], cost: '' }
    : null;
};

/** Returns why the messages may not be sent now, one after the other; null if they may. */
const whyNotSaid = (
  { messages }: Extract<Composed, { readonly as: 'messages' }>,
  standing: Standing,
  { letter, profile }: Pick<About, 'letter' | 'profile'>,
  onPurpose: boolean,
): NotSent | null => {
  let now = standing;
  for (const { body } of messages) {
    const refusal = whyNot(body.action as IsoAction, body.note ?? '', now, { letter, profile, onPurpose });
    if (refusal !== null) return refusal;
    now = { ...now, ...conversationAfterSending(now, body.action as IsoAction) };
  }
  return null;
};

/**
 * Returns why an action may not be sent to a partner now; null if it may. If a person must decide, the reason includes the message and the
 * partner’s last status.
 * @param onPurpose whether a person has decided
 */
export const whyNot = (
  action: IsoAction,
  note: string,
  standing: Standing,
  {
    letter,
    profile,
    onPurpose,
  }: {
    readonly letter: Pick<LetterToPartner, 'kind'>;
    readonly profile: ProtocolProfile;
    readonly onPurpose: boolean;
  },
): NotSent | null => {
  const legality = legalityOf(action, standing, profile);
  if (legality.may === 'yes' || (legality.may !== 'no' && onPurpose)) return null;
  if (legality.may === 'later') return { as: 'later', why: legality.why, status: standing.status };
  const isTold = (action === 'Received' || action === 'ShippedReturn') && standing.told.includes(action);
  // A request that has ended needs no cancellation and no renewal, and a volume that is back is not on its way.
  const isMoot =
    ((action === 'Cancel' || action === 'Renew') && isTerminal(standing.status)) ||
    (action === 'ShippedReturn' && standing.status === 'LoanCompleted' && standing.volumes === 'gone');
  if (isTold || isMoot) return { as: 'nothing', why: legality.why };
  const label = messageLabel('partner', letter.kind);
  const what = note.trim() === '' ? label : `${label}: ${plainLine(note, 200).replace(/\.$/, '')}`;
  const facts = {
    why: legality.why,
    what,
    said: standing.status === null ? t('none yet') : statusWords(standing.status),
  };
  return {
    as: 'person',
    why:
      legality.may === 'ask'
        ? t(
            '{why} Not sent: “{what}”. The partner’s last answer: {said}. Send it now, or contact the partner.',
            facts,
          )
        : t('{why} Not sent: “{what}”. The partner’s last answer: {said}. Contact the partner.', facts),
  };
};
