import type {
  CalendarDate,
  DeskId,
  Instant,
  LibraryId,
  PatronId,
  RequestId,
} from '../../../../shared/domain/ids.ts';
import { type Citation, citationFields } from '../../../../shared/domain/citation.ts';
import type { Life } from '../../../../shared/domain/life/life.ts';
import type { CancelWish, EndState } from '../../../../shared/domain/life/request.machine.ts';
import type { Turn } from '../../../../shared/domain/life/turn.ts';
import type { Volume } from '../../../../shared/domain/life/volume.ts';
import { fromRequest, homeColumns, ifChangedAt, volumesReceivedColumn } from '../../db/selects.ts';
import { sql } from '../../db/sql.ts';
import { columnsOf, insertRow, type Table, updateRow } from '../../db/table.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { closedItems, type ItemRow, listItems, volumeOf } from './items.queries.ts';
import { type DerivedColumns, deriveColumns } from './derived-columns.ts';
import { listTurns, turnOf, type TurnRow } from './turns.queries.ts';

/** The row of a request. */
export type RequestRow = {
  readonly id: RequestId;
  readonly externalId: string;
  readonly title: string;
  readonly author: string;
  readonly format: string;
  readonly patronId: PatronId | null;
  readonly pickupDeskId: DeskId | null;
  /** The library that it belongs to while it has no pickup desk; null if unknown. */
  readonly madeAtLibraryId: LibraryId | null;
  /** Who wants it cancelled, and since when; null if no one does. */
  readonly cancelWish: CancelWish | null;
  readonly cancelWishAt: Instant | null;
  readonly endedAs: EndState | null;
  readonly volumesExpected: number | null;
  /** A set that is being received: open until Done. */
  readonly receivingOpen: number;
  readonly circulationNote: string;
  readonly cost: string;
  /** The needed-by date and the cost with which staff decided to continue; empty if they did not. */
  readonly neededByKept: string;
  readonly costKept: string;
  /** When the pickup location was changed to that desk; null if it never changed. */
  readonly pickupAt: Instant | null;
  /** The code of the reason for cancelling; empty if not cancelled. */
  readonly cancelReason: string;
  readonly cancelNote: string;
  /** Whether to notify the patron of the cancellation. */
  readonly cancelNotify: number;
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant;
  readonly assumedMoments: string;
  /** 1 if staff worked on it at a desk: files leave it alone. */
  readonly workedOn: number;
  /** The ended or rejected request that it repeats. */
  readonly againOf: RequestId | null;
  /** When the patron's data was erased; null: never. */
  readonly patronErasedAt: Instant | null;
} & DerivedColumns &
  Citation;

/** The columns of the citation: `journalVolume` is `journal_volume`. */
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
    pickupAt: 'pickup_at',
    madeAtLibraryId: 'made_at_library_id',
    cancelWish: 'cancel_wish',
    cancelWishAt: 'cancel_wish_at',
    endedAs: 'ended_as',
    status: 'status',
    statusAt: 'status_at',
    partnerId: 'partner_id',
    turnState: 'turn_state',
    turnAt: 'turn_at',
    cancellation: 'cancellation',
    cancellationAt: 'cancellation_at',
    renewal: 'renewal',
    demand: 'demand',
    loss: 'loss',
    lossAt: 'loss_at',
    overCostAt: 'over_cost_at',
    goesBackAt: 'goes_back_at',
    checkInAt: 'check_in_at',
    dueOn: 'due_on',
    wantedOn: 'wanted_on',
    dueStage: 'due_stage',
    volumesExpected: 'volumes_expected',
    receivingOpen: 'receiving_open',
    circulationNote: 'circulation_note',
    cost: 'cost',
    neededByKept: 'needed_by_kept',
    costKept: 'cost_kept',
    cancelReason: 'cancel_reason',
    cancelNote: 'cancel_note',
    cancelNotify: 'cancel_notify',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
    assumedMoments: 'assumed_moments',
    workedOn: 'worked_on',
    againOf: 'again_of',
    patronErasedAt: 'patron_forgotten_at',
    ...citationColumns,
  },
};

/** The columns of a request, by field name. */
export const requestColumnNames = table.columns;

