import type {
  CalendarDate,
  DeskId,
  Instant,
  ItemId,
  LibraryId,
  OpId,
  PartnerId,
  PatronId,
  RequestId,
} from '../../../../../shared/domain/ids.ts';
import { fromRequest, requestColumns, selectShelfOfLibrary } from '../../../db/selects.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';

export type RequestRow = {
  readonly id: RequestId;
  readonly externalId: string;
  readonly title: string;
  readonly author: string;
  readonly status: string;
  readonly patronId: PatronId | null;
  readonly patronName: string;
  readonly partnerId: PartnerId | null;
  readonly partnerName: string;
  readonly pickupDeskId: DeskId | null;
  readonly pickupName: string;
  readonly libraryId: LibraryId | null;
  readonly libraryName: string;
  /** Null where no pickup location is chosen. */
  readonly pickupInUse: 0 | 1 | null;
  readonly dueOn: CalendarDate | null;
  readonly volumesExpected: number | null;
  readonly volumesReceived: number;
  readonly circulationNote: string;
  readonly cost: string;
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant;
  readonly receivingOpen: number;
};

const selectRequest = `SELECT ${requestColumns}, desk.active AS pickupInUse ${fromRequest}`;

/** The request with this external identifier, whatever the case of its letters. */
export const findRequestByExternalId = (db: ReadableDB, code: string): RequestRow | undefined =>
  sql<[string], RequestRow>(db, `${selectRequest} WHERE external_id = ?`).get(code);

/** What a code names as an external identifier, without all that the form needs. */
export const findNamedRequest = (
  db: ReadableDB,
  code: string,
): Pick<RequestRow, 'id' | 'externalId' | 'title'> | undefined =>
  sql<[string], Pick<RequestRow, 'id' | 'externalId' | 'title'>>(
    db,
    'SELECT id, external_id AS externalId, title FROM request WHERE external_id = ?',
  ).get(code);

export const findRequest = (db: ReadableDB, id: RequestId): RequestRow | undefined =>
  sql<[RequestId], RequestRow>(db, `${selectRequest} WHERE request.id = ?`).get(id);

export type ItemRow = {
  readonly id: ItemId;
  readonly requestId: RequestId;
  readonly externalId: string;
  readonly title: string;
  readonly patronName: string;
  readonly barcode: string;
  readonly volume: number;
  readonly status: string;
};

/** Items with this barcode, those that are with us first. */
export const findItemsByBarcode = (db: ReadableDB, barcode: string): ItemRow[] =>
  sql<[string], ItemRow>(
    db,
    `SELECT item.id, request_id AS requestId, external_id AS externalId, title,
            ifnull(patron.name, '') AS patronName, item.barcode, volume, item.status
       FROM item JOIN request ON request.id = request_id LEFT JOIN patron ON patron.id = patron_id
      WHERE item.barcode = ?
      ORDER BY item.status IN ('returned-to-partner', 'lost'), item.id DESC`,
  ).all(barcode);

/** Whether a patron's card has this barcode. */
export const isPatronBarcode = (db: ReadableDB, barcode: string): boolean =>
  sql<[string]>(db, 'SELECT 1 FROM patron WHERE barcode = ?').get(barcode) !== undefined;

export type VolumeRow = {
  readonly id: ItemId;
  readonly barcode: string;
  readonly volume: number;
  readonly receivedAt: Instant;
  readonly destinationDeskId: DeskId | null;
  readonly deskName: string;
  readonly destinationName: string;
  readonly opId: OpId | null;
};

/** The volumes of a request in their order, each with the step that received it. */
export const listVolumes = (db: ReadableDB, requestId: RequestId): VolumeRow[] =>
  sql<[RequestId], VolumeRow>(
    db,
    `SELECT item.id, item.barcode, volume, received_at AS receivedAt, destination_desk_id AS destinationDeskId,
            ifnull(here.name, '') AS deskName, ifnull(there.name, '') AS destinationName,
            (SELECT op_id FROM change_log JOIN command_log USING (op_id)
              WHERE command_log.request_id = item.request_id AND kind = 'receive'
                AND table_name = 'item' AND row_id = item.id AND before IS NULL AND undone_by IS NULL
              ORDER BY seq DESC LIMIT 1) AS opId
       FROM item
       LEFT JOIN desk AS here ON here.id = item.desk_id
       LEFT JOIN desk AS there ON there.id = destination_desk_id
      WHERE item.request_id = ?
      ORDER BY volume`,
  ).all(requestId);

