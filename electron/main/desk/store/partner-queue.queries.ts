import type { Instant, PartnerId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { isUnderWay, leavesByProtocol } from './leaving.queries.ts';
import { goesByProtocol, isBeingSaid } from './letter-ways.queries.ts';
import { isHeldBack } from './partner-holds.queries.ts';
import { noteSending, wasInterrupted } from './sending-here.queries.ts';
import { messageColumns, type StoredMessage } from './sending.queries.ts';

// The letters that are sent by protocol, in their order.

/** A letter whose next attempt is later than any pause can end was postponed before the clock was set back. */
const isDue = '(next_at IS NULL OR next_at NOT BETWEEN @now AND @tooFar OR next_at = @now)';

/** Whether a partner in use is told by protocol. */
export const hasPartnersByProtocol = (db: ReadableDB): boolean =>
  sql<[]>(db, "SELECT 1 FROM partner WHERE active = 1 AND profile ->> '$.by' = 'iso18626' LIMIT 1").get() !==
  undefined;

/** Returns the partners to whom letters wait that are sent by protocol. */
export const listPartnersToTell = (db: ReadableDB): PartnerId[] =>
  sql<[], { readonly id: PartnerId }>(
    db,
    `SELECT DISTINCT partner_id AS id FROM outbox WHERE ${isUnderWay} AND ${goesByProtocol('outbox')}`,
  )
    .all()
    .map(({ id }) => id);

/** Returns letters to a partner that may be sent now, the oldest first: at most one of each turn. */
export const listDueLetters = (
  db: ReadableDB,
  due: {
    readonly partnerId: PartnerId;
    readonly now: Instant;
    readonly tooFar: Instant;
    readonly limit: number;
  },
): number[] =>
  sql<object, { readonly id: number }>(
    db,
    `SELECT id FROM outbox WHERE partner_id = @partnerId AND ${leavesByProtocol} AND ${isDue} ORDER BY id LIMIT @limit`,
  )
    .all(due)
    .map(({ id }) => id);

/** Returns a letter if it may be sent now. */
export const findLetterToSay = (db: ReadableDB, id: number): StoredMessage | undefined =>
  sql<[number], StoredMessage>(
    db,
    `SELECT ${messageColumns} FROM outbox WHERE outbox.id = ? AND ${leavesByProtocol}`,
  ).get(id);

/** Returns when the next letter to a partner may be sent: null for immediately, undefined if none waits. */
export const nextLetterAt = (db: ReadableDB, partnerId: PartnerId): Instant | null | undefined =>
  sql<[PartnerId], { readonly at: Instant | null }>(
    db,
    `SELECT next_at AS at FROM outbox WHERE partner_id = ? AND ${leavesByProtocol} ORDER BY next_at LIMIT 1`,
  ).get(partnerId)?.at;

/** Marks a letter as being sent now. */
export const markSaying = (
  db: WritableDB,
  row: { readonly id: number; readonly letter: string; readonly at: Instant },
): void => {
  sql<object>(
    db,
    `UPDATE outbox SET state = 'sending', note = '', attempts = attempts + 1, next_at = NULL, letter = @letter, updated_at = @at
      WHERE id = @id`,
  ).run(row);
  noteSending(db, 'outbox', row.id);
};

/** Whether a message is still to be posted: its step may have been undone meanwhile at another workstation, or its partner's letters be held back. */
export const isStillToPost = (db: ReadableDB, messageId: number): boolean =>
  sql<[number]>(
    db,
    `SELECT 1 FROM partner_message JOIN outbox ON outbox.id = outbox_id
      WHERE partner_message.id = ? AND partner_message.state = 'sending' AND outbox.state = 'sending' AND corrected = 0
        AND NOT ${isHeldBack('outbox')}`,
  ).get(messageId) !== undefined;

/** Makes the letters to a partner, or to all, due immediately. */
export const sayFailedNow = (db: WritableDB, partnerId: PartnerId | null): void => {
  sql<object>(
    db,
    `UPDATE outbox SET next_at = NULL
      WHERE state = 'failed' AND next_at IS NOT NULL AND partner_id = ifnull(@partnerId, partner_id) AND ${goesByProtocol('outbox')}`,
  ).run({ partnerId });
};

/** A letter that was being sent when a program ended, and its message, if it had got one. */
export type InterruptedLetter = { readonly id: number; readonly messageId: number | null };

/** Returns letters that were being sent when a program ended. */
export const listInterrupted = (
  db: ReadableDB,
  which: { readonly isStart: boolean; readonly before: Instant },
): readonly InterruptedLetter[] =>
  sql<object, InterruptedLetter>(
    db,
    `SELECT outbox.id, partner_message.id AS messageId
       FROM outbox LEFT JOIN partner_message ON partner_message.outbox_id = outbox.id AND partner_message.state = 'sending'
      WHERE outbox.state = 'sending' AND ${isBeingSaid}
        AND ${wasInterrupted('outbox')}`,
  ).all({ ...which, isStart: which.isStart ? 1 : 0 });
