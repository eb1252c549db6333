import type { CalendarDate, DeskId, LibraryId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { LibraryScope } from '../../../db/library-scope.ts';
import { patronInScope } from '../../../db/library-scope.ts';
import { homeColumns, joinHome } from '../../../db/selects.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { closedItems } from '../../store/items.queries.ts';

export type FoundRequest = {
  readonly id: RequestId;
  readonly libraryId: LibraryId | null;
  readonly libraryName: string;
  readonly externalId: string;
  readonly title: string;
  readonly patronName: string;
  readonly patronBarcode: string | null;
  readonly status: string;
  readonly receivingOpen: number;
  readonly volumesExpected: number | null;
  readonly volumesReceived: number;
};

const requestColumns = `
  request.id, ${homeColumns}, external_id AS externalId, title, ifnull(patron.name, '') AS patronName, patron.barcode AS patronBarcode,
  request.status, receiving_open AS receivingOpen, volumes_expected AS volumesExpected,
  (SELECT count(*) FROM item AS volume WHERE volume.request_id = request.id) AS volumesReceived`;

/** The request with this external identifier, or undefined. */
export const findRequestByCode = (db: ReadableDB, code: string): FoundRequest | undefined =>
  sql<[string], FoundRequest>(
    db,
    `SELECT ${requestColumns} FROM request LEFT JOIN patron ON patron.id = patron_id ${joinHome} WHERE external_id = ?`,
  ).get(code);

export type FoundItem = FoundRequest & {
  readonly barcode: string;
  readonly itemStatus: string;
  readonly deskId: DeskId | null;
  readonly deskName: string;
  readonly destinationDeskId: DeskId | null;
  readonly destinationName: string;
  readonly holdUntil: CalendarDate | null;
};

/** The item with this barcode, one that is with us before one that has gone; or undefined. */
export const findItemByCode = (db: ReadableDB, code: string): FoundItem | undefined =>
  sql<[string], FoundItem>(
    db,
    `SELECT ${requestColumns}, item.barcode, item.status AS itemStatus, item.desk_id AS deskId,
            ifnull(here.name, '') AS deskName, destination_desk_id AS destinationDeskId,
            ifnull(there.name, '') AS destinationName, hold_until AS holdUntil
       FROM item JOIN request ON request.id = item.request_id ${joinHome}
       LEFT JOIN patron ON patron.id = request.patron_id
       LEFT JOIN desk AS here ON here.id = item.desk_id
       LEFT JOIN desk AS there ON there.id = destination_desk_id
      WHERE item.barcode = ?
      ORDER BY item.status IN (${closedItems}), item.id DESC LIMIT 1`,
  ).get(code);

/** The patron with this card, of one of the libraries, or undefined. */
export const findPatronByCard = (
  db: ReadableDB,
  code: string,
  libraries: LibraryScope,
): { readonly name: string; readonly barcode: string; readonly loans: number } | undefined =>
  sql<[string], { readonly name: string; readonly barcode: string; readonly loans: number }>(
    db,
    `SELECT name, barcode,
            (SELECT count(*) FROM loan WHERE patron_id = patron.id AND ended_on IS NULL) AS loans
       FROM patron WHERE barcode = ? AND ${patronInScope(libraries)}`,
  ).get(code);
