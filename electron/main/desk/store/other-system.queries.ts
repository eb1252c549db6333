import type { Instant, ItemId, OpId, PatronId, RequestId } from '../../../../shared/domain/ids.ts';
import { listed } from '../../../../shared/domain/listed.ts';
import type { SentStep, SentWay } from '../../../../shared/domain/other-system-kinds.ts';
import {
  type SentFacts,
  type SentService,
  sentServices,
  type SentState,
} from '../../../../shared/domain/other-system-messages.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { noteSending, noteSent, wasInterrupted } from './sending-here.queries.ts';

// Messages to the library's other system about steps.

/** A message to the other system. */
export type SentRow = {
  readonly id: number;
  readonly service: SentService;
  /** As JSON: `{}` once it is sent. */
  readonly facts: string;
  /** Its text since the first attempt by NCIP; null before. */
  readonly raw: string | null;
  readonly state: SentState;
  readonly attempts: number;
  /** Since when the other system may have it; null if it certainly does not. */
  readonly mayHaveArrivedAt: Instant | null;
};

const columns = 'id, service, facts, raw, state, attempts, may_have_arrived_at AS mayHaveArrivedAt';

/** Writes a message about an item, with the step. */
export const insertToSend = (
  db: WritableDB,
  row: {
    readonly opId: OpId;
    readonly requestId: RequestId;
    readonly itemId: ItemId;
    readonly service: SentService;
    readonly facts: SentFacts;
  },
): void => {
  sql<object>(
    db,
    `INSERT INTO other_system_message (id, op_id, request_id, item_id, service, facts, state, created_at, updated_at)
     VALUES (@id, @opId, @requestId, @itemId, @service, @facts, 'waiting', @at, @at)`,
  ).run({
    ...row,
    id: newId(db, 'other_system_message'),
    service: listed(sentServices, row.service),
    facts: JSON.stringify(row.facts),
    at: row.facts.at,
  });
};

/** The card of a patron, and the code of a desk, as the other system knows them; empty if there is none. */
export const findCard = (db: ReadableDB, patronId: PatronId | null): string =>
  sql<[PatronId | null], { readonly barcode: string }>(db, 'SELECT barcode FROM patron WHERE id = ?').get(
    patronId,
  )?.barcode ?? '';
export const findDeskCode = (db: ReadableDB, requestId: RequestId): string =>
  sql<[RequestId], { readonly code: string }>(
    db,
    'SELECT code FROM desk WHERE id = (SELECT pickup_desk_id FROM request WHERE request.id = ?)',
  ).get(requestId)?.code ?? '';
export const findBarcode = (db: ReadableDB, itemId: ItemId): string =>
  sql<[ItemId], { readonly barcode: string }>(db, 'SELECT barcode FROM item WHERE id = ?').get(itemId)
    ?.barcode ?? '';

/**
 * Withdraws the messages about a step that was undone, or that staff have keyed. A message that may have arrived stays, for staff to correct in the
 * other system.
 */
export const withdrawSending = (db: WritableDB, opId: OpId, at: Instant): void => {
  sql<[OpId]>(
    db,
    `DELETE FROM other_system_message
      WHERE op_id = ? AND state IN ('waiting', 'refused') AND may_have_arrived_at IS NULL`,
  ).run(opId);
  sql<[Instant, OpId]>(
    db,
    "UPDATE other_system_message SET state = 'in-doubt', next_at = NULL, updated_at = ? WHERE op_id = ? AND state <> 'sent'",
  ).run(at, opId);
};

/** Which messages are meant: those that leave by this protocol, while these steps go by SIP2. */
export type LeavingBy = { readonly way: SentWay; readonly bySip2: readonly SentStep[] };

/** The protocol by which a message leaves. One that cannot be read is among those by NCIP, until its turn comes. */
export const wayOfMessage = `
  iif(other_system_message.facts ->> '$.step' IN (SELECT value FROM json_each(@bySip2)), 'sip2', 'ncip')`;

/**
 * Where a step stands, by the worst of its messages; null if it has none. `to-scan-in`: sent, and staff must scan it in there too. `by-hand`: it waits
 * for a protocol that is no longer in use (`@ways`), so staff key it.
 */
