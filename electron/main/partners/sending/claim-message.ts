import { instantOf } from '../../../../shared/domain/dates.ts';
import type { Instant, TurnId } from '../../../../shared/domain/ids.ts';
import type { ProtocolProfile } from '../../../../shared/domain/partner-profile.ts';
import { t } from '../../../../shared/words/words.ts';
import { codeOf } from '../../db/errors.ts';
import type { WritableDB } from '../../db/types.ts';
import { setAsideIfSuperseded } from '../../desk/output/letters/superseded.ts';
import {
  findConversation,
  insertConversation,
  setConversationState,
} from '../../desk/store/conversations.queries.ts';
import {
  findLetterToPartner,
  insertOutgoing,
  type LetterToPartner,
  listOutgoingOf,
  markPosting,
  type OutgoingRow,
  setOutgoingState,
  withdrawMessagesOf,
} from '../../desk/store/outgoing.queries.ts';
import { findLetterToSay, markSaying } from '../../desk/store/partner-queue.queries.ts';
import { setMessageState, type StoredMessage } from '../../desk/store/sending.queries.ts';
import {
  newConversationState,
  readConversationState,
  writeConversationState,
} from '../exchange/conversation-state.ts';
import { conversationAfterSending, conversationWithout } from '../iso18626/conversation.ts';
import {
  type ComposedLetter,
  composeLetter,
  type Composing,
  type NotSent,
  standingIn,
  whyNot,
} from './compose-letter.ts';
import { hasArrived } from './has-arrived.ts';
import { type Saying, sayingOf } from './message-to-send.ts';

/** A message that is marked as being posted. */
export type ClaimedMessage = Pick<OutgoingRow, 'id' | 'outboxId' | 'sentAs' | 'raw' | 'at'> & {
  readonly saying: Saying;
  /** Attempts so far, with the one that begins. */
  readonly attempts: number;
  readonly mayHaveArrived: boolean;
};

export type ClaimOptions = Composing & {
  readonly profile: ProtocolProfile;
  readonly now: () => Date;
  /** IANA time zone of the library. */
  readonly timeZone: () => string;
  readonly logFault: (error: unknown) => void;
};

type Claiming = {
  readonly db: WritableDB;
  readonly message: StoredMessage;
  readonly letter: LetterToPartner;
  readonly options: ClaimOptions;
  readonly at: Instant;
};

/**
 * Claims the next message of a letter, inside one transaction. At the first attempt the letter is composed, and its messages are stored with
 * their time, to be sent with the same bytes each time. For a letter that waited, `whyNot` decides again whether it may be sent. A message is part
 * of the conversation before it is sent, because an answer may arrive before its confirmation.
 * @returns the message; `settled` if none is sent now: the letter is outdated, waits for staff, or has arrived; undefined if it may not be sent
 */
export const claimMessage = (
  db: WritableDB,
  outboxId: number,
  options: ClaimOptions,
): ClaimedMessage | 'settled' | undefined => {
  const message = findLetterToSay(db, outboxId);
  const letter = message && findLetterToPartner(db, outboxId);
  if (!message || !letter) return undefined;
  const claiming = { db, message, letter, options, at: instantOf(options.now()) };
  try {
    const kept = listOutgoingOf(db, outboxId);
    const next = kept.find(({ state }) => state === 'waiting');
    if (next) return claimKept(claiming, next);
    // It was sent after the backup was made that has been restored since.
    const last = kept.at(-1)?.state;
    if (last === 'confirmed' || last === 'sent') return settle(claiming, 'sent', '');
    return claimNew(claiming);
  } catch (error) {
    // A letter with faulty data must not stop the others. Database errors are retried.
    if (codeOf(error).startsWith('SQLITE_')) throw error;
    options.logFault(error);
    return settle(
      claiming,
      'needs-person',
      t('This version of Borrow Desk cannot write this letter. Contact the recipient yourself.'),
    );
  }
};

const settle = (
  { db, message, at }: Claiming,
  state: 'sent' | 'outdated' | 'needs-person',
  note: string,
): 'settled' => {
  setMessageState(db, { id: message.id, state, note, nextAt: null, at });
  return 'settled';
};

const isSuperseded = ({ db, message, options }: Claiming): boolean =>
  setAsideIfSuperseded(db, message, { now: options.now(), timeZone: options.timeZone() });

