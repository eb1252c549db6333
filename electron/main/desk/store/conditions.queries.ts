import type { CalendarDate, Instant, PartnerId, RequestId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import { columnsOf, insertRow, type Table, updateRow } from '../../db/table.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** A condition of a request as its row is. A request keeps all that were set. */
export type ConditionRow = {
  readonly id: number;
  readonly requestId: RequestId;
  /** Who set it; null where nobody knows: then it counts as the active partner's. */
  readonly partnerId: PartnerId | null;
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
  name: 'request_condition',
  columns: {
    id: 'id',
    requestId: 'request_id',
    partnerId: 'partner_id',
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
  SELECT ${columnsOf(table)}, ifnull(partner.name, '') AS partnerName
    FROM request_condition LEFT JOIN partner ON partner.id = partner_id WHERE request_id = ? ORDER BY request_condition.id`;

/** A condition with the name of its partner, which is empty where nobody knows. */
export type StoredCondition = ConditionRow & { readonly partnerName: string };

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
  sql<[RequestId]>(db, 'DELETE FROM request_condition WHERE request_id = ?').run(requestId);
};
