import type { CalendarDate, ItemId, LoanId, PatronId, RequestId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import { columnsOf, insertRow, type Table, updateRow } from '../../db/table.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** A loan as its row is. */
export type LoanRow = {
  readonly id: LoanId;
  readonly itemId: ItemId;
  readonly patronId: PatronId;
  readonly loanedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  /** Null while the patron has the item. */
  readonly endedOn: CalendarDate | null;
  /** For how many days it was made: so long runs a renewal from the patron's loans. 0 where nobody knows. */
  readonly periodDays: number;
  readonly renewals: number;
  /** The date that the partner was asked for and has not answered. */
  readonly renewalDueOn: CalendarDate | null;
};

const table: Table<LoanRow> = {
  name: 'loan',
  columns: {
    id: 'id',
    itemId: 'item_id',
    patronId: 'patron_id',
    loanedOn: 'loaned_on',
    dueOn: 'due_on',
    endedOn: 'ended_on',
    periodDays: 'period_days',
    renewals: 'renewals',
    renewalDueOn: 'renewal_due_on',
  },
};

const selectOfRequest = `
  SELECT ${columnsOf(table)} FROM item JOIN loan ON loan.item_id = item.id
   WHERE item.request_id = ? ORDER BY loan.id`;

/** The loans of a request's items, past ones included, in the order in which they began. */
export const listLoansOfRequest = (db: ReadableDB, requestId: RequestId): LoanRow[] =>
  sql<[RequestId], LoanRow>(db, selectOfRequest).all(requestId);

/** Begins a loan. */
export const insertLoan = (db: WritableDB, row: Omit<LoanRow, 'id'>): LoanId => insertRow(db, table, row);

/** Ends a loan on this day. */
export const endLoan = (db: WritableDB, id: LoanId, endedOn: CalendarDate): void =>
  updateRow(db, table, id, { endedOn });

/** Gives a loan its new due date; what was asked for is answered with it. */
export const renewLoan = (db: WritableDB, id: LoanId, dueOn: CalendarDate): void => {
  sql<[CalendarDate, LoanId]>(
    db,
    'UPDATE loan SET due_on = ?, renewals = renewals + 1, renewal_due_on = NULL WHERE id = ?',
  ).run(dueOn, id);
};

/** Notes the date that the partner is asked for, or that it said no (null). */
export const noteAskedRenewal = (db: WritableDB, id: LoanId, renewalDueOn: CalendarDate | null): void =>
  updateRow(db, table, id, { renewalDueOn });

/** The loans of a request belong to its patron: they follow when it is corrected who that is. */
export const moveLoans = (db: WritableDB, requestId: RequestId, patronId: PatronId): void => {
  sql<[PatronId, RequestId]>(
    db,
    'UPDATE loan SET patron_id = ? WHERE item_id IN (SELECT id FROM item WHERE request_id = ?)',
  ).run(patronId, requestId);
};

/** Removes the loans of a request's items. */
export const deleteLoans = (db: WritableDB, requestId: RequestId): void => {
  sql<[RequestId]>(db, 'DELETE FROM loan WHERE item_id IN (SELECT id FROM item WHERE request_id = ?)').run(
    requestId,
  );
};
