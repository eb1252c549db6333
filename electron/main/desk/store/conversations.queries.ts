import type { Instant, PartnerId, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import type {
  MessageDirection,
  PartnerMessageState,
  RawForm,
} from '../../../../shared/domain/partner-messages.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { atBounds, beyondBounds } from './bounds.queries.ts';

// What is said with partners by protocol: a conversation for each request that was sent to one, and the messages as they came and left.

/** A request that was sent to a partner. */
export type ConversationRow = {
  readonly id: number;
  /** Null if this library does not have the request. */
  readonly requestId: RequestId | null;
  readonly turnId: TurnId | null;
  readonly partnerId: PartnerId;
  /** The identifier of the request in messages: 1 to 32 ASCII characters. */
  readonly sentAs: string;
  /** What its messages add up to, as JSON (partners/exchange/conversation-state.ts). */
  readonly state: string;
};

const columns = `id, request_id AS requestId, turn_id AS turnId, partner_id AS partnerId, sent_as AS sentAs, state`;

/** Begins a conversation. @throws SqliteError if the identifier was given before */
export const insertConversation = (
  db: WritableDB,
  row: Omit<ConversationRow, 'id'> & { readonly requestId: RequestId; readonly turnId: TurnId },
  at: Instant,
): void => {
  sql<object>(
    db,
    `INSERT INTO conversation (id, request_id, turn_id, partner_id, sent_as, state, created_at, updated_at)
     VALUES (@id, @requestId, @turnId, @partnerId, @sentAs, @state, @at, @at)`,
  ).run({ ...row, at, id: newId(db, 'conversation') });
};

/** Returns the conversation whose request has an identifier. */
export const findConversation = (db: ReadableDB, sentAs: string): ConversationRow | undefined =>
  sql<[string], ConversationRow>(db, `SELECT ${columns} FROM conversation WHERE sent_as = ?`).get(sentAs);

/** Returns the conversations of a turn; the last one counts: a partner is sent another request if it asks to be. */
export const listConversationsOfTurn = (db: ReadableDB, turnId: TurnId): ConversationRow[] =>
  sql<[TurnId], ConversationRow>(
    db,
    `SELECT ${columns} FROM conversation WHERE turn_id = ? ORDER BY created_at, id`,
  ).all(turnId);

/** Returns the last conversation with a partner about a request, or the one that it repeats; undefined if there is none. */
export const findLastConversation = (
  db: ReadableDB,
  about: { readonly requestId: RequestId; readonly partnerId: PartnerId },
): ConversationRow | undefined =>
  sql<object, ConversationRow>(
    db,
    `SELECT ${columns} FROM conversation
      WHERE partner_id = @partnerId AND request_id IN (@requestId, (SELECT again_of FROM request WHERE id = @requestId))
      ORDER BY created_at DESC, id DESC LIMIT 1`,
  ).get(about);

/** Whether the partner of a turn ended it, but would lend on a changed request. */
export const lendsIfChanged = (db: ReadableDB, turnId: TurnId): boolean =>
  sql<[TurnId], string | null>(
    db,
    `SELECT state ->> '$.status' FROM conversation WHERE turn_id = ? ORDER BY created_at DESC, id DESC LIMIT 1`,
  )
    .pluck()
    .get(turnId) === 'RetryPossible';

/** Replaces what the messages of a conversation add up to. */
export const setConversationState = (
  db: WritableDB,
  change: { readonly sentAs: string; readonly state: string; readonly at: Instant },
): void => {
  sql<object>(
    db,
    'UPDATE conversation SET state = @state, updated_at = @at WHERE sent_as = @sentAs AND state <> @state',
  ).run(change);
};

/** A message as it is kept. */
export type PartnerMessageRow<D extends MessageDirection = MessageDirection> = {
  readonly id: number;
  /** The request of its conversation; null if it has none. */
  readonly requestId: RequestId | null;
  /** The identifier that it names; empty if it names none. */
  readonly sentAs: string;
  readonly direction: D;
  /** The same for the same message. */
  readonly identity: string;
  readonly raw: string;
  readonly rawAs: RawForm;
  readonly state: PartnerMessageState<D>;
  /** When it came, or when it was written. */
  readonly at: Instant;
};

/**
 * Stores a received message. One that was stored without a request, and has one now, is stored again: a stored message and its request never
 * change.
 * @param message.writtenAt messages are applied in this order
 * @returns false if the same one is kept: then nothing is changed
 */
export const keepPartnerMessage = (
  db: WritableDB,
  message: Omit<PartnerMessageRow<'in'>, 'id' | 'direction'> & { readonly writtenAt: Instant },
): boolean => {
  const kept = sql<[string], Pick<PartnerMessageRow, 'id' | 'requestId'>>(
    db,
    "SELECT id, request_id AS requestId FROM partner_message WHERE direction = 'in' AND identity = ?",
  ).get(message.identity);
  if (kept && (kept.requestId !== null || message.requestId === null)) return false;
  if (kept) sql<[number]>(db, 'DELETE FROM partner_message WHERE id = ?').run(kept.id);
  sql<object>(
    db,
    `INSERT INTO partner_message (id, request_id, sent_as, direction, identity, raw, raw_as, state, at, written_at, updated_at)
     VALUES (@id, @requestId, @sentAs, 'in', @identity, @raw, @rawAs, @state, @at, @writtenAt, @at)`,
  ).run({ ...message, id: newId(db, 'partner_message') });
  return true;
};

/** Returns the messages of a conversation, in the order in which they came and were written. */
export const listPartnerMessages = (db: ReadableDB, sentAs: string): PartnerMessageRow[] =>
  sql<[string], PartnerMessageRow>(
    db,
    `SELECT id, request_id AS requestId, sent_as AS sentAs, direction, identity, raw, raw_as AS rawAs, state, at
       FROM partner_message WHERE sent_as = ? ORDER BY at, id`,
  ).all(sentAs);

/** Whether the messages that were taken in about a request reach a number or a size. */
export const isConversationFull = (
  db: ReadableDB,
  sentAs: string,
  { messages, bytes }: { readonly messages: number; readonly bytes: number },
): boolean =>
  sql<[number, number, string], 0 | 1>(
    db,
    `SELECT count(*) >= ? OR ifnull(sum(octet_length(raw)), 0) >= ? FROM partner_message
      WHERE sent_as = ? AND direction = 'in' AND request_id IS NOT NULL`,
  )
    .pluck()
    .get(messages, bytes, sentAs) === 1;

const incoming = `id, request_id AS requestId, sent_as AS sentAs, direction, identity, raw, raw_as AS rawAs, state, at`;

/** Returns the message to apply next: of all that wait, the one that was written first. Undefined if none waits. */
export const findNextStored = (db: ReadableDB): PartnerMessageRow<'in'> | undefined =>
  sql<[], PartnerMessageRow<'in'>>(
    db,
    `SELECT ${incoming} FROM partner_message INDEXED BY partner_message_to_apply
      WHERE state = 'stored' ORDER BY written_at, id LIMIT 1`,
  ).get();

/** Returns the messages whose request was not known here when they came, and is now. */
export const listLateMatches = (
  db: ReadableDB,
): readonly (PartnerMessageRow<'in'> & { readonly writtenAt: Instant })[] =>
  sql<[], PartnerMessageRow<'in'> & { readonly writtenAt: Instant }>(
    db,
    `SELECT partner_message.id, conversation.request_id AS requestId, sent_as AS sentAs, direction, identity, raw, raw_as AS rawAs,
            'stored' AS state, at, written_at AS writtenAt
       FROM partner_message JOIN conversation USING (sent_as) JOIN request ON request.id = conversation.request_id
      WHERE partner_message.state = 'unmatched' AND partner_message.request_id IS NULL AND sent_as <> ''
        AND conversation.turn_id IS NOT NULL`,
  ).all();

const unmatched = beyondBounds({
  table: 'partner_message',
  at: 'at',
  text: 'raw',
  where: "state = 'unmatched' AND request_id IS NULL",
});

/**
 * Deletes the messages that belong to no request beyond their bounds. One of a request that is no longer in a turn stays: staff have read it
 * there.
 */
export const deleteUnmatched = (db: WritableDB, now: Instant): void => {
  sql<object>(db, `DELETE FROM partner_message WHERE id IN (${unmatched})`).run(atBounds(now));
};

/** Returns a message, as its thread shows it. */
export const findPartnerMessage = (
  db: ReadableDB,
  id: number,
):
  | (PartnerMessageRow & { readonly readAt: Instant | null; readonly mayHaveArrivedAt: Instant | null })
  | undefined =>
  sql<
    [number],
    PartnerMessageRow & { readonly readAt: Instant | null; readonly mayHaveArrivedAt: Instant | null }
  >(
    db,
    `SELECT ${incoming}, read_at AS readAt, may_have_arrived_at AS mayHaveArrivedAt FROM partner_message WHERE id = ?`,
  ).get(id);

/** Notes that staff have read messages about a request. */
export const markMessagesRead = (
  db: WritableDB,
  args: { readonly requestId: RequestId; readonly ids: readonly number[]; readonly at: Instant },
): void => {
  sql<object>(
    db,
    `UPDATE partner_message SET read_at = @at, updated_at = @at
      WHERE request_id = @requestId AND direction = 'in' AND read_at IS NULL AND id IN (SELECT value FROM json_each(@ids))`,
  ).run({ ...args, ids: JSON.stringify(args.ids) });
};

/** Sets the state of a message. @param isRead whether there is nothing in it for staff to read */
export const setPartnerMessageState = (
  db: WritableDB,
  {
    isRead = false,
    ...change
  }: {
    readonly id: number;
    readonly state: PartnerMessageState;
    readonly at: Instant;
    readonly isRead?: boolean;
  },
): void => {
  sql<object>(
    db,
    `UPDATE partner_message SET state = @state, read_at = iif(@isRead, ifnull(read_at, @at), read_at), updated_at = @at
      WHERE id = @id`,
  ).run({ ...change, isRead: isRead ? 1 : 0 });
};
