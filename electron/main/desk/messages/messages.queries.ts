import type { Instant, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

export type OutgoingMessage = {
  readonly opId: OpId;
  readonly requestId: RequestId;
  readonly recipient: 'patron' | 'partner';
  readonly kind: string;
  /** What the sender needs besides the request itself; becomes JSON. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly at: Instant;
};

/** Puts a message into the outbox, with the step that caused it. */
export const insertMessage = (db: WritableDB, message: OutgoingMessage): void => {
  sql<object>(
    db,
    `INSERT INTO outbox (op_id, request_id, recipient, kind, payload, state, created_at, updated_at)
     VALUES (@opId, @requestId, @recipient, @kind, @payload, 'waiting', @at, @at)`,
  ).run({ ...message, payload: JSON.stringify(message.payload) });
};

/** Whether a message of this kind was written for the request and still holds. */
export const hasMessage = (db: ReadableDB, requestId: RequestId, kind: string): boolean =>
  sql<[RequestId, string]>(
    db,
    'SELECT 1 FROM outbox WHERE request_id = ? AND kind = ? AND corrected = 0',
  ).get(requestId, kind) !== undefined;

/** How many messages wait to leave. */
export const countWaitingMessages = (db: ReadableDB): number =>
  sql<[], { readonly n: number }>(db, "SELECT count(*) AS n FROM outbox WHERE state = 'waiting'").get()?.n ??
  0;

/** The messages of a step. */
export const listMessagesOfOp = (
  db: ReadableDB,
  opId: OpId,
): {
  readonly id: number;
  readonly recipient: 'patron' | 'partner';
  readonly kind: string;
  readonly state: string;
}[] =>
  sql<
    [OpId],
    {
      readonly id: number;
      readonly recipient: 'patron' | 'partner';
      readonly kind: string;
      readonly state: string;
    }
  >(db, 'SELECT id, recipient, kind, state FROM outbox WHERE op_id = ? ORDER BY id').all(opId);

/** Takes back a message that has not left. */
export const deleteMessage = (db: WritableDB, id: number): void => {
  sql<[number]>(db, 'DELETE FROM outbox WHERE id = ?').run(id);
};

/** Notes that a correcting message follows a sent one. */
export const markCorrected = (db: WritableDB, id: number, at: Instant): void => {
  sql<[Instant, number]>(db, 'UPDATE outbox SET corrected = 1, updated_at = ? WHERE id = ?').run(at, id);
};

/** Hands what one step tells the partner over to another. The patron's notices go with their own step. */
export const movePartnerMessages = (db: WritableDB, from: OpId, to: OpId): void => {
  sql<[OpId, OpId]>(db, "UPDATE outbox SET op_id = ? WHERE op_id = ? AND recipient = 'partner'").run(
    to,
    from,
  );
};
