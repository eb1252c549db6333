import type { CalendarDate, Instant, PartnerId, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import { columnsOf, insertRow, type Table, updateRow } from '../../db/table.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** The row of a partner's condition. A request keeps all of its conditions. */
export type ConditionRow = {
  readonly id: number;
  readonly requestId: RequestId;
  /** The turn in which its partner set it. */
  readonly turnId: TurnId;
  /** A code; empty if there is only a note. */
  readonly reason: string;
  readonly note: string;
  readonly replyBy: CalendarDate | null;
  readonly setAt: Instant | null;
  /** Our answer; null if there is none yet. */
  readonly answer: 'yes' | 'no' | null;
  readonly answerNote: string;
  readonly answeredAt: Instant | null;
  /** When it ended without an answer. */
  readonly endedAt: Instant | null;
};

const table: Table<ConditionRow> = {
  name: 'turn_condition',
  columns: {
    id: 'id',
    requestId: 'request_id',
    turnId: 'turn_id',
    reason: 'reason',
    note: 'note',
    replyBy: 'reply_by',
    setAt: 'set_at',
    answer: 'answer',
    answerNote: 'answer_note',
    answeredAt: 'answered_at',
    endedAt: 'ended_at',
  },
};

const selectOfRequest = `
  SELECT ${columnsOf(table)}, turn.partner_id AS partnerId, ifnull(partner.name, '') AS partnerName
    FROM turn_condition JOIN turn ON turn.id = turn_id LEFT JOIN partner ON partner.id = turn.partner_id
   WHERE turn_condition.request_id = ? ORDER BY turn_condition.id`;

/** A condition with its partner; the name is empty if unknown. */
export type StoredCondition = ConditionRow & {
  readonly partnerId: PartnerId | null;
  readonly partnerName: string;
};

/** Returns the conditions of a request, newest last. */
export const listConditions = (db: ReadableDB, requestId: RequestId): StoredCondition[] =>
  sql<[RequestId], StoredCondition>(db, selectOfRequest).all(requestId);

type Fields = Omit<ConditionRow, 'id' | 'requestId'>;

/** The fields of an unanswered condition. */
export const unanswered = { answer: null, answerNote: '', answeredAt: null, endedAt: null } as const;

/** Adds a condition to a request. */
export const insertCondition = (db: WritableDB, requestId: RequestId, fields: Fields): void => {
  insertRow(db, table, { requestId, ...fields });
};

/** Updates a condition that was answered or has ended. */
export const updateCondition = (db: WritableDB, id: number, changes: Partial<Fields>): void =>
  updateRow(db, table, id, changes);

/** Removes the conditions of a request. */
export const deleteConditions = (db: WritableDB, requestId: RequestId): void => {
  sql<[RequestId]>(db, 'DELETE FROM turn_condition WHERE request_id = ?').run(requestId);
};
