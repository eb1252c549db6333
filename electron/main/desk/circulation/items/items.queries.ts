import type {
  CalendarDate,
  DeskId,
  Instant,
  ItemId,
  LoanId,
  PartnerId,
  PatronId,
  RequestId,
} from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';

/** One volume with all that the circulation desk asks about it. Names are empty where nothing is recorded. */
export type ItemRow = {
  readonly id: ItemId;
  readonly barcode: string;
  readonly volume: number;
  readonly status: string;
  readonly deskId: DeskId | null;
  readonly deskName: string;
  readonly destinationDeskId: DeskId | null;
  readonly destinationName: string;
  /** The desk that received it and sends it back; null where nobody knows, or where that desk is not in use any more. */
  readonly owningDeskId: DeskId | null;
  readonly owningName: string;
  readonly goingBack: 0 | 1;
  readonly receivedAt: Instant;
  readonly holdUntil: CalendarDate | null;
  readonly requestId: RequestId;
  readonly externalId: string;
  readonly title: string;
  readonly author: string;
  readonly requestStatus: string;
  readonly dueOn: CalendarDate | null;
  readonly volumesExpected: number | null;
  readonly patronId: PatronId | null;
  readonly patronName: string;
  readonly partnerId: PartnerId | null;
  readonly partnerName: string;
  /** Null where none is chosen, or where it is not in use any more. */
  readonly pickupDeskId: DeskId | null;
  readonly pickupName: string;
  readonly pickupHoldShelf: 0 | 1 | null;
  /** The open loan, if there is one, and who has the item. */
  readonly loanId: LoanId | null;
  readonly loanDueOn: CalendarDate | null;
  readonly borrowerId: PatronId | null;
  readonly borrowerName: string;
};

const selectItem = `
  SELECT item.id, item.barcode, item.volume, item.status,
         item.desk_id AS deskId, ifnull(here.name, '') AS deskName,
         item.destination_desk_id AS destinationDeskId, ifnull(there.name, '') AS destinationName,
         owner.id AS owningDeskId, ifnull(owner.name, '') AS owningName, item.going_back AS goingBack,
         item.received_at AS receivedAt, item.hold_until AS holdUntil,
         request.id AS requestId, request.external_id AS externalId, request.title, request.author,
         request.status AS requestStatus, request.due_on AS dueOn, request.volumes_expected AS volumesExpected,
         request.patron_id AS patronId, ifnull(patron.name, '') AS patronName,
         request.active_partner_id AS partnerId, ifnull(partner.name, '') AS partnerName,
         pickup.id AS pickupDeskId, ifnull(pickup.name, '') AS pickupName,
         pickup.hold_shelf AS pickupHoldShelf,
         loan.id AS loanId, loan.due_on AS loanDueOn, loan.patron_id AS borrowerId,
         ifnull(borrower.name, '') AS borrowerName
    FROM item
    JOIN request ON request.id = item.request_id
    LEFT JOIN patron ON patron.id = request.patron_id
    LEFT JOIN partner ON partner.id = request.active_partner_id
    LEFT JOIN desk AS here ON here.id = item.desk_id
    LEFT JOIN desk AS there ON there.id = item.destination_desk_id
    LEFT JOIN desk AS owner ON owner.id = item.owning_desk_id AND owner.active = 1
    LEFT JOIN desk AS pickup ON pickup.id = request.pickup_desk_id AND pickup.active = 1
    LEFT JOIN loan ON loan.item_id = item.id AND loan.ended_on IS NULL
    LEFT JOIN patron AS borrower ON borrower.id = loan.patron_id`;

/** The item that a barcode means: the one that is with us; else the one that was lost last, else the one returned last. */
export const findItemByBarcode = (db: ReadableDB, barcode: string): ItemRow | undefined =>
  sql<[string], ItemRow>(
    db,
    `${selectItem}
      WHERE item.barcode = ?
      ORDER BY item.status = 'returned-to-partner', item.status = 'lost', item.id DESC LIMIT 1`,
  ).get(barcode);

/** The external identifier of another request whose item is with us under this barcode now, or undefined. */
export const findBarcodeHolder = (
  db: ReadableDB,
  item: { readonly id: ItemId; readonly barcode: string },
): string | undefined =>
  sql<object, { readonly externalId: string }>(
    db,
    `SELECT external_id AS externalId FROM item JOIN request ON request.id = request_id
      WHERE barcode = @barcode AND item.id <> @id AND item.status NOT IN ('returned-to-partner', 'lost')`,
  ).get(item)?.externalId;

