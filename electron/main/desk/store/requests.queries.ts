import type {
  CalendarDate,
  DeskId,
  Instant,
  LibraryId,
  PartnerId,
  PatronId,
  RequestId,
} from '../../../../shared/domain/ids.ts';
import { type Citation, citationFields } from '../../../../shared/domain/citation.ts';
import { type DueStage, dueStageOf } from '../../../../shared/domain/life/due-stage.ts';
import { activeTurn, type Life } from '../../../../shared/domain/life/life.ts';
import type { CancelWish, EndState } from '../../../../shared/domain/life/request.machine.ts';
import { dueOnOf, type LossState, openQuestionsOf, statusOf } from '../../../../shared/domain/life/status.ts';
import { type Turn, wasAsked } from '../../../../shared/domain/life/turn.machine.ts';
import type { Volume } from '../../../../shared/domain/life/volume.machine.ts';
import { isOut, isSettled } from '../../../../shared/domain/life/volume.machine.ts';
import { fromRequest, homeColumns } from '../../db/selects.ts';
import { sql } from '../../db/sql.ts';
import { columnsOf, insertRow, type Table, updateRow } from '../../db/table.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { type ItemRow, listItems, volumeOf } from './items.queries.ts';
import { listTurns, turnOf, type TurnRow } from './turns.queries.ts';

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
  /** Who wants it cancelled, and since when; null while nobody does. */
  readonly cancelWish: CancelWish | null;
  readonly cancelWishAt: Instant | null;
  readonly endedAs: EndState | null;
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
} & Kept &
  Citation;

/** What turns and volumes of a request add up to. Kept by `writeLife`, so that lists and counts need not work it out. */
type Kept = {
  /** A status of ours, or a code from outside. */
  readonly status: string;
  /** The partner of the active turn; where none is, of the one asked last, or of the first. */
  readonly partnerId: PartnerId | null;
  /** How far the active turn is, and since when; null where none is: then since when the last one is over. */
  readonly turnState: Turn['state'] | null;
  readonly turnAt: Instant | null;
  readonly cancellation: Turn['cancellation'];
  readonly cancellationAt: Instant | null;
  readonly renewal: Volume['renewal'];
  readonly demand: Volume['demand'];
  readonly loss: LossState;
  readonly lossAt: Instant | null;
  /** Since when a volume is to go back, and since when one that went back is not checked in. */
  readonly goesBackAt: Instant | null;
  readonly checkInAt: Instant | null;
  /** When the partner wants it back, and what that date means. */
  readonly dueOn: CalendarDate | null;
  readonly dueStage: DueStage;
};

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
    cancelWish: 'cancel_wish',
    cancelWishAt: 'cancel_wish_at',
    endedAs: 'ended_as',
    status: 'status',
    partnerId: 'partner_id',
    turnState: 'turn_state',
    turnAt: 'turn_at',
    cancellation: 'cancellation',
    cancellationAt: 'cancellation_at',
    renewal: 'renewal',
    demand: 'demand',
    loss: 'loss',
    lossAt: 'loss_at',
    goesBackAt: 'goes_back_at',
    checkInAt: 'check_in_at',
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

const earliest = <Moment extends string>(moments: readonly (Moment | null)[]): Moment | null =>
  moments.filter((moment) => moment !== null).sort()[0] ?? null;

