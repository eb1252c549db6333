import type { Instant, RequestId } from '../../../../shared/domain/ids.ts';
import { listed } from '../../../../shared/domain/listed.ts';
import {
  mayHaveLeft,
  type MessageState,
  messageStates,
  type Recipient,
} from '../../../../shared/domain/letters/all-letters.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** A message as the worker takes it: `letter` is the frozen text as JSON, once it may have left. */
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
  /** Since when it may be with its reader; null where it certainly is not. */
  readonly mayHaveLeftAt: Instant | null;
  /** 1 where a person wants it to leave although it does not hold any more. */
  readonly onPurpose: 0 | 1;
};

const messageColumns = `
  id, request_id AS requestId, recipient, kind, state, attempts, corrected, message_id AS messageId, letter,
  may_have_left_at AS mayHaveLeftAt, on_purpose AS onPurpose`;

/** One message, or undefined. */
export const findMessage = (db: ReadableDB, id: number): StoredMessage | undefined =>
  sql<[number], StoredMessage>(db, `SELECT ${messageColumns} FROM outbox WHERE id = ?`).get(id);

/**
 * A condition on rows of `outbox`: where workstations share their requests, nothing leaves before the step that wrote it has its place in the hub's
 * order. Until then it may have to be refused.
 */
const isPlaced = `(CASE WHEN op_id IS NULL
  THEN NOT EXISTS (SELECT 1 FROM hub_change WHERE table_name = 'outbox' AND row_id = outbox.id AND before IS NULL)
  ELSE NOT EXISTS (SELECT 1 FROM hub_pending WHERE hub_pending.op_id = outbox.op_id) END)`;

/** The message that was written first of those that may be tried now, or undefined. A try set for later than `tooFar` is due. */
export const firstDueMessage = (
  db: ReadableDB,
  at: { readonly now: Instant; readonly tooFar: Instant },
): StoredMessage | undefined =>
  sql<object, StoredMessage>(
    db,
    `SELECT ${messageColumns} FROM outbox
      WHERE state IN ('waiting', 'failed') AND corrected = 0 AND (next_at IS NULL OR next_at NOT BETWEEN @now AND @tooFar OR next_at = @now)
        AND ${isPlaced}
      ORDER BY id LIMIT 1`,
  ).get(at);

/** When the next message may be tried: null for at once, undefined when none waits. */
export const nextTryAt = (db: ReadableDB): Instant | null | undefined =>
  sql<[], { readonly at: Instant | null }>(
    db,
    `SELECT next_at AS at FROM outbox WHERE state IN ('waiting', 'failed') AND corrected = 0 AND ${isPlaced}
      ORDER BY next_at LIMIT 1`,
  ).get()?.at;

/** Marks a message as handed to the server: with the Message-ID and the text that it keeps from now on. */
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
  sql<[number]>(db, 'INSERT OR IGNORE INTO sending_here (outbox_id) VALUES (?)').run(row.id);
};

/** Moves a message on. Once it may be with its reader, that is remembered, whatever comes of it later. */
export const setMessageState = (
  db: WritableDB,
  row: {
    readonly id: number;
    readonly state: MessageState;
    readonly note: string;
    readonly nextAt: Instant | null;
    readonly at: Instant;
    /** Nobody knows whether this try got it out. */
    readonly unknown?: boolean;
  },
): void => {
  const { id, state, note, nextAt, at } = row;
  const leftAt = row.unknown === true || mayHaveLeft(state) ? at : null;
  sql<object>(
    db,
    `UPDATE outbox SET state = @state, note = @note, next_at = @nextAt, updated_at = @at,
            may_have_left_at = ifnull(may_have_left_at, @leftAt)
      WHERE id = @id`,
  ).run({ id, state: listed(messageStates, state), note, nextAt, at, leftAt });
  sql<[number]>(db, 'DELETE FROM sending_here WHERE outbox_id = ?').run(id);
};

/** How a message stood. */
export type RestoredMessage = Pick<StoredMessage, 'id' | 'state' | 'mayHaveLeftAt'> & {
  readonly note: string;
  readonly nextAt: Instant | null;
};

