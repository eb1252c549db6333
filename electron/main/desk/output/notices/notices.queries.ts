import type {
  CalendarDate,
  Instant,
  LibraryId,
  PatronId,
  RequestId,
} from '../../../../../shared/domain/ids.ts';
import { joinHome } from '../../../db/selects.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/** A volume whose patron may need a notice. */
type Candidate = {
  readonly requestId: RequestId;
  readonly barcode: string;
  readonly patronId: PatronId;
  /** The library of the pickup location; without one, where the request was created. */
  readonly libraryId: LibraryId;
};
export type LentVolume = Candidate & {
  readonly loanedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  /** 1 if its partner has recalled it: the patron gets a separate letter about that. */
  readonly isRecalled: 0 | 1;
};
export type ShelvedVolume = Candidate & {
  readonly holdUntil: CalendarDate;
  readonly shelvedAt: Instant | null;
};

// Patrons without an e-mail address are left out, because the letter could not be sent. Today still shows the loan.
const reachable = `
  JOIN request ON request.id = item.request_id ${joinHome}
  JOIN patron ON patron.id = request.patron_id AND trim(patron.email) <> ''`;
const candidate = `item.barcode, request.id AS requestId, patron.id AS patronId, home.id AS libraryId`;

/** Returns volumes on loan that are due by a day. */
export const listLentUntil = (db: ReadableDB, day: CalendarDate): LentVolume[] =>
  sql<[CalendarDate], LentVolume>(
    db,
    `SELECT ${candidate}, loan.loaned_on AS loanedOn, loan.due_on AS dueOn, item.demand = 'recalled' AS isRecalled
       FROM loan INDEXED BY loan_due JOIN item ON item.id = loan.item_id ${reachable}
      WHERE loan.ended_on IS NULL AND loan.due_on <= ? AND loan.patron_id = patron.id AND home.id IS NOT NULL
      ORDER BY request.id, item.id`,
  ).all(day);

/** Returns volumes on hold shelves whose last day is between two days, both included. */
export const listShelvedUntil = (db: ReadableDB, from: CalendarDate, to: CalendarDate): ShelvedVolume[] =>
  sql<[CalendarDate, CalendarDate], ShelvedVolume>(
    db,
    `SELECT ${candidate}, item.hold_until AS holdUntil, item.shelved_at AS shelvedAt
       FROM item INDEXED BY item_hold_until ${reachable}
      WHERE item.status = 'on-hold-shelf' AND item.hold_until BETWEEN ? AND ? AND home.id IS NOT NULL
        AND request.ended_as IS NULL
      ORDER BY request.id, item.id`,
  ).all(from, to);
