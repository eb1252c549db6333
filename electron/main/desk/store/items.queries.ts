import type {
  CalendarDate,
  DeskId,
  Instant,
  ItemId,
  LoanId,
  PartnerId,
  PatronId,
  RequestId,
  TurnId,
} from '../../../../shared/domain/ids.ts';
import { closedItemStatuses, isItemStatus } from '../../../../shared/domain/item-status.ts';
import type { Volume } from '../../../../shared/domain/life/volume.ts';
import { sql, sqlList } from '../../db/sql.ts';
import { columnsOf, insertRow, type Table, updateRow } from '../../db/table.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** The row of a volume. */
export type ItemRow = {
  readonly id: ItemId;
  readonly requestId: RequestId;
  readonly barcode: string;
  readonly volume: number;
  /** One of our statuses, or a code from another system. */
  readonly status: string;
  /** Since when; null if unknown, which means since it was received. */
  readonly statusAt: Instant | null;
  /** Where it is, or where it was sent from. */
  readonly deskId: DeskId | null;
  /** The desk that received it and sends it back; null if unknown. */
  readonly owningDeskId: DeskId | null;
  /** The desk that it is sent to; null if it is not in transit to one. */
  readonly destinationDeskId: DeskId | null;
  /** On its way to the partner by way of its owning desk. */
  readonly goingBack: number;
  readonly receivedAt: Instant;
  /** 1: no file said when; `receivedAt` is the moment of the import. */
  readonly receivedUnknown: number;
  /** Since when it is on the hold shelf, and until when; null if it is not. */
  readonly shelvedAt: Instant | null;
  readonly holdUntil: CalendarDate | null;
  /** 1 if the patron had it and brought it back. */
  readonly broughtBack: number;
  /** The turn whose partner sent it. */
  readonly turnId: TurnId;
  /** The partner's due date. */
  readonly dueOn: CalendarDate | null;
  /** 1 if its partner was notified of the receipt. */
  readonly receiptTold: number;
  readonly use: Volume['use'];
  /** Since when it is to go back; null while it is for the patron. */
  readonly useAt: Instant | null;
  /** The label on its spine. */
  readonly label: string;
  readonly renewal: Volume['renewal'];
  readonly renewalAt: Instant | null;
  /** The date that the partner was asked for. */
  readonly renewalUntil: CalendarDate | null;
  readonly demand: Volume['demand'];
  readonly demandAt: Instant | null;
  /** The return date of a recall. */
  readonly backBy: CalendarDate | null;
  readonly report: Volume['report'];
  readonly reportAt: Instant | null;
  /** Whether its partner has confirmed that it has it back. */
  readonly checkIn: Volume['checkIn'];
  readonly checkInAt: Instant | null;
  /** When it was returned to its partner; null if it was not, or if unknown. */
  readonly returnedAt: Instant | null;
  /** Its last completed stay on the hold shelf: start, end, and its status afterwards. */
  readonly leftShelfSince: Instant | null;
  readonly leftShelfAt: Instant | null;
  readonly leftShelfAs: string | null;
};

const table: Table<ItemRow> = {
  name: 'item',
  columns: {
    id: 'id',
    requestId: 'request_id',
    barcode: 'barcode',
    volume: 'volume',
    status: 'status',
    statusAt: 'status_at',
    deskId: 'desk_id',
    owningDeskId: 'owning_desk_id',
    destinationDeskId: 'destination_desk_id',
    goingBack: 'going_back',
    receivedAt: 'received_at',
    receivedUnknown: 'received_unknown',
    shelvedAt: 'shelved_at',
    holdUntil: 'hold_until',
    broughtBack: 'brought_back',
    turnId: 'turn_id',
    dueOn: 'due_on',
    receiptTold: 'receipt_told',
    use: 'use',
    useAt: 'use_at',
    label: 'label',
    renewal: 'renewal',
    renewalAt: 'renewal_at',
    renewalUntil: 'renewal_until',
    demand: 'demand',
    demandAt: 'demand_at',
    backBy: 'back_by',
    report: 'report',
    reportAt: 'report_at',
    checkIn: 'check_in',
    checkInAt: 'check_in_at',
    returnedAt: 'returned_at',
    leftShelfSince: 'left_shelf_since',
    leftShelfAt: 'left_shelf_at',
    leftShelfAs: 'left_shelf_as',
  },
};