/** Puts a message back to how it stood. */
export const restoreMessage = (db: WritableDB, before: RestoredMessage, at: Instant): void => {
  sql<object>(
    db,
    `UPDATE outbox SET state = @state, note = @note, next_at = @nextAt, may_have_left_at = @mayHaveLeftAt,
            updated_at = @at
      WHERE id = @id`,
  ).run({ ...before, at });
};

/**
 * Lets the messages to the reader of one leave again that certainly have not: they are written anew, to the address of now.
 * A correction stays, because it goes to where the letter went that it corrects. Returns how many there are.
 */
export const wakeMessagesToReaderOf = (db: WritableDB, id: number, at: Instant): number =>
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

/** The patron or partner who reads a message; undefined where none is recorded. */
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

/** Notes that a person wants a message to leave although it does not hold any more. */
export const sendOnPurpose = (db: WritableDB, id: number): void => {
  sql<[number]>(db, 'UPDATE outbox SET on_purpose = 1 WHERE id = ?').run(id);
};

/** Keeps the text of a message that goes out in another way than by mail. */
export const freezeLetter = (db: WritableDB, row: { readonly id: number; readonly letter: string }): void => {
  sql<object>(db, 'UPDATE outbox SET letter = @letter WHERE id = @id').run(row);
};

/** Forgets the text of a message that certainly never left: the next try writes it anew, with what was mended. */
export const thawLetter = (db: WritableDB, id: number): void => {
  sql<[number]>(db, 'UPDATE outbox SET letter = NULL WHERE id = ? AND may_have_left_at IS NULL').run(id);
};

/** Removes a message that never left although its step was undone meanwhile, and the correction that nobody needs. */
export const removeWithCorrection = (db: WritableDB, id: number): void => {
  sql<[number]>(
    db,
    `DELETE FROM outbox WHERE kind = 'correction' AND state IN ('waiting', 'failed', 'needs-person')
        AND json_extract(payload, '$.corrects') = ?`,
  ).run(id);
  sql<[number]>(db, 'DELETE FROM outbox WHERE id = ?').run(id);
};

/**
 * What an ended program left in the middle of sending needs a person now. On a hub another workstation may be sending in this moment: its letters are
 * its own, until nothing has come of one for a day. Returns how many there were.
 */
export const settleInterruptedSends = (
  db: WritableDB,
  row: { readonly note: string; readonly at: Instant },
): number => {
  const dayBefore = new Date(Date.parse(row.at) - 86_400_000).toISOString();
  const { changes } = sql<object>(
    db,
    `UPDATE outbox SET state = 'needs-person', note = @note, next_at = NULL, updated_at = @at,
            may_have_left_at = ifnull(may_have_left_at, @at)
      WHERE state = 'sending'
        AND (NOT EXISTS (SELECT 1 FROM hub_state) OR id IN (SELECT outbox_id FROM sending_here) OR updated_at < @dayBefore)`,
  ).run({ ...row, dayBefore });
  sql<[]>(db, 'DELETE FROM sending_here').run();
  return changes;
};

/** Lets every message that waits for a later try go at once. */
export const makeFailedDue = (db: WritableDB): void => {
  sql<[]>(db, `UPDATE outbox SET next_at = NULL WHERE state = 'failed' AND next_at IS NOT NULL`).run();
};

/** Lets letters that were set aside go by mail again at once, where they certainly never left. */
export const takeUpAgain = (db: WritableDB, ids: readonly number[]): void => {
  sql<[string]>(
    db,
    `UPDATE outbox SET state = 'failed', next_at = NULL
      WHERE state = 'needs-person' AND may_have_left_at IS NULL AND id IN (SELECT value FROM json_each(?))`,
  ).run(JSON.stringify(ids));
};

/** Whether a letter is still to leave, by its Message-ID: another workstation may have taken its step back meanwhile. */
export const isToLeave = (db: ReadableDB, messageId: string): boolean =>
  sql<[string]>(db, "SELECT 1 FROM outbox WHERE message_id = ? AND state = 'sending' AND corrected = 0").get(
    messageId,
  ) !== undefined;
