import type { Instant, PartnerId, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import type { PartnerMessageState } from '../../../../shared/domain/partner-messages.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

// The messages in which letters to partners are said by protocol, as they leave.

/** A message of a letter. Its bytes and its time never change. */
export type OutgoingRow = {
  readonly id: number;
  readonly outboxId: number;
  /** From 1: its place among the messages of its letter. */
  readonly position: number;
  readonly requestId: RequestId;
  readonly sentAs: string;
  readonly raw: string;
  readonly state: PartnerMessageState<'out'>;
  readonly attempts: number;
  /** Since when the partner may have it; null if it certainly does not. */
  readonly mayHaveArrivedAt: Instant | null;
  readonly at: Instant;
};

const columns = `
  id, outbox_id AS outboxId, position, request_id AS requestId, sent_as AS sentAs, raw, state, attempts,
  may_have_arrived_at AS mayHaveArrivedAt, at`;

/** Keeps a message that will leave. @throws SqliteError if the same one is kept */
export const insertOutgoing = (
  db: WritableDB,
  row: Pick<OutgoingRow, 'outboxId' | 'position' | 'requestId' | 'sentAs' | 'raw' | 'at'> & {
    readonly identity: string;
  },
): void => {
  sql<object>(
    db,
    `INSERT INTO partner_message (id, request_id, sent_as, direction, identity, raw, raw_as, state, at, updated_at, outbox_id, position)
     VALUES (@id, @requestId, @sentAs, 'out', @identity, @raw, 'text', 'waiting', @at, @at, @outboxId, @position)`,
  ).run({ ...row, id: newId(db, 'partner_message') });
};

/** Returns the messages of a letter, in their order. */
export const listOutgoingOf = (db: ReadableDB, outboxId: number): OutgoingRow[] =>
  sql<[number], OutgoingRow>(
    db,
    `SELECT ${columns} FROM partner_message WHERE outbox_id = ? ORDER BY at, position, id`,
  ).all(outboxId);

/** Returns the messages of a conversation that were put into the folder for messages and are not confirmed, the oldest first. */
export const listUnconfirmed = (db: ReadableDB, sentAs: string): OutgoingRow[] =>
  sql<[string], OutgoingRow>(
    db,
    `SELECT ${columns} FROM partner_message WHERE sent_as = ? AND direction = 'out' AND state = 'sent' ORDER BY at, position, id`,
  ).all(sentAs);

/** Returns the time of the last message that was written for a conversation; null if there is none. */
export const lastWrittenAt = (db: ReadableDB, sentAs: string): Instant | null =>
  sql<[string], { readonly at: Instant | null }>(
    db,
    "SELECT max(at) AS at FROM partner_message WHERE sent_as = ? AND direction = 'out'",
  ).get(sentAs)?.at ?? null;

/** Marks a message as being posted. */
export const markPosting = (db: WritableDB, row: { readonly id: number; readonly at: Instant }): void => {
  sql<object>(
    db,
    `UPDATE partner_message SET state = 'sending', attempts = attempts + 1, updated_at = @at WHERE id = @id`,
  ).run(row);
};

/** Records what became of a message. Once the partner may have it, that is recorded permanently. */
export const setOutgoingState = (
  db: WritableDB,
  row: {
    readonly id: number;
    readonly state: PartnerMessageState<'out'>;
    readonly mayHaveArrived: boolean;
    readonly words: string;
    readonly at: Instant;
  },
): void => {
  sql<object>(
    db,
    `UPDATE partner_message SET state = @state, words = @words, updated_at = @at,
            may_have_arrived_at = iif(@mayHaveArrived = 1, ifnull(may_have_arrived_at, @at), may_have_arrived_at)
      WHERE id = @id`,
  ).run({ ...row, mayHaveArrived: row.mayHaveArrived ? 1 : 0 });
};

/**
 * Withdraws the messages of a letter that wait: the letter is not sent after all. A conversation of which nothing can have arrived has not
 * begun, so it leaves its turn.
 */
export const withdrawMessagesOf = (db: WritableDB, outboxId: number): void => {
  const waits = sql<[number]>(
    db,
    "SELECT 1 FROM partner_message WHERE outbox_id = ? AND state = 'waiting'",
  ).get(outboxId);
  if (waits === undefined) return;
  sql<[number]>(
    db,
    `UPDATE conversation SET turn_id = NULL
      WHERE turn_id IS NOT NULL AND sent_as IN (SELECT sent_as FROM partner_message WHERE outbox_id = ? AND state = 'waiting')
        AND NOT EXISTS (SELECT 1 FROM partner_message AS said
          WHERE said.sent_as = conversation.sent_as AND (said.direction = 'in' OR said.may_have_arrived_at IS NOT NULL))`,
  ).run(outboxId);
  sql<[number]>(
    db,
    "UPDATE partner_message SET state = 'withdrawn' WHERE outbox_id = ? AND state = 'waiting'",
  ).run(outboxId);
};

/** Whether the partner of a conversation is known to have its request: it said something, or has confirmed a message. */
export const isKnownToPartner = (db: ReadableDB, sentAs: string): boolean =>
  sql<[string]>(
    db,
    "SELECT 1 FROM partner_message WHERE sent_as = ? AND (direction = 'in' OR state = 'confirmed')",
  ).get(sentAs) !== undefined;

/** Takes a conversation out of its turn: its partner did not take the request. */
export const endConversationOfTurn = (db: WritableDB, sentAs: string, at: Instant): void => {
  sql<object>(
    db,
    'UPDATE conversation SET turn_id = NULL, updated_at = @at WHERE sent_as = @sentAs AND turn_id IS NOT NULL',
  ).run({ sentAs, at });
};

/** A letter to a partner, with what its messages are composed from. */
export type LetterToPartner = {
  readonly id: number;
  readonly requestId: RequestId;
  readonly turnId: TurnId | null;
  readonly partnerId: PartnerId;
  readonly kind: string;
  readonly payload: string;
};

/** Returns a letter to a partner, or undefined. */
export const findLetterToPartner = (db: ReadableDB, id: number): LetterToPartner | undefined =>
  sql<[number], LetterToPartner>(
    db,
    `SELECT id, request_id AS requestId, turn_id AS turnId, partner_id AS partnerId, kind, payload
       FROM outbox WHERE id = ? AND recipient = 'partner' AND partner_id IS NOT NULL`,
  ).get(id);

/** Returns the address to which a letter to a partner is posted; empty if it is not. */
export const protocolAddressOf = (db: ReadableDB, id: number): string =>
  sql<[number], { readonly address: string | null }>(
    db,
    `SELECT profile ->> '$.address' AS address FROM partner
      WHERE partner.id = (SELECT partner_id FROM outbox WHERE outbox.id = ?)`,
  ).get(id)?.address ?? '';
