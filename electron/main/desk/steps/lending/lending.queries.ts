import type { CalendarDate, PatronId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { LoansDisplay, PatronLoan } from '../../../../../shared/ipc/calls/loans.ts';
import type { PatronView } from '../../../../../shared/ipc/views.ts';
import { type LibraryScope, patronInScope, requestInScope } from '../../../db/library-scope.ts';
import { homeColumns, joinHome, selectPatron } from '../../../db/selects.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { loanedOnColumn } from '../../store/known-dates.ts';

/** Returns the patron with this id, if visible to these libraries. */
export const findPatronInScope = (
  db: ReadableDB,
  id: PatronId,
  libraries: LibraryScope,
): PatronView | undefined =>
  sql<[PatronId], PatronView>(db, `${selectPatron} WHERE patron.id = ? AND ${patronInScope(libraries)}`).get(
    id,
  );

/** Returns the patron with this card, if visible to these libraries. */
export const findPatronByCard = (
  db: ReadableDB,
  barcode: string,
  libraries: LibraryScope,
): PatronView | undefined =>
  sql<[string], PatronView>(
    db,
    `${selectPatron} WHERE patron.barcode = ? AND ${patronInScope(libraries)}`,
  ).get(barcode);

/**
 * Returns patrons by prefixes of their names or card numbers, ordered by name.
 * @param match an FTS5 expression from `nameMatch`.
 */
export const searchPatrons = (
  db: ReadableDB,
  match: string,
  limit: number,
  libraries: LibraryScope,
): PatronView[] =>
  sql<[string, number], PatronView>(
    db,
    `${selectPatron} JOIN patron_search ON patron_search.rowid = patron.id
      WHERE patron_search MATCH ? AND ${patronInScope(libraries)} ORDER BY patron.name COLLATE NOCASE, patron.id LIMIT ?`,
  ).all(match, limit);

/** The SQL condition of each display of loans. */
const shown: Readonly<Record<LoansDisplay, string>> = {
  all: '1',
  active: 'ended_on IS NULL',
  overdue: 'ended_on IS NULL AND loan.due_on < @today',
};

/** Returns a patron's loans: open ones first, by due date; then ended ones, newest first. */
export const listLoans = (
  db: ReadableDB,
  args: {
    readonly patronId: PatronId;
    readonly display: LoansDisplay;
    readonly today: CalendarDate;
    readonly libraries: LibraryScope;
    readonly limit: number;
  },
): PatronLoan[] => {
  const { display, libraries, ...values } = args;
  return sql<object, PatronLoan>(
    db,
    `SELECT loan.id, item.id AS itemId, request.id AS requestId, request.external_id AS externalId,
            item.barcode, request.title, request.author, item.volume, request.volumes_expected AS volumesExpected,
            ifnull(partner.name, '') AS partnerName, item.renewal, item.demand, ${homeColumns}, ${loanedOnColumn} AS loanedOn,
            loan.due_on AS dueOn, loan.period_days AS periodDays, loan.ended_on AS endedOn, loan.renewals
       FROM loan
       JOIN item ON item.id = loan.item_id
       JOIN request ON request.id = item.request_id
       JOIN turn ON turn.id = item.turn_id
       LEFT JOIN partner ON partner.id = turn.partner_id
       ${joinHome}
      WHERE loan.patron_id = @patronId AND @today IS NOT NULL AND ${shown[display]}
        AND ${requestInScope(libraries)}
      ORDER BY ended_on IS NOT NULL, ended_on DESC, loan.due_on, loan.id
      LIMIT @limit`,
  ).all(values);
};

/** Returns the number of a patron's loans under each display. */
export const countLoans = (
  db: ReadableDB,
  {
    libraries,
    ...args
  }: { readonly patronId: PatronId; readonly today: CalendarDate; readonly libraries: LibraryScope },
): Readonly<Record<LoansDisplay, number>> =>
  sql<object, Record<LoansDisplay, number>>(
    db,
    `SELECT count(*) AS "all", ifnull(sum(ended_on IS NULL), 0) AS active,
            ifnull(sum(ended_on IS NULL AND loan.due_on < @today), 0) AS overdue
       FROM loan JOIN item ON item.id = loan.item_id JOIN request ON request.id = item.request_id
      WHERE loan.patron_id = @patronId AND ${requestInScope(libraries)}`,
  ).get(args) ?? { all: 0, active: 0, overdue: 0 };

type PatronRequestRow = {
  readonly id: RequestId;
  readonly externalId: string;
  readonly title: string;
  readonly author: string;
  readonly status: string;
  readonly pickupName: string;
  readonly dueOn: CalendarDate | null;
};

/** Returns a patron's requests with none of these statuses, newest first. */
export const listRequests = (
  db: ReadableDB,
  {
    libraries,
    ...args
  }: {
    readonly patronId: PatronId;
    readonly over: readonly string[];
    readonly libraries: LibraryScope;
    readonly limit: number;
  },
): PatronRequestRow[] =>
  sql<object, PatronRequestRow>(
    db,
    `SELECT request.id, external_id AS externalId, title, author, status, ifnull(desk.name, '') AS pickupName,
            due_on AS dueOn
       FROM request LEFT JOIN desk ON desk.id = pickup_desk_id
      WHERE patron_id = @patronId AND status NOT IN (SELECT value FROM json_each(@over))
        AND ${requestInScope(libraries)}
      ORDER BY request.id DESC LIMIT @limit`,
  ).all({ ...args, over: JSON.stringify(args.over) });