/** The item with this id, or undefined. */
export const findItem = (db: ReadableDB, id: ItemId): ItemRow | undefined =>
  sql<[ItemId], ItemRow>(db, `${selectItem} WHERE item.id = ?`).get(id);

/** The title of the request with this external identifier, or undefined. */
export const findTitleOfIdentifier = (db: ReadableDB, code: string): string | undefined =>
  sql<[string], { readonly title: string }>(db, 'SELECT title FROM request WHERE external_id = ?').get(code)
    ?.title;

/** Whether a patron's card has this barcode. */
export const isPatronCard = (db: ReadableDB, code: string): boolean =>
  sql<[string]>(db, 'SELECT 1 FROM patron WHERE barcode = ?').get(code) !== undefined;

/** The last step of one of these kinds that changed the item and still stands: when, and by whom. */
export const findLastStepOnItem = (
  db: ReadableDB,
  itemId: ItemId,
  kinds: readonly string[],
): { readonly at: Instant; readonly operatorName: string } | undefined =>
  sql<object, { readonly at: Instant; readonly operatorName: string }>(
    db,
    `SELECT command_log.at, operator.name AS operatorName
       FROM change_log JOIN command_log USING (op_id) JOIN operator ON operator.id = operator_id
      WHERE table_name = 'item' AND row_id = @itemId AND undone_by IS NULL
        AND kind IN (SELECT value FROM json_each(@kinds))
      ORDER BY command_log.seq DESC LIMIT 1`,
  ).get({ itemId, kinds: JSON.stringify(kinds) });

/** How many other volumes of the request are still with us, of those with the patron and on a hold shelf, and lost. */
export type OtherVolumes = {
  readonly stillOut: number;
  readonly onLoan: number;
  readonly onShelf: number;
  readonly lost: number;
};

/** Counts the other volumes of an item's request. */
export const countOthers = (
  db: ReadableDB,
  item: { readonly id: ItemId; readonly requestId: RequestId },
): OtherVolumes =>
  sql<object, OtherVolumes>(
    db,
    `SELECT count(*) FILTER (WHERE status NOT IN ('returned-to-partner', 'lost')) AS stillOut,
            count(*) FILTER (WHERE status = 'on-loan') AS onLoan,
            count(*) FILTER (WHERE status = 'on-hold-shelf') AS onShelf, count(*) FILTER (WHERE status = 'lost') AS lost
       FROM item WHERE request_id = @requestId AND id <> @id`,
  ).get({ id: item.id, requestId: item.requestId }) ?? { stillOut: 0, onLoan: 0, onShelf: 0, lost: 0 };

/** The items of a request that have gone back to the partner, in their order. */
export const listReturned = (db: ReadableDB, requestId: RequestId): ItemId[] =>
  sql<[RequestId], { readonly id: ItemId }>(
    db,
    `SELECT id FROM item WHERE request_id = ? AND status = 'returned-to-partner' ORDER BY volume`,
  )
    .all(requestId)
    .map(({ id }) => id);

/** Where an item is from now on. */
export type ItemPlace = {
  readonly status: string;
  readonly deskId: DeskId;
  /** The desk that it is sent to; null where it stays. */
  readonly destinationDeskId: DeskId | null;
  readonly goingBack: 0 | 1;
  /** Since when it is on the hold shelf, and until when; null where it is not. */
  readonly shelvedAt: Instant | null;
  readonly holdUntil: CalendarDate | null;
};

/** Writes where an item is. */
export const placeItem = (db: WritableDB, id: ItemId, place: ItemPlace): void => {
  sql<object>(
    db,
    `UPDATE item SET status = @status, desk_id = @deskId, destination_desk_id = @destinationDeskId,
            going_back = @goingBack, shelved_at = @shelvedAt, hold_until = @holdUntil
      WHERE id = @id`,
  ).run({ ...place, id });
};

/** Writes what a step of the circulation desk changes on the request itself. A set of which all has gone back is not open. */
export const moveRequest = (
  db: WritableDB,
  row: { readonly id: RequestId; readonly status: string; readonly updatedAt: Instant },
): void => {
  sql<object>(
    db,
    `UPDATE request SET status = @status, updated_at = @updatedAt, worked_on = 1,
            receiving_open = iif(@status = 'RETURNED_TO_PARTNER', 0, receiving_open)
      WHERE id = @id`,
  ).run(row);
};

/** Ends a loan on this day. */
export const endLoan = (db: WritableDB, id: LoanId, endedOn: CalendarDate): void => {
  sql<[CalendarDate, LoanId]>(db, 'UPDATE loan SET ended_on = ? WHERE id = ?').run(endedOn, id);
};