export const placeOfStep = `(
  SELECT place FROM (
    SELECT CASE state
             WHEN 'sent' THEN iif(facts ->> '$.scanIn', 'to-scan-in', 'sent')
             WHEN 'sending' THEN 'waits'
             WHEN 'waiting' THEN iif(${wayOfMessage} IN (SELECT value FROM json_each(@ways)), 'waits', 'by-hand')
             ELSE state END AS place
      FROM other_system_message WHERE other_system_message.op_id = command_log.op_id)
   ORDER BY (SELECT key FROM json_each('["sent", "to-scan-in", "waits", "by-hand", "in-doubt", "refused"]') WHERE value = place) DESC
   LIMIT 1)`;

const valuesOf = ({ way, bySip2 }: LeavingBy) => ({ way, bySip2: JSON.stringify(bySip2) });

/**
 * A condition: messages that may leave. Those about a barcode leave in their order, since another item may get it later, and none before its step has its place in the order of the hub,
 * because until then it may be refused.
 */
const isToSend = `state = 'waiting'
  AND NOT EXISTS (SELECT 1 FROM hub_pending WHERE hub_pending.op_id = other_system_message.op_id)
  AND NOT EXISTS (SELECT 1 FROM other_system_message AS earlier
    WHERE earlier.facts ->> '$.item' = other_system_message.facts ->> '$.item' AND earlier.state IN ('waiting', 'sending')
      AND (earlier.created_at, earlier.id) < (other_system_message.created_at, other_system_message.id))`;

/** Returns messages that are due, at most one of each item: the oldest first, but those that were tried after those that were not, so that one cannot stop the others. */
export const listDueToSend = (
  db: ReadableDB,
  by: LeavingBy,
  due: { readonly now: Instant; readonly tooFar: Instant; readonly limit: number },
): number[] =>
  sql<object, { readonly id: number }>(
    db,
    `SELECT id FROM other_system_message
      WHERE ${isToSend} AND ${wayOfMessage} = @way AND (next_at IS NULL OR next_at NOT BETWEEN @now AND @tooFar OR next_at = @now)
      ORDER BY next_at IS NOT NULL, created_at, id LIMIT @limit`,
  )
    .all({ ...due, ...valuesOf(by) })
    .map(({ id }) => id);

/** Returns when the next message is due: null for immediately, undefined if none waits. */
export const nextToSendAt = (db: ReadableDB, by: LeavingBy): Instant | null | undefined =>
  sql<object, { readonly at: Instant | null }>(
    db,
    `SELECT next_at AS at FROM other_system_message WHERE ${isToSend} AND ${wayOfMessage} = @way ORDER BY next_at LIMIT 1`,
  ).get(valuesOf(by))?.at;

/** Returns a message if it may leave now by this protocol. */
export const findToSend = (db: ReadableDB, id: number, by: LeavingBy): SentRow | undefined =>
  sql<object, SentRow>(
    db,
    `SELECT ${columns} FROM other_system_message WHERE id = @id AND ${isToSend} AND ${wayOfMessage} = @way`,
  ).get({ id, ...valuesOf(by) });

/** Returns a message. */
export const findSent = (db: ReadableDB, id: number): SentRow | undefined =>
  sql<[number], SentRow>(db, `SELECT ${columns} FROM other_system_message WHERE id = ?`).get(id);

/** Whether the other system got an earlier message about the item of a message. */
export const wasSentBefore = (db: ReadableDB, id: number): boolean =>
  sql<[number, number]>(
    db,
    `SELECT 1 FROM other_system_message
      WHERE item_id = (SELECT item_id FROM other_system_message WHERE id = ?) AND id <> ? AND state = 'sent'`,
  ).get(id, id) !== undefined;

/** Marks a message as being posted, with its text. */
export const markSending = (
  db: WritableDB,
  row: { readonly id: number; readonly raw: string | null; readonly at: Instant },
): void => {
  sql<object>(
    db,
    `UPDATE other_system_message SET state = 'sending', raw = @raw, attempts = attempts + 1, next_at = NULL, updated_at = @at
      WHERE id = @id`,
  ).run(row);
  noteSending(db, 'other_system_message', row.id);
};

