import type { Instant, ItemId, OpId, PatronId, RequestId } from '../../../../shared/domain/ids.ts';
import { listed } from '../../../../shared/domain/listed.ts';
import {
  type SentFacts,
  type SentService,
  sentServices,
  type SentState,
} from '../../../../shared/domain/other-system-messages.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { orderAtHub } from './hub-order.queries.ts';
import {
  isTooOld,
  type LeavingBy,
  valuesOfLeaving,
  valuesOfSending,
  wayOfMessage,
} from './sent-places.queries.ts';
import { noteSending, noteSent, wasInterrupted } from './sending-here.queries.ts';

// Messages to the library's other system about steps.

/** A message to the other system. */
export type SentRow = {
  readonly id: number;
  readonly service: SentService;
  /** As JSON. */
  readonly facts: string;
  readonly state: SentState;
  readonly attempts: number;
  /** Since when the other system may have it; null if it certainly does not. */
  readonly mayHaveArrivedAt: Instant | null;
};

const columns = 'id, service, facts, state, attempts, may_have_arrived_at AS mayHaveArrivedAt';

/** Writes a message about an item, with the step. */
export const insertToSend = (
  db: WritableDB,
  row: {
    readonly opId: OpId;
    readonly requestId: RequestId;
    readonly itemId: ItemId;
    readonly service: SentService;
    readonly facts: SentFacts;
    /** `rest`: the step did something else that is not sent, which staff key. */
    readonly leftToDo: 'rest' | '';
  },
): void => {
  sql<object>(
    db,
    `INSERT INTO other_system_message (id, op_id, request_id, item_id, service, facts, left_to_do, state, created_at, updated_at)
     VALUES (@id, @opId, @requestId, @itemId, @service, @facts, @leftToDo, 'waiting', @at, @at)`,
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
    `UPDATE other_system_message SET state = 'in-doubt', facts = '{}', next_at = NULL, updated_at = ?
      WHERE op_id = ? AND state NOT IN ('sent', 'in-doubt')`,
  ).run(at, opId);
};

/**
 * A condition: messages that may leave. Those about an item leave in their order, and those about a barcode, since another item may get it later. None leaves before its step has its
 * place in the order of the hub, because until then it may be refused.
 */
const isToSend = `state = 'waiting'
  AND NOT EXISTS (SELECT 1 FROM hub_pending WHERE hub_pending.op_id = other_system_message.op_id)
  AND NOT EXISTS (SELECT 1 FROM other_system_message AS earlier
    WHERE earlier.facts ->> '$.item' = other_system_message.facts ->> '$.item' AND earlier.state IN ('waiting', 'sending') AND NOT ${isTooOld('earlier')}
      AND (${orderAtHub('earlier')}) < (${orderAtHub('other_system_message')}))
  AND NOT EXISTS (SELECT 1 FROM other_system_message AS earlier
    WHERE earlier.request_id = other_system_message.request_id AND earlier.item_id = other_system_message.item_id
      AND earlier.state IN ('waiting', 'sending') AND NOT ${isTooOld('earlier')}
      AND (${orderAtHub('earlier')}) < (${orderAtHub('other_system_message')}))`;

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
    .all({ ...due, ...valuesOfLeaving(by) })
    .map(({ id }) => id);

/** Returns when the next message is due: null for immediately, undefined if none waits. */
export const nextToSendAt = (db: ReadableDB, by: LeavingBy): Instant | null | undefined =>
  sql<object, { readonly at: Instant | null }>(
    db,
    `SELECT next_at AS at FROM other_system_message WHERE ${isToSend} AND ${wayOfMessage} = @way ORDER BY next_at LIMIT 1`,
  ).get(valuesOfLeaving(by))?.at;

/** Returns a message if it may leave now by this protocol. */
export const findToSend = (db: ReadableDB, id: number, by: LeavingBy): SentRow | undefined =>
  sql<object, SentRow>(
    db,
    `SELECT ${columns} FROM other_system_message WHERE id = @id AND ${isToSend} AND ${wayOfMessage} = @way`,
  ).get({ id, ...valuesOfLeaving(by) });

/** Returns a message. */
export const findSent = (db: ReadableDB, id: number): SentRow | undefined =>
  sql<[number], SentRow>(db, `SELECT ${columns} FROM other_system_message WHERE id = ?`).get(id);

/** Returns what a message would say if it were written now, of what staff may have corrected since. */
export const findCorrected = (
  db: ReadableDB,
  id: number,
): Pick<SentFacts, 'item' | 'user' | 'title' | 'author'> | undefined =>
  sql<[number], Pick<SentFacts, 'item' | 'user' | 'title' | 'author'>>(
    db,
    `SELECT item.barcode AS item, ifnull(nullif(patron.barcode, ''), facts ->> '$.user') AS user, request.title, request.author
       FROM other_system_message
       JOIN request ON request.id = other_system_message.request_id
       JOIN item ON item.id = item_id AND item.barcode <> ''
       LEFT JOIN patron ON patron.id = ifnull(
         (SELECT after ->> '$.patron_id' FROM change_log
           WHERE change_log.op_id = other_system_message.op_id AND table_name = 'loan' AND after ->> '$.item_id' = item_id),
         request.patron_id)
      WHERE other_system_message.id = ?`,
  ).get(id);

