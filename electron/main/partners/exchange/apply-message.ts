import type { DeskContext } from '../../desk/context.ts';
import { asPartner } from '../../desk/context.ts';
import { listDesks } from '../../desk/records/session/session.queries.ts';
import { takeAsked } from '../../desk/steps/take.ts';
import { findCommand } from '../../desk/store/command-log.queries.ts';
import {
  type ConversationRow,
  findConversation,
  type PartnerMessageRow,
  setConversationState,
  setPartnerMessageState,
} from '../../desk/store/conversations.queries.ts';
import { listItems, volumeOf } from '../../desk/store/items.queries.ts';
import { findPlace } from '../../desk/store/places.queries.ts';
import { findRequest, lifeOf, type StoredRequest } from '../../desk/store/requests.queries.ts';
import { listTurns, turnOf } from '../../desk/store/turns.queries.ts';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { Instant, PartnerId, TurnId } from '../../../../shared/domain/ids.ts';
import { volumesOf } from '../../../../shared/domain/life/life.ts';
import { isOut } from '../../../../shared/domain/life/volume.ts';
import type { PartnerProfile } from '../../../../shared/domain/partner-profile.ts';
import type { PartnerMessageState } from '../../../../shared/domain/partner-messages.ts';
import { readPartnerProfile } from '../../../../shared/ipc/partner-profile.ts';
import { type NotDone, refuse } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import type { DeskView } from '../../../../shared/ipc/views.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { conversationAfterReceiving } from '../iso18626/conversation.ts';
import { otherSupplier } from '../iso18626/identity.ts';
import { meaningOf } from '../iso18626/meaning.ts';
import type { SupplyingAgencyMessage } from '../iso18626/message.ts';
import { readNote } from '../iso18626/notes.ts';
import type { ReadAs } from '../iso18626/read-details.ts';
import { readMessage } from '../iso18626/read-message.ts';
import { standingOf } from '../iso18626/standing.ts';
import { commandsOf } from './commands-of.ts';
import { readConversationState, writeConversationState } from './conversation-state.ts';
import { bytesOf } from './inbox.ts';
import { noteNotTakenBy, noteRefusal, noteUnreadable } from './message-tasks.ts';

type Incoming = PartnerMessageRow<'in'>;
type Context = Omit<DeskContext, 'session'>;

/** The request that a message is about, with its conversation. */
type About = {
  readonly conversation: ConversationRow & { readonly turnId: TurnId };
  readonly request: StoredRequest;
  readonly desk: DeskView;
};

/**
 * Applies a stored message, in one transaction: its steps are taken as the partner's, and the conversation and the message get their new
 * state. A step that is refused becomes a task; the others count. Applied a second time, it changes nothing.
 * @throws SqliteError if the database fails: nothing is stored then, and the message stays as it was.
 */
export const applyMessage = (context: Context, message: Incoming): PartnerMessageState<'in'> =>
  inTransaction(context.db, (db) => {
    const at = instantOf(context.now());
    const about = aboutOf(db, message);
    const applied =
      about === null
        ? ({ state: 'unmatched', isRead: false } as const)
        : applyTo(context, db, about, { ...message, at });
    setPartnerMessageState(db, { id: message.id, ...applied, at });
    return applied.state;
  });

/**
 * Sets a message aside and makes a task of it if applying it failed with an error, so that those after it are applied.
 */
export const setAsideMessage = (context: Context, message: Incoming): void =>
  inTransaction(context.db, (db) => {
    const at = instantOf(context.now());
    const about = aboutOf(db, message);
    if (about !== null) noteUnreadable(db, { ...factsOf(db, about), at, message });
    setPartnerMessageState(db, { id: message.id, state: 'task', at });
  });

/** Makes a task of a message that counts as sent and that the partner refused. */
export const noteNotTaken = (
  db: WritableDB,
  message: {
    readonly sentAs: string;
    readonly identity: string;
    readonly words: string;
    readonly at: Instant;
  },
): void => {
  const about = aboutOf(db, message);
  if (about !== null) noteNotTakenBy(db, { ...factsOf(db, about), ...message });
};

/** Null if the request or the turn no longer exists. */
const aboutOf = (db: ReadableDB, { sentAs }: Pick<Incoming, 'sentAs'>): About | null => {
  const conversation = findConversation(db, sentAs);
  if (!conversation || conversation.requestId === null || conversation.turnId === null) return null;
  const request = findRequest(db, conversation.requestId);
  const desk = request && deskOf(db, request);
  return desk ? { conversation: { ...conversation, turnId: conversation.turnId }, request, desk } : null;
};

