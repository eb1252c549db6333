import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import type { TurnState } from '../../../../../shared/domain/life/turn.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { receivedAtColumn } from '../../store/known-dates.ts';

/** A turn whose partner is recorded. Turns are in the order of the rota. */
type TurnRow = {
  readonly requestId: number;
  readonly id: number;
  readonly partnerId: number;
  readonly state: TurnState;
  readonly askedAt: string | null;
  readonly shippedAt: string | null;
};
type ItemRow = {
  readonly requestId: number;
  readonly turnId: number;
  readonly barcode: string;
  readonly status: string;
  /** Null if no one knows when. */
  readonly receivedAt: string | null;
  readonly returnedAt: string | null;
  readonly shelvedAt: string | null;
  readonly leftShelfSince: string | null;
  readonly leftShelfAt: string | null;
  readonly leftShelfAs: string | null;
};
type LoanRow = {
  readonly requestId: number;
  readonly itemStatus: string;
  readonly dueOn: CalendarDate;
  readonly endedOn: CalendarDate | null;
};
/** A step that was not undone. */
type StepRow = {
  readonly requestId: number;
  readonly at: string;
  readonly deskId: number;
  readonly kind: string;
};

/** A request with the rows that belong to it. */
export type RequestToCount = {
  readonly id: number;
  readonly createdAt: string | null;
  readonly status: string;
  /** 0 for no library. */
  readonly libraryId: number;
  readonly endedAs: string | null;
  readonly turns: readonly TurnRow[];
  readonly items: readonly ItemRow[];
  readonly loans: readonly LoanRow[];
  readonly steps: readonly StepRow[];
};

type Row = { readonly requestId: number };

/** The rows of a table that belong to requests, by request. @param from what follows `requests CROSS JOIN`. */
const rowsOf = <R extends Row>(
  db: ReadableDB,
  ids: string,
  columns: string,
  from: string,
): ReadonlyMap<number, readonly R[]> => {
  const rows = new Map<number, R[]>();
  for (const row of sql<[string], R>(
    db,
    `SELECT requests.value AS requestId, ${columns} FROM json_each(?) AS requests CROSS JOIN ${from}`,
  ).iterate(ids)) {
    const own = rows.get(row.requestId);
    if (own) own.push(row);
    else rows.set(row.requestId, [row]);
  }
  return rows;
};

/** Returns requests with all rows that reports count, without those that do not exist. */
export const readRequests = (db: ReadableDB, ids: readonly number[]): readonly RequestToCount[] => {
  const wanted = JSON.stringify(ids);
  const turns = rowsOf<TurnRow>(
    db,
    wanted,
    'turn.id, partner_id AS partnerId, state, asked_at AS askedAt, shipped_at AS shippedAt',
    'turn ON request_id = requests.value WHERE partner_id IS NOT NULL ORDER BY requests.value, position',
  );
  const items = rowsOf<ItemRow>(
    db,
    wanted,
    `turn_id AS turnId, barcode, status, ${receivedAtColumn} AS receivedAt, returned_at AS returnedAt, shelved_at AS shelvedAt,
     left_shelf_since AS leftShelfSince, left_shelf_at AS leftShelfAt, left_shelf_as AS leftShelfAs`,
    'item ON request_id = requests.value',
  );
  const loans = rowsOf<LoanRow>(
    db,
    wanted,
    'item.status AS itemStatus, loan.due_on AS dueOn, ended_on AS endedOn',
    'item ON request_id = requests.value CROSS JOIN loan ON item_id = item.id',
  );
  const steps = rowsOf<StepRow>(
    db,
    wanted,
    'at, desk_id AS deskId, kind',
    'command_log ON request_id = requests.value WHERE undone_by IS NULL',
  );
  return sql<[string], Omit<RequestToCount, 'turns' | 'items' | 'loans' | 'steps'>>(
    db,
    `SELECT request.id, created_at AS createdAt, status, ended_as AS endedAs,
            coalesce((SELECT library_id FROM desk WHERE id = pickup_desk_id), made_at_library_id, 0) AS libraryId
       FROM json_each(?) AS requests CROSS JOIN request ON request.id = requests.value`,
  )
    .all(wanted)
    .map((request) => ({
      ...request,
      turns: turns.get(request.id) ?? [],
      items: items.get(request.id) ?? [],
      loans: loans.get(request.id) ?? [],
      steps: steps.get(request.id) ?? [],
    }));
};
