import type { CalendarDate, Instant, PartnerId, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import { columnsOf, insertRow, type Table, updateRow } from '../../db/table.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** A condition of a partner as its row is. A request keeps all that were set. */
export type ConditionRow = {
  readonly id: number;
  readonly requestId: RequestId;
  /** In which turn its partner set it. */
  readonly turnId: TurnId;
  /** A code; empty where there is only a note. */
  readonly reason: string;
  readonly note: string;
  readonly replyBy: CalendarDate | null;
  readonly setAt: Instant | null;
  /** What we answered; null while nobody has. */
  readonly answer: 'yes' | 'no' | null;
  readonly answerNote: string;
  readonly answeredAt: Instant | null;
  /** Since when it asks nothing any more although nobody answered. */
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

/** A condition with its partner; the name is empty where nobody knows. */
export type StoredCondition = ConditionRow & {
  readonly partnerId: PartnerId | null;
  readonly partnerName: string;
};

/** The conditions of a request, the newest last. */
export const listConditions = (db: ReadableDB, requestId: RequestId): StoredCondition[] =>
  sql<[RequestId], StoredCondition>(db, selectOfRequest).all(requestId);

type Fields = Omit<ConditionRow, 'id' | 'requestId'>;

/** What a condition is that nobody has answered. */
export const unanswered = { answer: null, answerNote: '', answeredAt: null, endedAt: null } as const;

/** Adds a condition to those of the request. */
export const insertCondition = (db: WritableDB, requestId: RequestId, fields: Fields): void => {
  insertRow(db, table, { requestId, ...fields });
};

/** Changes a condition: it was answered, or it asks nothing any more. */
export const updateCondition = (db: WritableDB, id: number, changes: Partial<Fields>): void =>
  updateRow(db, table, id, changes);

/** Removes the conditions of a request. */
export const deleteConditions = (db: WritableDB, requestId: RequestId): void => {
  sql<[RequestId]>(db, 'DELETE FROM turn_condition WHERE request_id = ?').run(requestId);
};