const claimNew = (claiming: Claiming): ClaimedMessage | 'settled' => {
  const { db, message, letter, options, at } = claiming;
  if (isSuperseded(claiming)) return 'settled';
  const composed = composeLetter(db, message, letter, { ...options, at });
  if (composed.as !== 'messages') return setAside(claiming, composed);
  const { sentAs, begins, messages } = composed;
  const { id: outboxId, requestId, turnId, partnerId } = letter;
  if (begins)
    insertConversation(
      db,
      { requestId, turnId: turnId as TurnId, partnerId, sentAs, state: newConversationState },
      at,
    );
  messages.forEach((one, index) =>
    insertOutgoing(db, { ...one, outboxId, requestId, sentAs, position: index + 1 }),
  );
  const [first] = listOutgoingOf(db, outboxId).filter(({ state }) => state === 'waiting');
  if (!first) throw new Error('a letter without a message');
  return begin(claiming, first, sayingOf(first.raw), textOf(composed, options.profile));
};

const setAside = (claiming: Claiming, notSent: NotSent): 'settled' => {
  const { why } = notSent;
  if (notSent.as !== 'later')
    return notSent.as === 'nothing'
      ? settle(claiming, 'outdated', t('Not sent: {why}', { why }))
      : settle(claiming, 'needs-person', why);
  const { db, message, at } = claiming;
  const waitsPast = notSent.status ?? '';
  setMessageState(db, { id: message.id, state: 'waiting', note: why, nextAt: null, at, waitsPast });
  return 'settled';
};

/** The text of the letter, for a correction, and where it goes. */
const textOf = (
  { text }: Extract<ComposedLetter, { readonly as: 'messages' }>,
  { address }: ProtocolProfile,
): string =>
  JSON.stringify({
    to: { name: text.to.name, address: address ?? '' },
    subject: text.subject,
    body: text.body,
  });

const claimKept = (claiming: Claiming, next: OutgoingRow): ClaimedMessage | 'settled' => {
  const { db, message, letter, options, at } = claiming;
  const saying = sayingOf(next.raw);
  const row = findConversation(db, next.sentAs);
  const turnId = row?.turnId ?? letter.turnId;
  if (!row || turnId === null)
    return settle(
      claiming,
      'needs-person',
      t('The partner does not know this request. Contact the partner yourself.'),
    );
  const state = readConversationState(row.state);
  const isDoubtful = next.mayHaveArrivedAt !== null;
  if (isDoubtful && hasArrived(saying.action, state)) {
    setOutgoingState(db, { id: next.id, state: 'confirmed', mayHaveArrived: true, words: '', at });
    const isLast = !listOutgoingOf(db, message.id).some((one) => one.state === 'waiting');
    return isLast ? settle(claiming, 'sent', '') : (claimMessage(db, message.id, options) ?? 'settled');
  }
  if (isSuperseded(claiming)) return 'settled';
  if (saying.action !== 'request') {
    // That it may already have been sent must not forbid sending it again.
    const before = isDoubtful ? conversationWithout(state, saying.action) : state;
    const now = standingIn(db, { ...letter, turnId }, before);
    const onPurpose = message.onPurpose === 1;
    const refusal =
      now &&
      whyNot(saying.action, saying.note, now.standing, { letter, profile: options.profile, onPurpose });
    if (refusal) {
      withdrawMessagesOf(db, message.id);
      return setAside(claiming, isDoubtful && refusal.as !== 'nothing' ? doubtful(refusal) : refusal);
    }
  }
  return begin(claiming, next, saying, message.letter);
};

const doubtful = ({ why }: NotSent): NotSent => ({
  as: 'person',
  why: t('{why} An earlier attempt may have reached the partner.', { why }),
});

const begin = (
  { db, letter, at }: Claiming,
  next: OutgoingRow,
  saying: Saying,
  text: string | null,
): ClaimedMessage => {
  const { id, outboxId, sentAs, raw, at: writtenAt } = next;
  const mayHaveArrived = next.mayHaveArrivedAt !== null;
  markPosting(db, { id, at });
  markSaying(db, { id: letter.id, letter: text ?? 'null', at });
  const row = findConversation(db, sentAs);
  if (row && saying.action !== 'request' && !mayHaveArrived) {
    const said = conversationAfterSending(readConversationState(row.state), saying.action);
    setConversationState(db, { sentAs, state: writeConversationState(said), at });
  }
  return { id, outboxId, sentAs, raw, at: writtenAt, saying, attempts: next.attempts + 1, mayHaveArrived };
};
