import type { CalendarDate, ItemId, LoanId, PatronId, RequestId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import { columnsOf, insertRow, type Table, updateRow } from '../../db/table.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** The row of a loan. */
export type LoanRow = {
  readonly id: LoanId;
  readonly itemId: ItemId;
  readonly patronId: PatronId;
  readonly loanedOn: CalendarDate;
  /** 1: no file said when; `loanedOn` is no later than the day of the import. */
  readonly beginUnknown: number;
  readonly dueOn: CalendarDate;
  /** Null while the patron has the item. */
  readonly endedOn: CalendarDate | null;
  /** The loan period in days, also used for renewals from the patron's list of loans. 0 if unknown. */
  readonly periodDays: number;
  readonly renewals: number;
  /** The date that the partner was asked for and has not confirmed. */
  readonly renewalDueOn: CalendarDate | null;
};

const table: Table<LoanRow> = {
  name: 'loan',
  columns: {
    id: 'id',
    itemId: 'item_id',
    patronId: 'patron_id',
    loanedOn: 'loaned_on',
    beginUnknown: 'begin_unknown',
    dueOn: 'due_on',
    endedOn: 'ended_on',
    periodDays: 'period_days',
    renewals: 'renewals',
    renewalDueOn: 'renewal_due_on',
  },
};

const selectOfRequest = `
  SELECT ${columnsOf(table)} FROM item JOIN loan ON loan.item_id = item.id
   WHERE item.request_id = ? ORDER BY ended_on IS NULL, loaned_on, loan.id`;

/** Returns the loans of a request's items: the ended ones first, then by when they began. */
export const listLoansOfRequest = (db: ReadableDB, requestId: RequestId): LoanRow[] =>
  sql<[RequestId], LoanRow>(db, selectOfRequest).all(requestId);

/** Inserts a loan. */
export const insertLoan = (db: WritableDB, row: Omit<LoanRow, 'id'>): LoanId => insertRow(db, table, row);

/** Ends a loan on this day. */
export const endLoan = (db: WritableDB, id: LoanId, endedOn: CalendarDate): void =>
  updateRow(db, table, id, { endedOn });

/** Sets the new due date of a loan, and clears the date that was asked for. */
export const renewLoan = (db: WritableDB, id: LoanId, dueOn: CalendarDate): void => {
  sql<[CalendarDate, LoanId]>(
    db,
    'UPDATE loan SET due_on = ?, renewals = renewals + 1, renewal_due_on = NULL WHERE id = ?',
  ).run(dueOn, id);
};

/** Records the date that the partner is asked for; null if it refused. */
export const noteAskedRenewal = (db: WritableDB, id: LoanId, renewalDueOn: CalendarDate | null): void =>
  updateRow(db, table, id, { renewalDueOn });

/** Reassigns the loans of a request to its corrected patron. */
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
