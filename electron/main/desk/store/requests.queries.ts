import type {
  CalendarDate,
  DeskId,
  Instant,
  LibraryId,
  PartnerId,
  PatronId,
  RequestId,
} from '../../../../shared/domain/ids.ts';
import { fromRequest, homeColumns } from '../../db/selects.ts';
import { sql } from '../../db/sql.ts';
import type { Table } from '../../db/table.ts';
import { columnsOf, insertRow, updateRow } from '../../db/table.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** A request as its row is. */
export type RequestRow = {
  readonly id: RequestId;
  readonly externalId: string;
  readonly title: string;
  readonly author: string;
  readonly format: string;
  readonly patronId: PatronId | null;
  readonly pickupDeskId: DeskId | null;
  /** Whose it is while it has no pickup desk; null where nobody knows. */
  readonly madeAtLibraryId: LibraryId | null;
  readonly activePartnerId: PartnerId | null;
  /** A status of ours, or a code from outside. */
  readonly status: string;
  /** When the partner wants it back. */
  readonly dueOn: CalendarDate | null;
  readonly volumesExpected: number | null;
  /** A set in the middle of receiving: open until Done. */
  readonly receivingOpen: number;
  readonly circulationNote: string;
  readonly cost: string;
  /** Why it was cancelled: a code; empty where it was not. */
  readonly cancelReason: string;
  readonly cancelNote: string;
  /** Whether the patron is to be told of the cancellation. */
  readonly cancelNotify: number;
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant;
  /** 1 when somebody worked on it at a desk: files leave it alone. */
  readonly workedOn: number;
};

const table: Table<RequestRow> = {
  name: 'request',
  columns: {
    id: 'id',
    externalId: 'external_id',
    title: 'title',
    author: 'author',
    format: 'format',
    patronId: 'patron_id',
    pickupDeskId: 'pickup_desk_id',
    madeAtLibraryId: 'made_at_library_id',
    activePartnerId: 'active_partner_id',
    status: 'status',
    dueOn: 'due_on',
    volumesExpected: 'volumes_expected',
    receivingOpen: 'receiving_open',
    circulationNote: 'circulation_note',
    cost: 'cost',
    cancelReason: 'cancel_reason',
    cancelNote: 'cancel_note',
    cancelNotify: 'cancel_notify',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
    workedOn: 'worked_on',
  },
};

/** The columns of a request, by the names of the fields. */
export const requestColumnNames = table.columns;

/** A request with the names around it; they are empty where nothing is recorded. */
export type StoredRequest = RequestRow & {
  readonly patronName: string;
  readonly patronBarcode: string | null;
  readonly partnerName: string;
  /** Of the active partner; null where none is recorded. */
  readonly renewsAutomatically: number | null;
  readonly cancelNeedsConsent: number | null;
  readonly pickupName: string;
  /** Null where no pickup location is chosen. */
  readonly pickupInUse: 0 | 1 | null;
  readonly pickupHoldShelf: 0 | 1 | null;
  /** To which library it belongs. */
  readonly libraryId: LibraryId | null;
  readonly libraryName: string;
  readonly volumesReceived: number;
};

const selectRequest = `
  SELECT ${columnsOf(table)}, ifnull(patron.name, '') AS patronName, patron.barcode AS patronBarcode, ifnull(partner.name, '') AS partnerName,
         partner.renews_automatically AS renewsAutomatically, partner.cancel_needs_consent AS cancelNeedsConsent,
         ifnull(desk.name, '') AS pickupName, desk.active AS pickupInUse, desk.hold_shelf AS pickupHoldShelf, ${homeColumns},
         (SELECT count(*) FROM item WHERE item.request_id = request.id) AS volumesReceived
  ${fromRequest}`;

// A text that is put together once is found again at once among the prepared statements.
const selectById = `${selectRequest} WHERE request.id = ?`;
const selectByExternalId = `${selectRequest} WHERE external_id = ?`;

/** One request, or undefined. */
export const findRequest = (db: ReadableDB, id: RequestId): StoredRequest | undefined =>
  sql<[RequestId], StoredRequest>(db, selectById).get(id);

/** The request with this external identifier, whatever the case of its letters, or undefined. */
export const findRequestByExternalId = (db: ReadableDB, code: string): StoredRequest | undefined =>
  sql<[string], StoredRequest>(db, selectByExternalId).get(code);

const selectRowById = `SELECT ${columnsOf(table)} FROM request WHERE id = ?`;
const selectRowByExternalId = `SELECT ${columnsOf(table)} FROM request WHERE external_id = ?`;

/** The row of a request alone, or undefined. */
export const findRequestRow = (db: ReadableDB, id: RequestId): RequestRow | undefined =>
  sql<[RequestId], RequestRow>(db, selectRowById).get(id);

/** The row of the request with this external identifier, or undefined. */
export const findRequestRowByExternalId = (db: ReadableDB, code: string): RequestRow | undefined =>
  sql<[string], RequestRow>(db, selectRowByExternalId).get(code);

/** What a request says that nobody has cancelled. */
export const notCancelled = { cancelReason: '', cancelNote: '', cancelNotify: 0 } as const;

/** Adds a request. Returns its id. */
export const insertRequest = (db: WritableDB, row: Omit<RequestRow, 'id'>): RequestId =>
  insertRow(db, table, row);

/** Fields of a request that change. */
export type RequestChanges = Partial<Omit<RequestRow, 'id' | 'externalId'>>;

/** Changes some fields of a request. */
export const updateRequest = (db: WritableDB, id: RequestId, changes: RequestChanges): void =>
  updateRow(db, table, id, changes);

/** Gives the requests that were made at one library to another. */
export const moveRequestsMadeAt = (db: WritableDB, from: LibraryId, to: LibraryId): void => {
  sql<[LibraryId, LibraryId]>(
    db,
    'UPDATE request SET made_at_library_id = ? WHERE made_at_library_id = ?',
  ).run(to, from);
};
