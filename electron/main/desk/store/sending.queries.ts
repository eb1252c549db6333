import type { Instant, PartnerId, RequestId } from '../../../../shared/domain/ids.ts';
import { listed } from '../../../../shared/domain/listed.ts';
import {
  mayHaveBeenSent,
  type MessageState,
  messageStates,
  type Recipient,
  statesUnderWay,
} from '../../../../shared/domain/letters/all-letters.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { orderAtHub } from './hub-order.queries.ts';
import { isPlaced, isUnderWay, leaves, leavesByMail } from './leaving.queries.ts';
import { goesByProtocol, isBeingSaid } from './letter-ways.queries.ts';
import { lacksAddress } from './messages.queries.ts';
import { withdrawMessagesOf } from './outgoing.queries.ts';
import { isSentHere, noteSending, noteSent } from './sending-here.queries.ts';

/** A message as the worker reads it: `letter` is the frozen text as JSON, once it may have been sent. */
export type StoredMessage = {
  readonly id: number;
  readonly requestId: RequestId;
  readonly recipient: Recipient;
  readonly kind: string;
  readonly state: MessageState;
  readonly attempts: number;
  readonly corrected: 0 | 1;
  readonly messageId: string | null;
  readonly letter: string | null;
  /** Since when the recipient may have it; null if certainly not. */
  readonly mayHaveLeftAt: Instant | null;
  /** 1 if staff want it sent although it is outdated. */
  readonly onPurpose: 0 | 1;
};

export const messageColumns = `
  id, request_id AS requestId, recipient, kind, state, attempts, corrected, message_id AS messageId, letter,
  may_have_left_at AS mayHaveLeftAt, on_purpose AS onPurpose`;

/** Returns one message, or undefined. */
export const findMessage = (db: ReadableDB, id: number): StoredMessage | undefined =>
  sql<[number], StoredMessage>(db, `SELECT ${messageColumns} FROM outbox WHERE id = ?`).get(id);

/** Returns the messages that are sent automatically, the oldest first. */
export const listLeaving = (db: ReadableDB): StoredMessage[] =>
  sql<[], StoredMessage>(db, `SELECT ${messageColumns} FROM outbox WHERE ${leaves} ORDER BY id`).all();

/** Returns how many unsent letters to a partner are sent automatically, including those on hold; and since when the oldest has waited. */
export const countUnderWay = (
  db: ReadableDB,
  partnerId: PartnerId,
): { readonly waiting: number; readonly waitingSince: Instant | null } =>
  sql<[PartnerId], { readonly waiting: number; readonly waitingSince: Instant | null }>(
    db,
    `SELECT count(*) AS waiting, min(created_at) AS waitingSince FROM outbox
      WHERE partner_id = ? AND recipient = 'partner' AND ${isUnderWay}`,
  ).get(partnerId) ?? { waiting: 0, waitingSince: null };

/** Returns the oldest message that may be tried now, or undefined. An attempt scheduled later than `tooFar` is due now. */
export const firstDueMessage = (
  db: ReadableDB,
  at: { readonly now: Instant; readonly tooFar: Instant },
): StoredMessage | undefined =>
  sql<object, StoredMessage>(
    db,
    `SELECT ${messageColumns} FROM outbox
      WHERE ${leavesByMail} AND (next_at IS NULL OR next_at NOT BETWEEN @now AND @tooFar OR next_at = @now)
      ORDER BY ${orderAtHub('outbox')} LIMIT 1`,
  ).get(at);

/** Returns when the next message may be tried: null for immediately, undefined if none waits. */
export const nextTryAt = (db: ReadableDB): Instant | null | undefined =>
  sql<[], { readonly at: Instant | null }>(
    db,
    `SELECT next_at AS at FROM outbox WHERE ${leavesByMail} ORDER BY next_at LIMIT 1`,
  ).get()?.at;