/** Whether there is a message that an item was received. */
export const hasReceipt = (db: ReadableDB, itemId: ItemId): boolean =>
  sql<[ItemId]>(db, "SELECT 1 FROM other_system_message WHERE item_id = ? AND service = 'AcceptItem'").get(
    itemId,
  ) !== undefined;

/** Whether the item of a message was checked in there before: some systems delete it then. */
export const wasCheckedIn = (db: ReadableDB, id: number): boolean =>
  sql<[number, number]>(
    db,
    `SELECT 1 FROM other_system_message
      WHERE item_id = (SELECT item_id FROM other_system_message WHERE id = ?) AND id <> ? AND service = 'CheckInItem' AND state = 'sent'`,
  ).get(id, id) !== undefined;

/** Marks a message as being posted, with what it says. */
export const markSending = (
  db: WritableDB,
  row: {
    readonly id: number;
    readonly facts: SentFacts;
    readonly at: Instant;
  },
): void => {
  sql<object>(
    db,
    `UPDATE other_system_message SET state = 'sending', facts = @facts, attempts = attempts + 1, next_at = NULL, updated_at = @at
      WHERE id = @id`,
  ).run({ ...row, facts: JSON.stringify(row.facts) });
  noteSending(db, 'other_system_message', row.id);
};

/** Records what became of a message. Of one that is not sent any more, only its state and the words of the other system are kept. */
export const setSentState = (
  db: WritableDB,
  row: {
    readonly id: number;
    readonly state: SentState;
    readonly words: string;
    readonly nextAt: Instant | null;
    readonly mayHaveArrived: boolean;
    /** Whether staff must scan in the item there too. */
    readonly scanIn?: boolean;
    readonly at: Instant;
  },
): void => {
  sql<object>(
    db,
    `UPDATE other_system_message SET state = @state, words = @words, next_at = @nextAt, updated_at = @at,
            facts = iif(@state IN ('sent', 'in-doubt'), '{}', facts),
            left_to_do = iif(@scanIn = 1 AND left_to_do = '', 'scan-in', left_to_do),
            may_have_arrived_at = iif(@mayHaveArrived = 1, ifnull(may_have_arrived_at, @at), may_have_arrived_at)
      WHERE id = @id`,
  ).run({
    ...row,
    mayHaveArrived: row.mayHaveArrived ? 1 : 0,
    scanIn: row.scanIn === true ? 1 : 0,
  });
  noteSent(db, 'other_system_message', row.id);
};

/** A condition: messages that name nobody, and still leave when the patron is forgotten. */
const stillLeaves = "state IN ('waiting', 'sending') AND service IN ('CheckInItem', 'RecallItem')";

/**
 * Erases what names a patron from the messages about a request, or from those with a card. Messages that need the card can no longer be sent: staff are
 * told why (`words`). What was sent stays, so that staff do not key it again.
 */
export const forgetInSent = (
  db: WritableDB,
  which: { readonly requestId: RequestId } | { readonly card: string },
  { words, at }: { readonly words: string; readonly at: Instant },
): void => {
  const theirs = 'card' in which ? "facts ->> '$.user' = @of" : 'request_id = @of';
  const of = 'card' in which ? which.card : which.requestId;
  sql<object>(
    db,
    `UPDATE other_system_message SET facts = json_set(facts, '$.user', '', '$.title', '', '$.author', ''), words = '', updated_at = @at
      WHERE state <> 'sent' AND ${theirs} AND ${stillLeaves}`,
  ).run({ of, at });
  sql<object>(
    db,
    `UPDATE other_system_message SET state = iif(state IN ('waiting', 'refused'), 'refused', 'in-doubt'), facts = '{}',
            words = iif(state IN ('waiting', 'refused'), @words, ''), next_at = NULL, updated_at = @at
      WHERE state <> 'sent' AND ${theirs} AND NOT (${stillLeaves})`,
  ).run({ of, at, words });
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

/** Makes the messages that wait due immediately. */
export const sendNow = (db: WritableDB, by: LeavingBy): void => {
  sql<object>(
    db,
    `UPDATE other_system_message SET next_at = NULL WHERE state = 'waiting' AND next_at IS NOT NULL AND ${wayOfMessage} = @way`,
  ).run(valuesOfLeaving(by));
};

/** Makes the refused messages about a step due again that can still be sent, as steps are sent now. @returns whether there were any */
export const sendAgain = (db: WritableDB, opId: OpId, sending: Omit<LeavingBy, 'way'>): boolean =>
  sql<object>(
    db,
    `UPDATE other_system_message SET state = 'waiting', words = '', next_at = NULL, updated_at = @now
      WHERE op_id = @opId AND state = 'refused' AND facts ->> '$.step' IS NOT NULL AND ${wayOfMessage} IN (SELECT value FROM json_each(@ways))`,
  ).run({ opId, now: sending.now, ...valuesOfSending(sending) }).changes > 0;

/** Whether the other system refused a message about a step. */
export const isRefused = (db: ReadableDB, opId: OpId): boolean =>
  sql<[OpId]>(db, "SELECT 1 FROM other_system_message WHERE op_id = ? AND state = 'refused'").get(opId) !==
  undefined;
