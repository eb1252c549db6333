import type {
  CalendarDate,
  DeskId,
  Instant,
  LibraryId,
  PartnerId,
  PatronId,
  RequestId,
} from '../../../../shared/domain/ids.ts';
import type {
  CancellationState,
  CancelledFor,
  EndState,
  Life,
  ParcelState,
} from '../../../../shared/domain/life/life.ts';
import { type Citation, citationFields } from '../../../../shared/domain/citation.ts';
import { type DueStage, dueStageOf } from '../../../../shared/domain/life/due-stage.ts';
import { newLife } from '../../../../shared/domain/life/life.ts';
import { type LossState, openQuestionsOf, statusOf } from '../../../../shared/domain/life/status.ts';
import type { DemandState, RenewalState, Volume } from '../../../../shared/domain/life/volumes.ts';
import { earliestDueOn } from '../../../../shared/domain/life/volumes.ts';
import { fromRequest, homeColumns } from '../../db/selects.ts';
import { sql } from '../../db/sql.ts';
import { columnsOf, insertRow, type Table, updateRow } from '../../db/table.ts';
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
  /** What its life adds up to: a status of ours, or a code from outside. Kept, with the open questions below it, by `writeLife`. */
  readonly status: string;
  readonly renewal: RenewalState;
  readonly demand: DemandState;
  readonly loss: LossState;
  /** How far the partner is, or a word from outside that fits nothing of ours. */
  readonly supply: string;
  readonly cancellation: CancellationState;
  readonly cancellationAt: Instant | null;
  readonly cancelledFor: CancelledFor | null;
  /** What we asked or reported of a parcel that has not come. */
  readonly parcel: ParcelState;
  readonly parcelAt: Instant | null;
  readonly endedAs: EndState | null;
  /** When the partner wants it back. */
  readonly dueOn: CalendarDate | null;
  /** What that date means; kept with the status. */
  readonly dueStage: DueStage;
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
  /** The ended or rejected request that it repeats. */
  readonly againOf: RequestId | null;
  /** Since when nothing says who its patron was; null: nobody was forgotten. */
  readonly patronErasedAt: Instant | null;
} & Citation;

/** The columns of the citation: `journalVolume` stands in `journal_volume`. */
const citationColumns = Object.fromEntries(
  citationFields.map(({ name }) => [name, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]),
) as Record<keyof Citation, string>;

/** The citation for a SELECT: `request.isbn AS isbn, request.journal_volume AS journalVolume …`. */
export const citationSelect = Object.entries(citationColumns)
  .map(([field, column]) => `request.${column} AS ${field}`)
  .join(', ');

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
    renewal: 'renewal',
    demand: 'demand',
    loss: 'loss',
    supply: 'supply',
    cancellation: 'cancellation',
    cancellationAt: 'cancellation_at',
    cancelledFor: 'cancelled_for',
    parcel: 'parcel',
    parcelAt: 'parcel_at',
    endedAs: 'ended_as',
    dueOn: 'due_on',
    dueStage: 'due_stage',
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
    againOf: 'again_of',
    patronErasedAt: 'patron_forgotten_at',
    ...citationColumns,
  },
};

/** The columns of a request, by the names of the fields. */
export const requestColumnNames = table.columns;

/** A request with the names around it; they are empty where nothing is recorded. */
export type StoredRequest = RequestRow & {
  /** The earliest day on which the patron must bring something of it back. Kept by triggers on loans and items. */
  readonly patronDueOn: CalendarDate | null;
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
  /** Those that were not scanned yet included. */
  readonly volumesKnown: number;
};