/** Returns the messages to recipients without an address about requests that changed since a moment. */
export const messagesWithoutAddress = (db: ReadableDB, changedSince: Instant): StoredMessage[] =>
  sql<[Instant], StoredMessage>(
    db,
    `SELECT ${messageColumns} FROM outbox
      WHERE outbox.state IN ('waiting', 'failed', 'needs-person') AND outbox.corrected = 0 AND ${isPlaced}
        AND (SELECT updated_at FROM request WHERE request.id = outbox.request_id) >= ? AND ${lacksAddress}
      ORDER BY id`,
  ).all(changedSince);

/** Marks a message as handed to the server, with its Message-ID and its final text. */
export const markSending = (
  db: WritableDB,
  row: { readonly id: number; readonly messageId: string; readonly letter: string; readonly at: Instant },
): void => {
  sql<object>(
    db,
    `UPDATE outbox SET state = 'sending', note = '', attempts = attempts + 1, next_at = NULL,
            message_id = @messageId, letter = @letter, updated_at = @at
      WHERE id = @id`,
  ).run(row);
  noteSending(db, 'outbox', row.id);
};

/** Sets the state of a message. Once the recipient may have it, that is recorded permanently. */
export const setMessageState = (
  db: WritableDB,
  row: {
    readonly id: number;
    readonly state: MessageState;
    readonly note: string;
    readonly nextAt: Instant | null;
    readonly at: Instant;
    /** It is unknown whether this attempt sent the message. */
    readonly unknown?: boolean;
    /** The status of the partner with which it may not be said yet; empty for none. */
    readonly waitsPast?: string;
  },
): void => {
  const { id, state, note, nextAt, at, waitsPast = null } = row;
  const leftAt = row.unknown === true || mayHaveBeenSent(state) ? at : null;
  sql<object>(
    db,
    `UPDATE outbox SET state = @state, note = @note, next_at = @nextAt, updated_at = @at, waits_past = @waitsPast,
            may_have_left_at = ifnull(may_have_left_at, @leftAt)
      WHERE id = @id`,
  ).run({ id, state: listed(messageStates, state), note, nextAt, at, leftAt, waitsPast });
  noteSent(db, 'outbox', id);
  // One that will not be sent says nothing any more.
  if (!statesUnderWay.some((one) => one === state)) withdrawMessagesOf(db, id);
};

/** A previous state of a message. */
export type RestoredMessage = Pick<StoredMessage, 'id' | 'state' | 'mayHaveLeftAt'> & {
  readonly note: string;
  readonly nextAt: Instant | null;
};

/** Restores a message to a previous state. */
export const restoreMessage = (db: WritableDB, before: RestoredMessage, at: Instant): void => {
  sql<object>(
    db,
    `UPDATE outbox SET state = @state, note = @note, next_at = @nextAt, may_have_left_at = @mayHaveLeftAt,
            updated_at = @at
      WHERE id = @id`,
  ).run({ ...before, at });
};

/**
 * Reactivates the messages that were certainly not sent to the recipient of this one: they are rewritten, with the current address.
 * Corrections are left alone, because they go to the address of the letter that they correct. Returns how many there are.
 */
export const reactivateMessagesToRecipientOf = (db: WritableDB, id: number, at: Instant): number =>
  sql<object>(
    db,
    `UPDATE outbox SET state = 'waiting', note = '', next_at = NULL, letter = NULL, updated_at = @at
      WHERE state IN ('waiting', 'failed', 'needs-person') AND may_have_left_at IS NULL AND corrected = 0
        AND kind <> 'correction' AND recipient = (SELECT recipient FROM outbox WHERE id = @id)
        AND id IN (
          SELECT other.id FROM outbox AS other JOIN request ON request.id = other.request_id
           WHERE iif(other.recipient = 'patron', request.patron_id, other.partner_id) =
             (SELECT iif(mine.recipient = 'patron', request.patron_id, mine.partner_id)
                FROM outbox AS mine JOIN request ON request.id = mine.request_id WHERE mine.id = @id))`,
  ).run({ id, at }).changes;