/** The past of a volume that is newly inserted, unless an exported file of ours has more: no stay on a shelf, no known return. */
export const emptyItemHistory = {
  receivedUnknown: 0,
  statusAt: null,
  returnedAt: null,
  leftShelfSince: null,
  leftShelfAt: null,
  leftShelfAs: null,
};

/** The markers of a volume about which nothing was asked or reported. */
export const defaultMarkers = {
  use: 'for-patron',
  useAt: null,
  renewal: 'none',
  renewalAt: null,
  renewalUntil: null,
  demand: 'none',
  demandAt: null,
  backBy: null,
  report: 'none',
  reportAt: null,
  checkIn: 'none',
  checkInAt: null,
} as const;

/** Returns a volume as part of its request's life. A place from another system stays in the row only. */
export const volumeOf = (row: ItemRow): Volume => ({
  id: row.id,
  turnId: row.turnId,
  place: isItemStatus(row.status) ? row.status : 'outside',
  use: row.use,
  patron: row.status === 'on-loan' ? 'has-it' : row.broughtBack === 1 ? 'brought-back' : 'not-yet',
  renewal: row.renewal,
  demand: row.demand,
  report: row.report,
  checkIn: row.checkIn,
  dueOn: row.dueOn,
  askedUntil: row.renewalUntil,
  receiptTold: row.receiptTold === 1,
});

/**
 * Returns the columns of a volume that differ from its row after an event, with their timestamps.
 * @param before the previous row.
 */
export const changesOfVolume = (before: ItemRow, volume: Volume, at: Instant): Partial<ItemRow> => {
  const was = volumeOf(before);
  return {
    ...(volume.place !== was.place && {
      status: volume.place,
      statusAt: at,
      returnedAt: volume.place === 'returned-to-partner' ? at : null,
    }),
    ...(volume.turnId !== was.turnId && { turnId: volume.turnId }),
    ...(volume.patron !== was.patron && { broughtBack: volume.patron === 'brought-back' ? 1 : 0 }),
    ...(volume.dueOn !== was.dueOn && { dueOn: volume.dueOn }),
    ...(volume.receiptTold !== was.receiptTold && { receiptTold: volume.receiptTold ? 1 : 0 }),
    ...(volume.use !== was.use && { use: volume.use, useAt: volume.use === 'goes-back' ? at : null }),
    ...(volume.renewal !== was.renewal && {
      renewal: volume.renewal,
      renewalAt: volume.renewal === 'none' ? null : at,
    }),
    ...(volume.askedUntil !== was.askedUntil && { renewalUntil: volume.askedUntil }),
    ...(volume.demand !== was.demand && {
      demand: volume.demand,
      demandAt: volume.demand === 'none' ? null : at,
      ...(volume.demand !== 'recalled' && { backBy: null }),
    }),
    ...(volume.report !== was.report && {
      report: volume.report,
      reportAt: volume.report === 'none' ? null : at,
    }),
    ...(volume.checkIn !== was.checkIn && {
      checkIn: volume.checkIn,
      checkInAt: volume.checkIn === 'none' ? null : at,
    }),
  };
};

/** The statuses of returned and lost items as an SQL list: exactly as in the index of open barcodes. */
export const closedItems = sqlList(closedItemStatuses);

/** A volume of a request with its open loan; the loan's fields are null if there is none. */
export type StoredItem = ItemRow & {
  /** The partner of its turn, which sent it; null if unknown. */
  readonly partnerId: PartnerId | null;
  readonly loanId: LoanId | null;
  readonly loanedOn: CalendarDate | null;
  readonly beginUnknown: number | null;
  readonly loanDueOn: CalendarDate | null;
  /** The date that the partner was asked for and has not confirmed. */
  readonly renewalDueOn: CalendarDate | null;
  readonly periodDays: number | null;
  readonly renewals: number | null;
};

const itemColumns = `
  ${columnsOf(table)}, turn.partner_id AS partnerId, loan.id AS loanId, loan.loaned_on AS loanedOn, loan.begin_unknown AS beginUnknown, loan.due_on AS loanDueOn, loan.renewal_due_on AS renewalDueOn,
  loan.period_days AS periodDays, loan.renewals`;

