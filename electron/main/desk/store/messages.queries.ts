import type { Instant, ItemId, OpId, PartnerId, RequestId } from '../../../../shared/domain/ids.ts';
import { listed } from '../../../../shared/domain/listed.ts';
import type {
  MessageFacts,
  MessageKind,
  MessageKindFor,
  Recipient,
} from '../../../../shared/domain/messages.ts';
import { messageKinds } from '../../../../shared/domain/messages.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

type Facts<R extends Recipient> = {
  readonly [K in MessageKindFor<R>]: {
    readonly recipient: R;
    readonly kind: K;
    /** What the step alone knows; becomes JSON. */
    readonly payload: MessageFacts[R][K];
  };
}[MessageKindFor<R>];

export type OutgoingMessage = {
  readonly opId: OpId;
  readonly requestId: RequestId;
  readonly at: Instant;
  /** Which partner: to be said where the request's active one may be another by the time the letter leaves. */
  readonly partnerId?: PartnerId | null;
} & (Facts<'partner'> | Facts<'patron'>);

/**
 * Puts a message into the outbox, with the step that caused it. A message to a partner stays with the partner that is
 * named, or with the one that is active now.
 */
export const insertMessage = (db: WritableDB, message: OutgoingMessage): void => {
  sql<object>(
    db,
    `INSERT INTO outbox (op_id, request_id, recipient, partner_id, kind, payload, state, created_at, updated_at)
     SELECT @opId, id, @recipient, iif(@recipient = 'partner', ifnull(@partnerId, active_partner_id), NULL),
            @kind, @payload, 'waiting', @at, @at
       FROM request WHERE id = @requestId`,
  ).run({
    ...message,
    kind: listed<string>(messageKinds[message.recipient], message.kind),
    partnerId: message.partnerId ?? null,
    payload: JSON.stringify(message.payload),
  });
};

/** Whether a message of this kind was written for the request and still holds. */
export const hasMessage = (db: ReadableDB, requestId: RequestId, kind: MessageKind): boolean =>
  sql<[RequestId, string]>(
    db,
    'SELECT 1 FROM outbox WHERE request_id = ? AND kind = ? AND corrected = 0',
  ).get(requestId, kind) !== undefined;

/** The items that messages of this kind named to the partner and that still hold. */
export const listItemsTold = (db: ReadableDB, requestId: RequestId, kind: MessageKind): ItemId[] =>
  sql<[RequestId, string], { readonly id: ItemId }>(
    db,
    `SELECT value AS id FROM outbox, json_each(payload, '$.itemIds')
      WHERE request_id = ? AND kind = ? AND corrected = 0`,
  )
    .all(requestId, kind)
    .map(({ id }) => id);

/** The items that a step told the partner to be on their way back. */
export const listItemsReturnedBy = (db: ReadableDB, opId: OpId): ItemId[] =>
  sql<[OpId], { readonly id: ItemId }>(
    db,
    `SELECT value AS id FROM outbox, json_each(payload, '$.itemIds') WHERE op_id = ? AND kind = 'returned'`,
  )
    .all(opId)
    .map(({ id }) => id);

/** How many messages wait to leave by themselves, and how many need a person. */
export const countOpenMessages = (
  db: ReadableDB,
): { readonly waiting: number; readonly needPerson: number } =>
  sql<[], { readonly waiting: number; readonly needPerson: number }>(
    db,
    `SELECT count(*) FILTER (WHERE state <> 'needs-person') AS waiting,
            count(*) FILTER (WHERE state = 'needs-person') AS needPerson
       FROM outbox WHERE state IN ('waiting', 'sending', 'failed', 'needs-person')`,
  ).get() ?? { waiting: 0, needPerson: 0 };

/** A message of a step, as far as it has come. */
export type MessageOfStep = {
  readonly id: number;
  readonly recipient: Recipient;
  readonly partnerId: PartnerId | null;
  readonly kind: string;
  readonly state: string;
  /** Since when it may be with its reader, whatever became of later tries; null where no try may have got it out. */
  readonly mayHaveLeftAt: Instant | null;
};

/** The messages of a step. */
export const listMessagesOfOp = (db: ReadableDB, opId: OpId): MessageOfStep[] =>
  sql<[OpId], MessageOfStep>(
    db,
    `SELECT id, recipient, partner_id AS partnerId, kind, state, may_have_left_at AS mayHaveLeftAt
       FROM outbox WHERE op_id = ? ORDER BY id`,
  ).all(opId);

/** Takes back a message that has not left. */
export const deleteMessage = (db: WritableDB, id: number): void => {
  sql<[number]>(db, 'DELETE FROM outbox WHERE id = ?').run(id);
};

/** Lets the messages of a request wait again that were set aside as superseded: what superseded them was taken back. */
export const wakeOutdated = (db: WritableDB, requestId: RequestId, at: Instant): void => {
  sql<[Instant, RequestId]>(
    db,
    `UPDATE outbox SET state = 'waiting', note = '', updated_at = ?
      WHERE request_id = ? AND state = 'outdated' AND corrected = 0`,
  ).run(at, requestId);
};

/** Notes that a correcting message follows one that left, or may have left; then it is not tried again. */
export const markCorrected = (db: WritableDB, id: number, at: Instant): void => {
  sql<object>(db, 'UPDATE outbox SET corrected = 1, updated_at = @at WHERE id = @id').run({ id, at });
  sql<object>(
    db,
    `UPDATE outbox SET state = 'needs-person', next_at = NULL, note = @note
      WHERE id = @id AND state IN ('waiting', 'failed', 'outdated')`,
  ).run({
    id,
    note: 'It may have left in an earlier try. Ask its reader, or see that the correction is enough.',
  });
};

/** Hands what one step tells the partner over to another. The patron's notices go with their own step. */
export const movePartnerMessages = (db: WritableDB, from: OpId, to: OpId): void => {
  sql<[OpId, OpId]>(db, "UPDATE outbox SET op_id = ? WHERE op_id = ? AND recipient = 'partner'").run(
    to,
    from,
  );
};