/** A request with the names that it refers to; they are empty if not recorded. */
export type StoredRequest = RequestRow & {
  /** The earliest day on which the patron must bring one of its items back. Maintained by triggers on loans and items. */
  readonly patronDueOn: CalendarDate | null;
  readonly patronName: string;
  readonly patronBarcode: string | null;
  readonly partnerName: string;
  readonly pickupName: string;
  /** Null if no pickup location is chosen. */
  readonly pickupInUse: 0 | 1 | null;
  readonly pickupHoldShelf: 0 | 1 | null;
  /** The library that it belongs to. */
  readonly libraryId: LibraryId | null;
  readonly libraryName: string;
  /** Only those for the patron. */
  readonly volumesReceived: number;
  /** Those without a barcode that are out. */
  readonly volumesUnscanned: number;
  /** All known volumes. */
  readonly volumesKnown: number;
  /** Since when the partner that refused last would lend on a changed request. */
  readonly ifChangedAt: Instant | null;
};

const selectRequest = `
  SELECT ${columnsOf(table)}, request.patron_due_on AS patronDueOn, ifnull(patron.name, '') AS patronName, patron.barcode AS patronBarcode, ifnull(partner.name, '') AS partnerName,
         ifnull(desk.name, '') AS pickupName, desk.active AS pickupInUse, desk.hold_shelf AS pickupHoldShelf, ${homeColumns},
         ${volumesReceivedColumn}, ${ifChangedAt} AS ifChangedAt,
         (SELECT count(*) FROM item WHERE item.request_id = request.id AND item.barcode = '' AND item.status NOT IN (${closedItems})) AS volumesUnscanned,
         (SELECT count(*) FROM item WHERE item.request_id = request.id) AS volumesKnown
  ${fromRequest}`;

// Built once, so that the cache of prepared statements finds it quickly.
const selectById = `${selectRequest} WHERE request.id = ?`;
const selectByExternalId = `${selectRequest} WHERE external_id = ?`;

/** Returns one request, or undefined. */
export const findRequest = (db: ReadableDB, id: RequestId): StoredRequest | undefined =>
  sql<[RequestId], StoredRequest>(db, selectById).get(id);

/** Returns the request with this external identifier, ignoring case, or undefined. */
export const findRequestByExternalId = (db: ReadableDB, code: string): StoredRequest | undefined =>
  sql<[string], StoredRequest>(db, selectByExternalId).get(code);

const selectRowById = `SELECT ${columnsOf(table)} FROM request WHERE id = ?`;
const selectRowByExternalId = `SELECT ${columnsOf(table)} FROM request WHERE external_id = ?`;

/** Returns only the row of a request, or undefined. */
export const findRequestRow = (db: ReadableDB, id: RequestId): RequestRow | undefined =>
  sql<[RequestId], RequestRow>(db, selectRowById).get(id);

/** Returns the row of the request with this external identifier, or undefined. */
export const findRequestRowByExternalId = (db: ReadableDB, code: string): RequestRow | undefined =>
  sql<[string], RequestRow>(db, selectRowByExternalId).get(code);

const selectRowsAfter = `SELECT ${columnsOf(table)} FROM request WHERE id > ? ORDER BY id LIMIT ?`;

/** Returns the rows of the next requests in insertion order. @param after the id of the last one; 0: from the first. */
export const listRequestRowsAfter = (db: ReadableDB, after: RequestId | 0, limit: number): RequestRow[] =>
  sql<[number, number], RequestRow>(db, selectRowsAfter).all(after, limit);

/** Returns the number of requests. */
export const countRequests = (db: ReadableDB): number =>
  sql<[], { readonly n: number }>(db, 'SELECT count(*) AS n FROM request').get()?.n ?? 0;

/** The cancellation fields of a request that is not cancelled. */
export const notCancelled = { cancelReason: '', cancelNote: '', cancelNotify: 0 } as const;

/** Builds the life of a request from its row, its turns and its volumes. */
export const lifeOf = (
  row: Pick<RequestRow, 'volumesExpected' | 'cancelWish' | 'endedAs'>,
  turns: readonly Turn[],
  volumes: readonly Volume[],
): Life => ({
  expected: row.volumesExpected,
  cancelWish: row.cancelWish,
  endedAs: row.endedAs,
  turns,
  volumes,
});

