import { closedItemStatuses } from '../../../../shared/domain/item-status.ts';
import type {
  CalendarDate,
  DeskId,
  Instant,
  ItemId,
  LoanId,
  PatronId,
  RequestId,
} from '../../../../shared/domain/ids.ts';
import { sqlList } from '../../db/sql-list.ts';
import { sql } from '../../db/sql.ts';
import type { Table } from '../../db/table.ts';
import { columnsOf, insertRow, updateRow } from '../../db/table.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** A volume as its row is. */
export type ItemRow = {
  readonly id: ItemId;
  readonly requestId: RequestId;
  readonly barcode: string;
  readonly volume: number;
  /** A status of ours, or a code from outside. */
  readonly status: string;
  /** Where it is, or where it was sent from. */
  readonly deskId: DeskId | null;
  /** The desk that received it and sends it back; null where nobody knows. */
  readonly owningDeskId: DeskId | null;
  /** The desk that it is sent to; null where it stays. */
  readonly destinationDeskId: DeskId | null;
  /** On its way to the partner by way of its owning desk. */
  readonly goingBack: number;
  readonly receivedAt: Instant;
  /** Since when it is on the hold shelf, and until when; null where it is not. */
  readonly shelvedAt: Instant | null;
  readonly holdUntil: CalendarDate | null;
};

const table: Table<ItemRow> = {
  name: 'item',
  columns: {
    id: 'id',
    requestId: 'request_id',
    barcode: 'barcode',
    volume: 'volume',
    status: 'status',
    deskId: 'desk_id',
    owningDeskId: 'owning_desk_id',
    destinationDeskId: 'destination_desk_id',
    goingBack: 'going_back',
    receivedAt: 'received_at',
    shelvedAt: 'shelved_at',
    holdUntil: 'hold_until',
  },
};

/** The statuses of items that went back or were lost, as a list of SQL: word for word as the index of open barcodes has it. */
export const closedItems = sqlList(closedItemStatuses);

/** A volume of a request with its open loan, which is null all over where there is none. */
export type StoredItem = ItemRow & {
  readonly loanId: LoanId | null;
  readonly loanedOn: CalendarDate | null;
  readonly loanDueOn: CalendarDate | null;
  /** The date that the partner was asked for and has not answered. */
  readonly renewalDueOn: CalendarDate | null;
  readonly periodDays: number | null;
  readonly renewals: number | null;
};

const itemColumns = `
  ${columnsOf(table)}, loan.id AS loanId, loan.loaned_on AS loanedOn, loan.due_on AS loanDueOn, loan.renewal_due_on AS renewalDueOn,
  loan.period_days AS periodDays, loan.renewals`;

const joinOpenLoan = 'LEFT JOIN loan ON loan.item_id = item.id AND loan.ended_on IS NULL';

// Texts that are put together once are found again at once among the prepared statements.
const selectOfRequest = `SELECT ${itemColumns} FROM item ${joinOpenLoan} WHERE item.request_id = ? ORDER BY item.volume`;

/** The items of a request in the order of their volumes. */
export const listItems = (db: ReadableDB, requestId: RequestId): StoredItem[] =>
  sql<[RequestId], StoredItem>(db, selectOfRequest).all(requestId);

/** A volume with its desks and with who has it. Names are empty where nothing is recorded. */
export type ItemAtHand = StoredItem & {
  readonly deskName: string;
  readonly destinationName: string;
  readonly owningName: string;
  /** Null where nobody knows the desk. */
  readonly owningInUse: 0 | 1 | null;
  /** Who has the item. */
  readonly borrowerId: PatronId | null;
  readonly borrowerName: string;
};

const selectAtHand = `
  SELECT ${itemColumns}, ifnull(here.name, '') AS deskName, ifnull(there.name, '') AS destinationName,
         ifnull(owner.name, '') AS owningName, owner.active AS owningInUse,
         loan.patron_id AS borrowerId, ifnull(borrower.name, '') AS borrowerName
    FROM item ${joinOpenLoan}
    LEFT JOIN desk AS here ON here.id = item.desk_id
    LEFT JOIN desk AS there ON there.id = item.destination_desk_id
    LEFT JOIN desk AS owner ON owner.id = item.owning_desk_id
    LEFT JOIN patron AS borrower ON borrower.id = loan.patron_id
   WHERE item.id = ?`;

const selectIdsByBarcode = `
  SELECT id FROM item WHERE barcode = ?
   ORDER BY status = 'returned-to-partner', status = 'lost', id DESC`;

/** The item with this id, or undefined. */
export const findItem = (db: ReadableDB, id: ItemId): ItemAtHand | undefined =>
  sql<[ItemId], ItemAtHand>(db, selectAtHand).get(id);

/** The items that have this barcode: first the one that is with us, then those that were lost, then those that went back, newest first. */
export const findItemsByBarcode = (db: ReadableDB, barcode: string): ItemAtHand[] =>
  // Most codes that are asked for are no item's: then the little question is enough.
  sql<[string], { readonly id: ItemId }>(db, selectIdsByBarcode)
    .all(barcode)
    .flatMap(({ id }) => findItem(db, id) ?? []);

/** The external identifier of another item's request, where that item is with us under this barcode now; or undefined. */
export const findBarcodeHolder = (
  db: ReadableDB,
  barcode: string,
  other: { readonly thanItem: ItemId } | { readonly thanRequest: RequestId },
): string | undefined => {
  const [column, id] =
    'thanItem' in other
      ? (['item.id', other.thanItem] as const)
      : (['request.id', other.thanRequest] as const);
  return sql<[string, number], { readonly externalId: string }>(
    db,
    `SELECT external_id AS externalId FROM item JOIN request ON request.id = request_id
      WHERE barcode = ? AND item.status NOT IN (${closedItems}) AND ${column} <> ?`,
  ).get(barcode, id)?.externalId;
};

/** Adds a volume. Returns its id. */
export const insertItem = (db: WritableDB, row: Omit<ItemRow, 'id'>): ItemId => insertRow(db, table, row);

/** Changes some fields of an item: where it is, or what became of it. */
export const updateItem = (
  db: WritableDB,
  id: ItemId,
  changes: Partial<Omit<ItemRow, 'id' | 'requestId'>>,
): void => updateRow(db, table, id, changes);

/** Removes the items of a request. */
export const deleteItems = (db: WritableDB, requestId: RequestId): void => {
  sql<[RequestId]>(db, 'DELETE FROM item WHERE request_id = ?').run(requestId);
};
