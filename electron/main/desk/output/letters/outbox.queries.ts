import type { Instant, RequestId } from '../../../../../shared/domain/ids.ts';
import { listed } from '../../../../../shared/domain/listed.ts';
import type { MessageState, Recipient } from '../../../../../shared/domain/messages.ts';
import { mayHaveLeft, messageStates } from '../../../../../shared/domain/messages.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';

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

/** The message that was written first of those that may be tried now, or undefined. A try set for later than `tooFar` is due. */
export const firstDueMessage = (
  db: ReadableDB,
  at: { readonly now: Instant; readonly tooFar: Instant },
): StoredMessage | undefined =>
  sql<object, StoredMessage>(
    db,
    `SELECT ${messageColumns} FROM outbox
      WHERE state IN ('waiting', 'failed') AND corrected = 0 AND (next_at IS NULL OR next_at NOT BETWEEN @now AND @tooFar OR next_at = @now)
      ORDER BY id LIMIT 1`,
  ).get(at);

/** When the next message may be tried: null for at once, undefined when none waits. */
export const nextTryAt = (db: ReadableDB): Instant | null | undefined =>
  sql<[], { readonly at: Instant | null }>(
    db,
    `SELECT next_at AS at FROM outbox WHERE state IN ('waiting', 'failed') AND corrected = 0
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
};

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

/** What an ended program left in the middle of sending needs a person now. Returns how many there were. */
export const settleInterruptedSends = (
  db: WritableDB,
  row: { readonly note: string; readonly at: Instant },
): number =>
  sql<object>(
    db,
    `UPDATE outbox SET state = 'needs-person', note = @note, next_at = NULL, updated_at = @at,
            may_have_left_at = ifnull(may_have_left_at, @at)
      WHERE state = 'sending'`,
  ).run(row).changes;

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