/** What a life adds up to. @param turns and items as their rows are now: they say since when it is so. */
const keptOf = (life: Life, turns: readonly TurnRow[], items: readonly ItemRow[]): Kept => {
  const { cancellation, renewal, demand, loss, goesBack, checkIn, turn } = openQuestionsOf(life);
  const shown = activeTurn(life) ?? life.turns.findLast(wasAsked);
  const row = turns.find(({ id }) => id === shown?.id);
  const volumesThat = (is: (volume: Volume) => boolean): readonly ItemRow[] =>
    items.filter(({ id }) => life.volumes.some((volume) => volume.id === id && is(volume)));
  return {
    status: statusOf(life),
    partnerId: (shown ?? life.turns[0])?.partnerId ?? null,
    turnState: turn,
    turnAt: row?.stateAt ?? null,
    cancellation,
    cancellationAt: cancellation === 'none' ? null : (row?.cancellationAt ?? null),
    renewal,
    demand,
    loss,
    lossAt: earliest([...turns.map(({ parcelAt }) => parcelAt), ...items.map(({ reportAt }) => reportAt)]),
    goesBackAt: goesBack
      ? earliest(
          volumesThat((volume) => isOut(volume) && volume.use === 'goes-back').map(
            ({ useAt, receivedAt }) => useAt ?? receivedAt,
          ),
        )
      : null,
    checkInAt: checkIn
      ? earliest(
          volumesThat((volume) => volume.place === 'returned-to-partner' && !isSettled(volume)).map(
            ({ returnedAt, receivedAt }) => returnedAt ?? receivedAt,
          ),
        )
      : null,
    dueOn: dueOnOf(life),
    dueStage: dueStageOf(life),
  };
};

/** The life of a request, out of its row, its turns and its volumes. */
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

type OfLife = 'cancelWish' | 'cancelWishAt' | 'endedAs' | keyof Kept;

/** Adds a request without turns and volumes, and returns its id. `writeLife` says what they add up to. */
export const insertRequest = (db: WritableDB, row: Omit<RequestRow, 'id' | OfLife>): RequestId =>
  insertRow(db, table, {
    ...row,
    cancelWish: null,
    cancelWishAt: null,
    endedAs: null,
    ...keptOf(lifeOf({ ...row, cancelWish: null, endedAs: null }, [], []), [], []),
  });

/** Fields of a request that change. Its life is written by `writeLife`. */
export type RequestChanges = Partial<Omit<RequestRow, 'id' | 'externalId' | OfLife>>;

/** Changes some fields of a request. */
export const updateRequest = (db: WritableDB, id: RequestId, changes: RequestChanges): void =>
  updateRow(db, table, id, changes);

const different = <Row extends object>(before: Row, after: Partial<Row>): Partial<Row> =>
  Object.fromEntries(
    Object.entries(after).filter(([field, value]) => value !== before[field as keyof Row]),
  ) as Partial<Row>;

/**
 * Writes the life that a request has from now on, and what it adds up to. The only writer of these. What stays is not written: the status
 * is in nearly every index.
 * @param before the row as it is now.
 * @param parts its turns and items as their rows are now.
 * @param changes fields that change besides.
 * @param at since when it is so.
 */
export const writeLife = (
  db: WritableDB,
  before: RequestRow,
  life: Life,
  parts: { readonly turns: readonly TurnRow[]; readonly items: readonly ItemRow[] },
  changes: RequestChanges,
  at: Instant,
): void => {
  const { cancelWish, endedAs } = life;
  const now: Partial<RequestRow> = {
    volumesExpected: life.expected,
    cancelWish,
    endedAs,
    ...(cancelWish !== before.cancelWish && { cancelWishAt: cancelWish === null ? null : at }),
    ...keptOf(life, parts.turns, parts.items),
  };
  updateRow(db, table, before.id, { ...changes, ...different(before, now) });
};

/** Works out again what the rows of a request add up to, after they were changed by themselves: by a file, an undo, another workstation. */
export const keepAgain = (db: WritableDB, id: RequestId, at: Instant): void => {
  const row = findRequestRow(db, id);
  if (!row) return;
  const turns = listTurns(db, id);
  const items = listItems(db, id);
  writeLife(db, row, lifeOf(row, turns.map(turnOf), items.map(volumeOf)), { turns, items }, {}, at);
};

/** Gives the requests that were made at one library to another. */
export const moveRequestsMadeAt = (db: WritableDB, from: LibraryId, to: LibraryId): void => {
  sql<[LibraryId, LibraryId]>(
    db,
    'UPDATE request SET made_at_library_id = ? WHERE made_at_library_id = ?',
  ).run(to, from);
};
