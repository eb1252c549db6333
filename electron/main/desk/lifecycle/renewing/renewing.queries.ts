import type { CalendarDate, ItemId, RequestId } from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';

/** The request of an item, or undefined. */
export const findRequestOfItem = (db: ReadableDB, itemId: ItemId): RequestId | undefined =>
  sql<[ItemId], { readonly id: RequestId }>(db, 'SELECT request_id AS id FROM item WHERE id = ?').get(itemId)
    ?.id;

/** Gives a loan its new due date; what was asked for is answered with it. */
export const renewLoan = (db: WritableDB, loanId: number, dueOn: CalendarDate): void => {
  sql<[CalendarDate, number]>(
    db,
    'UPDATE loan SET due_on = ?, renewals = renewals + 1, renewal_due_on = NULL WHERE id = ?',
  ).run(dueOn, loanId);
};

/** Notes the date that the partner is asked for, or that it said no (null). */
export const noteAskedRenewal = (db: WritableDB, loanId: number, dueOn: CalendarDate | null): void => {
  sql<[CalendarDate | null, number]>(db, 'UPDATE loan SET renewal_due_on = ? WHERE id = ?').run(
    dueOn,
    loanId,
  );
};