/** Records what became of a message. Of one that was confirmed, only its state is kept, and whether the item must be scanned in there. */
export const setSentState = (
  db: WritableDB,
  row: {
    readonly id: number;
    readonly state: SentState;
    readonly words: string;
    readonly nextAt: Instant | null;
    readonly mayHaveArrived: boolean;
    /** Once it is sent: whether staff must scan the item in there too. */
    readonly scanIn?: boolean;
    readonly at: Instant;
  },
): void => {
  sql<object>(
    db,
    `UPDATE other_system_message SET state = @state, words = @words, next_at = @nextAt, updated_at = @at,
            facts = iif(@state = 'sent', @left, facts), raw = iif(@state = 'sent', NULL, raw),
            may_have_arrived_at = iif(@mayHaveArrived = 1, ifnull(may_have_arrived_at, @at), may_have_arrived_at)
      WHERE id = @id`,
  ).run({
    ...row,
    mayHaveArrived: row.mayHaveArrived ? 1 : 0,
    left: row.scanIn === true ? '{"scanIn":true}' : '{}',
  });
  noteSent(db, 'other_system_message', row.id);
};

/** Removes a message that the other system certainly does not have, and whose step is undone. */
export const removeToSend = (db: WritableDB, id: number): void => {
  sql<[number]>(db, 'DELETE FROM other_system_message WHERE id = ?').run(id);
  noteSent(db, 'other_system_message', id);
};

/** Returns messages that were being sent when a program ended. */
export const listInterruptedSending = (
  db: ReadableDB,
  which: { readonly isStart: boolean; readonly before: Instant },
): number[] =>
  sql<object, { readonly id: number }>(
    db,
    `SELECT id FROM other_system_message WHERE state = 'sending' AND ${wasInterrupted('other_system_message')}`,
  )
    .all({ ...which, isStart: which.isStart ? 1 : 0 })
    .map(({ id }) => id);

/** Returns how many messages wait, and since when. */
export const countToSend = (
  db: ReadableDB,
  by: LeavingBy,
): { readonly waiting: number; readonly waitingSince: Instant | null } =>
  sql<object, { readonly waiting: number; readonly waitingSince: Instant | null }>(
    db,
    `SELECT count(*) AS waiting, min(created_at) AS waitingSince FROM other_system_message
      WHERE state IN ('waiting', 'sending') AND ${wayOfMessage} = @way`,
  ).get(valuesOf(by)) ?? { waiting: 0, waitingSince: null };

/** Returns about how many steps the other system refused a message that staff have not dealt with. */
export const countRefused = (db: ReadableDB, by: LeavingBy): number =>
  sql<object, { readonly n: number }>(
    db,
    `SELECT count(DISTINCT op_id) AS n FROM other_system_message WHERE state = 'refused' AND ${wayOfMessage} = @way`,
  ).get(valuesOf(by))?.n ?? 0;

/** Whether a message about a step was sent, or may have arrived. */
export const mayBeSent = (db: ReadableDB, opId: OpId): boolean =>
  sql<[OpId]>(
    db,
    "SELECT 1 FROM other_system_message WHERE op_id = ? AND (state = 'sent' OR may_have_arrived_at IS NOT NULL)",
  ).get(opId) !== undefined;

/** Makes the messages that wait due immediately. */
export const sendNow = (db: WritableDB, by: LeavingBy): void => {
  sql<object>(
    db,
    `UPDATE other_system_message SET next_at = NULL WHERE state = 'waiting' AND next_at IS NOT NULL AND ${wayOfMessage} = @way`,
  ).run(valuesOf(by));
};

/** Makes the refused messages about a step due again. @returns whether there were any */
export const sendAgain = (db: WritableDB, opId: OpId, at: Instant): boolean =>
  sql<[Instant, OpId]>(
    db,
    `UPDATE other_system_message SET state = 'waiting', words = '', next_at = NULL, updated_at = ?
      WHERE op_id = ? AND state = 'refused'`,
  ).run(at, opId).changes > 0;
