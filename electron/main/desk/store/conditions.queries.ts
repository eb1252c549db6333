import type { CalendarDate, Instant, PartnerId, RequestId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { Table } from '../../db/table.ts';
import { columnsOf, insertRow, updateRow } from '../../db/table.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** The condition of a request as its row is: there is one at most, the one that was set last. */
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
  },
};

const selectOfRequest = `
  SELECT ${columnsOf(table)}, ifnull(partner.name, '') AS partnerName
    FROM request_condition LEFT JOIN partner ON partner.id = partner_id WHERE request_id = ?`;

/** The condition of a request with the name of its partner (empty where nobody knows), or undefined. */
export const findCondition = (
  db: ReadableDB,
  requestId: RequestId,
): (ConditionRow & { readonly partnerName: string }) | undefined =>
  sql<[RequestId], ConditionRow & { readonly partnerName: string }>(db, selectOfRequest).get(requestId);

type Fields = Omit<ConditionRow, 'id' | 'requestId'>;

/** What a condition is that nobody has answered. */
export const unanswered = { answer: null, answerNote: '', answeredAt: null } as const;

/** Keeps a condition of the request, instead of the one that it has. */
export const putCondition = (db: WritableDB, requestId: RequestId, fields: Fields): void => {
  const stored = findCondition(db, requestId);
  if (stored) updateRow(db, table, stored.id, fields);
  else insertRow(db, table, { requestId, ...fields });
};

/** Removes the condition of a request. */
export const deleteCondition = (db: WritableDB, requestId: RequestId): void => {
  sql<[RequestId]>(db, 'DELETE FROM request_condition WHERE request_id = ?').run(requestId);
};