/** Returns the patron or partner who reads a message; undefined if none is recorded. */
export const readerOfMessage = (
  db: ReadableDB,
  id: number,
): { readonly kind: Recipient; readonly id: number } | undefined =>
  sql<[number], { readonly kind: Recipient; readonly id: number }>(
    db,
    `SELECT recipient AS kind, iif(recipient = 'patron', request.patron_id, outbox.partner_id) AS id
       FROM outbox JOIN request ON request.id = request_id
      WHERE outbox.id = ? AND iif(recipient = 'patron', request.patron_id, outbox.partner_id) IS NOT NULL`,
  ).get(id);

/** Records that staff want a message sent although it is outdated. */
export const forceSend = (db: WritableDB, id: number): void => {
  sql<[number]>(db, 'UPDATE outbox SET on_purpose = 1 WHERE id = ?').run(id);
};

/** Stores the text of a message that is not sent by mail. */
export const storeLetterText = (
  db: WritableDB,
  row: { readonly id: number; readonly letter: string },
): void => {
  sql<object>(db, 'UPDATE outbox SET letter = @letter WHERE id = @id').run(row);
};

/** Discards the text of a message that was certainly never sent: the next attempt rewrites it with the corrected data. */
export const discardLetterText = (db: WritableDB, id: number): void => {
  sql<[number]>(db, 'UPDATE outbox SET letter = NULL WHERE id = ? AND may_have_left_at IS NULL').run(id);
};

/** Removes a message that was never sent although its step was undone in the meantime, and its unnecessary correction. */
export const removeWithCorrection = (db: WritableDB, id: number): void => {
  sql<[number]>(
    db,
    `DELETE FROM outbox WHERE kind = 'correction' AND state IN ('waiting', 'failed', 'needs-person')
        AND json_extract(payload, '$.corrects') = ?`,
  ).run(id);
  withdrawMessagesOf(db, id);
  sql<[number]>(db, 'DELETE FROM outbox WHERE id = ?').run(id);
};

/**
 * Letters that were being mailed when the program exited need staff now. On a hub another workstation may be sending at this moment: its
 * letters are left alone until one has not changed for a day. Returns how many there were.
 */
export const flagInterruptedSends = (
  db: WritableDB,
  row: { readonly note: string; readonly at: Instant },
): number => {
  const dayBefore = new Date(Date.parse(row.at) - 86_400_000).toISOString();
  const { changes } = sql<object>(
    db,
    `UPDATE outbox SET state = 'needs-person', note = @note, next_at = NULL, updated_at = @at,
            may_have_left_at = ifnull(may_have_left_at, @at)
      WHERE state = 'sending' AND NOT ${isBeingSaid}
        AND (NOT EXISTS (SELECT 1 FROM hub_state) OR ${isSentHere('outbox')} OR updated_at < @dayBefore)`,
  ).run({ ...row, dayBefore });
  sql<[]>(
    db,
    `DELETE FROM sending_here
      WHERE table_name = 'outbox' AND row_id NOT IN (SELECT id FROM outbox WHERE state = 'sending' AND ${isBeingSaid})`,
  ).run();
  return changes;
};

/** Makes every letter that waits for a later attempt by mail due immediately. */
export const retryFailedNow = (db: WritableDB): void => {
  sql<[]>(
    db,
    `UPDATE outbox SET next_at = NULL
      WHERE state = 'failed' AND next_at IS NOT NULL AND NOT ${goesByProtocol('outbox')}`,
  ).run();
};

/** Makes letters that were left to staff due again by mail immediately, if they were certainly never sent. */
export const retryByMail = (db: WritableDB, ids: readonly number[]): void => {
  sql<[string]>(
    db,
    `UPDATE outbox SET state = 'failed', next_at = NULL
      WHERE state = 'needs-person' AND may_have_left_at IS NULL AND id IN (SELECT value FROM json_each(?))`,
  ).run(JSON.stringify(ids));
};

/** Whether a letter is still to be sent, by its Message-ID: another workstation may have undone its step in the meantime. */
export const isStillToSend = (db: ReadableDB, messageId: string): boolean =>
  sql<[string]>(db, "SELECT 1 FROM outbox WHERE message_id = ? AND state = 'sending' AND corrected = 0").get(
    messageId,
  ) !== undefined;