const joinOpenLoan = `JOIN turn ON turn.id = item.turn_id LEFT JOIN loan ON loan.item_id = item.id AND loan.ended_on IS NULL`;

const selectOfRequest = `SELECT ${itemColumns} FROM item ${joinOpenLoan} WHERE item.request_id = ? ORDER BY item.volume`;

/** Returns the items of a request in volume order. */
export const listItems = (db: ReadableDB, requestId: RequestId): StoredItem[] =>
  sql<[RequestId], StoredItem>(db, selectOfRequest).all(requestId);

/** A volume with its desks and its borrower. Names are empty if they are not recorded. */
export type ItemAtHand = StoredItem & {
  readonly deskName: string;
  readonly destinationName: string;
  readonly owningName: string;
  /** Null if the desk is unknown. */
  readonly owningInUse: 0 | 1 | null;
  /** The borrower of the item. */
  readonly borrowerId: PatronId | null;
  readonly borrowerName: string;
  /** The partner that sent it. */
  readonly senderName: string;
};

const selectAtHand = `
  SELECT ${itemColumns}, ifnull(here.name, '') AS deskName, ifnull(there.name, '') AS destinationName,
         ifnull(owner.name, '') AS owningName, owner.active AS owningInUse,
         loan.patron_id AS borrowerId, ifnull(borrower.name, '') AS borrowerName,
         ifnull(sender.name, '') AS senderName
    FROM item ${joinOpenLoan}
    LEFT JOIN desk AS here ON here.id = item.desk_id
    LEFT JOIN desk AS there ON there.id = item.destination_desk_id
    LEFT JOIN desk AS owner ON owner.id = item.owning_desk_id
    LEFT JOIN patron AS borrower ON borrower.id = loan.patron_id
    LEFT JOIN partner AS sender ON sender.id = turn.partner_id
   WHERE item.id = ?`;

const selectIdsByBarcode = `
  SELECT id FROM item WHERE barcode = ? ORDER BY status IN ('returned-to-partner', 'handed-over'), status = 'lost', id DESC`;

/** Returns the item with this id, or undefined. */
export const findItem = (db: ReadableDB, id: ItemId): ItemAtHand | undefined =>
  sql<[ItemId], ItemAtHand>(db, selectAtHand).get(id);

/** Returns the items with this barcode: first the one that is with us, then lost ones, then returned ones, newest first. */
export const findItemsByBarcode = (db: ReadableDB, barcode: string): ItemAtHand[] =>
  sql<[string], { readonly id: ItemId }>(db, selectIdsByBarcode)
    .all(barcode)
    .flatMap(({ id }) => findItem(db, id) ?? []);

/** Returns the external identifier of another item's request if that item is with us under this barcode now; otherwise undefined. */
export const findBarcodeHolder = (
  db: ReadableDB,
  barcode: string,
  other: { readonly thanItem: ItemId } | { readonly thanRequest: RequestId },
): string | undefined =>
  sql<object, { readonly externalId: string }>(
    db,
    `SELECT external_id AS externalId FROM item JOIN request ON request.id = request_id
      WHERE barcode = @barcode AND item.status NOT IN (${closedItems}) AND barcode <> ''
        AND item.id IS NOT @thanItem AND request.id IS NOT @thanRequest`,
  ).get({ barcode, thanItem: null, thanRequest: null, ...other })?.externalId;

/** Inserts a volume. Returns its id. */
export const insertItem = (
  db: WritableDB,
  row: Omit<ItemRow, 'id' | keyof typeof emptyItemHistory> &
    Partial<Pick<ItemRow, keyof typeof emptyItemHistory>>,
): ItemId => insertRow(db, table, { ...emptyItemHistory, ...row });

/** Updates some fields of an item, such as its place or status. */
export const updateItem = (
  db: WritableDB,
  id: ItemId,
  changes: Partial<Omit<ItemRow, 'id' | 'requestId'>>,
): void => updateRow(db, table, id, changes);

/** Removes the items of a request. */
export const deleteItems = (db: WritableDB, requestId: RequestId): void => {
  sql<[RequestId]>(db, 'DELETE FROM item WHERE request_id = ?').run(requestId);
};