type Parts = { readonly turns: readonly TurnRow[]; readonly items: readonly ItemRow[] };

type OfLife = 'cancelWish' | 'cancelWishAt' | 'endedAs' | keyof DerivedColumns;

/** The fields of a request that staff have not decided to continue, all of whose moments are known. */
const undecided = { neededByKept: '', costKept: '', pickupAt: null, assumedMoments: '' } as const;

/** The life with which a request is inserted, with the future rows of its turns and items. */
type Beginning = Parts & {
  readonly life: Pick<Life, 'turns' | 'volumes' | 'cancelWish' | 'endedAs'>;
  readonly since?: Partial<Pick<RequestRow, 'cancelWishAt' | 'statusAt' | 'overCostAt'>>;
};

const withoutParts: Beginning = {
  life: { turns: [], volumes: [], cancelWish: null, endedAs: null },
  turns: [],
  items: [],
};

/**
 * Inserts a request, and returns its id. Its turns and volumes are inserted separately.
 * @param beginning their future values, which a file knows; otherwise `writeLife` updates the derived columns later.
 */
export const insertRequest = (
  db: WritableDB,
  row: Omit<RequestRow, 'id' | OfLife | keyof typeof undecided> &
    Partial<Pick<RequestRow, keyof typeof undecided>>,
  beginning: Beginning = withoutParts,
): RequestId => {
  const { life, since } = beginning;
  const { cancelWish, endedAs } = life;
  const cancelWishAt = cancelWish === null ? null : row.updatedAt;
  const whole = { ...undecided, ...row, cancelWish, cancelWishAt, endedAs };
  const now = lifeOf(whole, life.turns, life.volumes);
  return insertRow(db, table, { ...whole, ...deriveColumns(now, beginning, whole, row.updatedAt), ...since });
};

/** Fields of a request that change. Its life is written by `writeLife`. */
export type RequestChanges = Partial<Omit<RequestRow, 'id' | 'externalId' | 'pickupAt' | OfLife>>;

/** Updates some fields of a request. */
export const updateRequest = (db: WritableDB, id: RequestId, changes: RequestChanges): void =>
  updateRow(db, table, id, changes);

const different = <Row extends object>(before: Row, after: Partial<Row>): Partial<Row> =>
  Object.fromEntries(
    Object.entries(after).filter(([field, value]) => value !== before[field as keyof Row]),
  ) as Partial<Row>;

/**
 * Writes the new life of a request, and what has changed of the columns derived from it: the status is in nearly every index. Their only writer.
 * @param before the current row.
 * @param changes other fields that change.
 * @param at the timestamp of the changes.
 */
export const writeLife = (
  db: WritableDB,
  before: RequestRow,
  life: Life,
  parts: Parts,
  changes: RequestChanges,
  at: Instant,
): void => {
  const { cancelWish, endedAs } = life;
  const now: Partial<RequestRow> = {
    volumesExpected: life.expected,
    cancelWish,
    endedAs,
    ...(cancelWish !== before.cancelWish && { cancelWishAt: cancelWish === null ? null : at }),
    ...(changes.pickupDeskId !== undefined &&
      changes.pickupDeskId !== before.pickupDeskId && { pickupAt: at }),
    ...deriveColumns(life, parts, { ...before, ...changes }, at),
  };
  updateRow(db, table, before.id, { ...changes, ...different(before, now) });
};

/** Recomputes the derived columns of a request after its rows were changed directly: by a file, an undo, or another workstation. */
export const recomputeRequest = (db: WritableDB, id: RequestId, at: Instant): void => {
  const row = findRequestRow(db, id);
  if (!row) return;
  const turns = listTurns(db, id);
  const items = listItems(db, id);
  writeLife(db, row, lifeOf(row, turns.map(turnOf), items.map(volumeOf)), { turns, items }, {}, at);
};

/** Reassigns the requests that were created at one library to another. */
export const moveRequestsMadeAt = (db: WritableDB, from: LibraryId, to: LibraryId): void => {
  sql<[LibraryId, LibraryId]>(
    db,
    'UPDATE request SET made_at_library_id = ? WHERE made_at_library_id = ?',
  ).run(to, from);
};