const selectRequest = `
  SELECT ${columnsOf(table)}, request.patron_due_on AS patronDueOn, ifnull(patron.name, '') AS patronName, patron.barcode AS patronBarcode, ifnull(partner.name, '') AS partnerName,
         partner.renews_automatically AS renewsAutomatically, partner.cancel_needs_consent AS cancelNeedsConsent,
         ifnull(desk.name, '') AS pickupName, desk.active AS pickupInUse, desk.hold_shelf AS pickupHoldShelf, ${homeColumns},
         (SELECT count(*) FROM item WHERE item.request_id = request.id AND item.barcode <> '') AS volumesReceived,
         (SELECT count(*) FROM item WHERE item.request_id = request.id) AS volumesKnown
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

const selectRowsAfter = `SELECT ${columnsOf(table)} FROM request WHERE id > ? ORDER BY id LIMIT ?`;

/** The rows of the next requests in the order in which they came. @param after the id of the last one; 0: from the first. */
export const listRequestRowsAfter = (db: ReadableDB, after: RequestId | 0, limit: number): RequestRow[] =>
  sql<[number, number], RequestRow>(db, selectRowsAfter).all(after, limit);

/** How many requests there are. */
export const countRequests = (db: ReadableDB): number =>
  sql<[], { readonly n: number }>(db, 'SELECT count(*) AS n FROM request').get()?.n ?? 0;

/** What a request says that nobody has cancelled. */
export const notCancelled = { cancelReason: '', cancelNote: '', cancelNotify: 0 } as const;

/** What is kept of the life of a request, so that lists and counts need not work it out. */
type Kept = Pick<RequestRow, 'status' | 'renewal' | 'demand' | 'loss' | 'dueStage'>;

const keptOf = (life: Life): Kept => {
  const { renewal, demand, loss } = openQuestionsOf(life);
  return { status: statusOf(life), renewal, demand, loss, dueStage: dueStageOf(life) };
};

/** The parts of a life that stand in the request itself. */
type LifeColumns = Pick<RequestRow, 'supply' | 'cancellation' | 'cancelledFor' | 'parcel' | 'endedAs'>;

const columnsOfLife = ({ supply, cancellation, cancelledFor, parcel, endedAs }: Life): LifeColumns => ({
  supply,
  cancellation,
  cancelledFor,
  parcel,
  endedAs,
});

/** The life of a request, out of its row and its volumes. */
export const lifeOf = (row: LifeColumns, volumes: readonly Volume[]): Life => ({
  supply: row.supply,
  cancellation: row.cancellation,
  cancelledFor: row.cancelledFor,
  parcel: row.parcel,
  endedAs: row.endedAs,
  volumes,
});

type NewRow = Omit<RequestRow, 'id' | 'cancellationAt' | 'parcelAt' | keyof Kept | keyof LifeColumns>;

/** Since when a cancellation is asked, and a parcel claimed or lost. */
type Since = Pick<RequestRow, 'cancellationAt' | 'parcelAt'>;

/** Adds a request with its life. Returns its id. Its volumes are written by themselves. */
export const insertRequest = (
  db: WritableDB,
  row: NewRow,
  life: Life = newLife,
  since: Since = {
    cancellationAt: life.cancellation === 'none' ? null : row.updatedAt,
    parcelAt: life.parcel === 'none' ? null : row.updatedAt,
  },
): RequestId =>
  insertRow(db, table, {
    ...row,
    ...columnsOfLife(life),
    ...keptOf(life),
    dueOn: earliestDueOn(life.volumes) ?? row.dueOn,
    ...since,
  });

/** Fields of a request that change. Its life is written by `writeLife`. */
export type RequestChanges = Partial<
  Omit<RequestRow, 'id' | 'externalId' | 'cancellationAt' | 'parcelAt' | keyof Kept | keyof LifeColumns>
>;

/** Changes some fields of a request. */
export const updateRequest = (db: WritableDB, id: RequestId, changes: RequestChanges): void =>
  updateRow(db, table, id, changes);

const different = <Row extends object>(before: Row, after: Partial<Row>): Partial<Row> =>
  Object.fromEntries(
    Object.entries(after).filter(([field, value]) => value !== before[field as keyof Row]),
  ) as Partial<Row>;

/**
 * Writes the life that a request has from now on, and what is kept of it: status, open questions, and the due date, which is the
 * earliest of its volumes that are out. The only writer of these. What stays is not written: the status stands in nearly every index.
 * @param before the row as it is now.
 * @param changes fields that change besides.
 * @param at since when it is so.
 */
export const writeLife = (
  db: WritableDB,
  before: RequestRow,
  life: Life,
  changes: RequestChanges,
  at: Instant,
): void => {
  const dueOn = earliestDueOn(life.volumes);
  const now: Partial<RequestRow> = {
    ...columnsOfLife(life),
    ...keptOf(life),
    ...(dueOn !== undefined && { dueOn }),
    ...(life.cancellation !== before.cancellation && {
      cancellationAt: life.cancellation === 'none' ? null : at,
    }),
    ...(life.parcel !== before.parcel && { parcelAt: life.parcel === 'none' ? null : at }),
  };
  updateRow(db, table, before.id, { ...changes, ...different(before, now) });
};

/** Gives the requests that were made at one library to another. */
export const moveRequestsMadeAt = (db: WritableDB, from: LibraryId, to: LibraryId): void => {
  sql<[LibraryId, LibraryId]>(
    db,
    'UPDATE request SET made_at_library_id = ? WHERE made_at_library_id = ?',
  ).run(to, from);
};