/** The desk of a task about a request: its pickup location, or else the first desk of its library. */
const deskOf = (
  db: ReadableDB,
  { pickupDeskId, libraryId }: Pick<StoredRequest, 'pickupDeskId' | 'libraryId'>,
): DeskView | undefined => {
  const desks = listDesks(db);
  return (
    desks.find(({ id }) => id === pickupDeskId) ??
    desks.find((desk) => desk.libraryId === libraryId) ??
    desks[0]
  );
};

const factsOf = (db: ReadableDB, { conversation, request, desk }: About) => ({
  requestId: request.id,
  deskId: desk.id,
  turnId: conversation.turnId,
  partnerName: findPlace(db, 'partner', conversation.partnerId)?.name ?? '',
});

const applyTo = (
  context: Context,
  db: WritableDB,
  about: About,
  message: Incoming & { readonly at: Instant },
): { readonly state: PartnerMessageState<'in'>; readonly isRead: boolean } => {
  const { conversation, request, desk } = about;
  const { turnId, sentAs } = conversation;
  const turns = listTurns(db, request.id);
  const life = lifeOf(request, turns.map(turnOf), listItems(db, request.id).map(volumeOf));
  const before = readConversationState(conversation.state);
  const said = supplierMessageOf(message);
  const profile = profileOf(db, conversation.partnerId);
  const meaning = meaningOf(said, standingOf(life, turnId, before), {
    ...readingBy(profile),
    timeZone: context.timeZone(),
    now: message.at,
  });
  const volumesOut = volumesOf(life, turnId).filter(isOut);
  const commands = commandsOf(meaning, { requestId: request.id, turnId, volumesOut }, message.identity);
  const stranger = strangerIn(said, profile);
  const partner = asPartner(context, desk);
  let areAllTaken = true;
  for (const command of commands) {
    // With a hub, another workstation may have taken it before its message was marked as applied.
    if (findCommand(db, command.input.opId) !== undefined) continue;
    const taken = stranger ?? takeAsked(partner, command);
    if (taken.ok) continue;
    areAllTaken = false;
    noteRefusal(db, { ...factsOf(db, about), at: message.at, command, refusal: taken.error });
  }
  if (stranger === null) {
    const after = conversationAfterReceiving(before, meaning);
    setConversationState(db, { sentAs, state: writeConversationState(after), at: message.at });
  }
  // What the partner wrote itself is for staff to read; the rest is in the status that was recorded.
  return areAllTaken
    ? { state: 'applied', isRead: readNote(said.body.messageInfo.note).text === '' }
    : { state: 'task', isRead: false };
};

/** Refuses what another library says in a conversation: whoever knows the identifier of a request is not its lender yet. A broker's lenders are. */
const strangerIn = (message: SupplyingAgencyMessage, profile: PartnerProfile | null): NotDone | null => {
  if (profile?.by !== 'iso18626' || profile.isBroker) return null;
  const named = otherSupplier(message, profile.theirs);
  return named === null
    ? null
    : refuse(
        'partner-unknown',
        t(
          'The message names {named} as the lender, and not {symbol}. Record it if it is about this loan. If other libraries answer through this partner, say so in Settings › Partners.',
          { named, symbol: profile.theirs.agencyIdValue },
        ),
      );
};

/** The profile of a partner; null if its record is gone. */
export const profileOf = (db: ReadableDB, id: PartnerId): PartnerProfile | null => {
  const partner = findPlace(db, 'partner', id);
  return partner ? readPartnerProfile(partner.profile) : null;
};

/** How messages of a partner are read. All are read, also those of a partner that no longer gets messages. */
export const readingBy = (profile: PartnerProfile | null): Pick<ReadAs, 'convention' | 'volumeFormat'> =>
  profile?.by === 'iso18626' ? profile : { convention: 'reshare', volumeFormat: 'repeated' };

/** Reads a stored message again. @throws if it is not a message, which would not have been stored as one */
const supplierMessageOf = (message: Pick<Incoming, 'raw' | 'rawAs'>): SupplyingAgencyMessage => {
  const read = readMessage(bytesOf(message));
  if (!read.ok || read.value.kind !== 'supplyingAgencyMessage') throw new Error('This is no message.');
  return read.value;
};