/** Whether a volume of the request is on its way to its patron. One that goes back to the partner is not. */
export const isOnItsWay = (db: ReadableDB, requestId: RequestId): boolean =>
  sql<[RequestId]>(
    db,
    "SELECT 1 FROM item WHERE request_id = ? AND status = 'in-transit' AND going_back = 0",
  ).get(requestId) !== undefined;

export const listActiveNotes = (
  db: ReadableDB,
  requestId: RequestId,
): { readonly from: 'partner' | 'staff'; readonly text: string }[] =>
  sql<[RequestId], { readonly from: 'partner' | 'staff'; readonly text: string }>(
    db,
    `SELECT author AS "from", body AS text FROM request_note WHERE request_id = ? AND active = 1 ORDER BY created_at, id`,
  ).all(requestId);

/** The conditions of the active partner. Those that were declined, or an earlier partner's, are not this item's. */
export const findCondition = (
  db: ReadableDB,
  requestId: RequestId,
): { readonly reason: string; readonly note: string } | undefined =>
  sql<[RequestId], { readonly reason: string; readonly note: string }>(
    db,
    `SELECT reason, note FROM request_condition JOIN request ON request.id = request_id
      WHERE request_id = ? AND answer IS NOT 'no' AND (partner_id IS NULL OR partner_id IS active_partner_id)`,
  ).get(requestId);

/** The first desk of a library that has a hold shelf. */
export const findHoldShelfDesk = (
  db: ReadableDB,
  libraryId: LibraryId,
): { readonly id: DeskId; readonly name: string } | undefined =>
  sql<[LibraryId], { readonly id: DeskId; readonly name: string }>(db, selectShelfOfLibrary).get(libraryId);

/** The lowest volume number that no item of the request has. */
export const nextVolumeNumber = (db: ReadableDB, requestId: RequestId): number =>
  sql<{ id: RequestId }, { readonly n: number }>(
    db,
    `SELECT min(n) AS n FROM (
       SELECT 1 AS n UNION ALL SELECT volume + 1 FROM item WHERE request_id = @id
     ) WHERE n NOT IN (SELECT volume FROM item WHERE request_id = @id)`,
  ).get({ id: requestId })?.n ?? 1;

/** The last step of this kind on a request that still stands: when, and by whom. */
export const findLastStep = (
  db: ReadableDB,
  requestId: RequestId,
  kind: string,
): { readonly at: Instant; readonly operatorName: string } | undefined =>
  sql<[RequestId, string], { readonly at: Instant; readonly operatorName: string }>(
    db,
    `SELECT at, operator.name AS operatorName
       FROM command_log JOIN operator ON operator.id = operator_id
      WHERE request_id = ? AND kind = ? AND undone_by IS NULL
      ORDER BY seq DESC LIMIT 1`,
  ).get(requestId, kind);

/** Stores a volume and gives its id. The desk that receives it owns it: from there it goes back to the partner. */
export const insertItem = (
  db: WritableDB,
  row: {
    readonly requestId: RequestId;
    readonly barcode: string;
    readonly volume: number;
    readonly status: string;
    readonly deskId: DeskId;
    readonly destinationDeskId: DeskId | null;
    readonly receivedAt: Instant;
    /** On the hold shelf: until when. Null where it goes in transit. */
    readonly holdUntil: CalendarDate | null;
  },
): ItemId =>
  Number(
    sql<object>(
      db,
      `INSERT INTO item (request_id, barcode, volume, status, desk_id, owning_desk_id, destination_desk_id,
                         received_at, shelved_at, hold_until)
       VALUES (@requestId, @barcode, @volume, @status, @deskId, @deskId, @destinationDeskId,
               @receivedAt, iif(@holdUntil IS NULL, NULL, @receivedAt), @holdUntil)`,
    ).run(row).lastInsertRowid,
  ) as ItemId;

/** Writes what receiving changes on the request itself. */
export const updateReceiving = (
  db: WritableDB,
  row: {
    readonly id: RequestId;
    readonly status: string;
    readonly receivingOpen: number;
    readonly updatedAt: Instant;
  },
): void => {
  sql<object>(
    db,
    `UPDATE request SET status = @status, receiving_open = @receivingOpen,
            updated_at = @updatedAt, worked_on = 1
      WHERE id = @id`,
  ).run(row);
};
