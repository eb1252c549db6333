import type { CalendarDate, ItemId } from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';

/** The columns of a request that a file can set, in the order of the statements below. */
export type RequestRow = {
  readonly title: string;
  readonly author: string;
  readonly format: string;
  readonly patronId: number | null;
  readonly pickupDeskId: number | null;
  readonly activePartnerId: number | null;
  readonly status: string;
  readonly dueOn: string | null;
  readonly volumesExpected: number | null;
  readonly circulationNote: string;
  readonly cost: string;
  readonly createdAt: string | null;
};

export type StoredRequest = RequestRow & {
  readonly id: number;
  readonly madeAtLibraryId: number | null;
  /** 1 when somebody worked on it at a desk: files leave it alone. */
  readonly workedOn: number;
};

export type NoteRow = {
  readonly author: string;
  readonly body: string;
  readonly active: number;
  readonly createdAt: string;
};
export type ConditionRow = {
  readonly reason: string;
  readonly note: string;
  readonly replyBy: string | null;
};
export type LoanRow = {
  readonly loanedOn: string;
  readonly loanDueOn: string;
  readonly endedOn: string | null;
};
/** A loan that has not ended, with its item. */
export type OpenLoan = {
  readonly itemId: ItemId;
  readonly barcode: string;
  readonly loanedOn: CalendarDate;
  readonly dueOn: CalendarDate;
};
export type ItemRow = {
  readonly barcode: string;
  readonly status: string;
  readonly deskId: number | null;
  readonly destinationDeskId: number | null;
  readonly receivedAt: string;
};

export const findRequest = (db: ReadableDB, externalId: string): StoredRequest | undefined =>
  sql<[string], StoredRequest>(
    db,
    `SELECT id, title, author, format, patron_id AS patronId, pickup_desk_id AS pickupDeskId,
            active_partner_id AS activePartnerId, status, due_on AS dueOn, volumes_expected AS volumesExpected,
            circulation_note AS circulationNote, cost, created_at AS createdAt,
            made_at_library_id AS madeAtLibraryId,
            (worked_on = 1 OR EXISTS (SELECT 1 FROM command_log WHERE request_id = request.id)) AS workedOn
       FROM request WHERE external_id = ?`,
  ).get(externalId);

export const insertRequest = (
  db: WritableDB,
  externalId: string,
  row: RequestRow,
  madeAtLibraryId: number,
  updatedAt: string,
): number =>
  Number(
    sql<unknown[]>(
      db,
      `INSERT INTO request (external_id, title, author, format, patron_id, pickup_desk_id, active_partner_id, status, due_on,
                            volumes_expected, circulation_note, cost, created_at, made_at_library_id, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      externalId,
      row.title,
      row.author,
      row.format,
      row.patronId,
      row.pickupDeskId,
      row.activePartnerId,
      row.status,
      row.dueOn,
      row.volumesExpected,
      row.circulationNote,
      row.cost,
      row.createdAt,
      madeAtLibraryId,
      updatedAt,
    ).lastInsertRowid,
  );

/** @param homeId the library to which the request belonged: it goes on to, where the row says neither desk nor library. */
export const updateRequest = (
  db: WritableDB,
  id: number,
  row: RequestRow,
  homeId: number | null,
  updatedAt: string,
): void => {
  sql<unknown[]>(
    db,
    `UPDATE request SET title = ?, author = ?, format = ?, patron_id = ?, pickup_desk_id = ?, active_partner_id = ?, status = ?,
                        due_on = ?, volumes_expected = ?, circulation_note = ?, cost = ?, created_at = ?, updated_at = ?,
                        made_at_library_id = ifnull(made_at_library_id, ?)
      WHERE id = ?`,
  ).run(
    row.title,
    row.author,
    row.format,
    row.patronId,
    row.pickupDeskId,
    row.activePartnerId,
    row.status,
    row.dueOn,
    row.volumesExpected,
    row.circulationNote,
    row.cost,
    row.createdAt,
    updatedAt,
    homeId,
    id,
  );
};

export const listRota = (db: ReadableDB, requestId: number): readonly number[] =>
  sql<[number], { partnerId: number }>(
    db,
    'SELECT partner_id AS partnerId FROM rota_line WHERE request_id = ? ORDER BY position',
  )
    .all(requestId)
    .map((line) => line.partnerId);

export const insertRotaLine = (
  db: WritableDB,
  requestId: number,
  position: number,
  partnerId: number,
): void => {
  sql<unknown[]>(db, 'INSERT INTO rota_line (request_id, position, partner_id) VALUES (?, ?, ?)').run(
    requestId,
    position,
    partnerId,
  );
};

export const deleteRota = (db: WritableDB, requestId: number): void => {
  sql<[number]>(db, 'DELETE FROM rota_line WHERE request_id = ?').run(requestId);
};

export const listNotes = (db: ReadableDB, requestId: number): readonly NoteRow[] =>
  sql<[number], NoteRow>(
    db,
    'SELECT author, body, active, created_at AS createdAt FROM request_note WHERE request_id = ? ORDER BY id',
  ).all(requestId);

export const insertNote = (db: WritableDB, requestId: number, row: NoteRow): void => {
  sql<unknown[]>(
    db,
    'INSERT INTO request_note (request_id, author, body, active, created_at) VALUES (?, ?, ?, ?, ?)',
  ).run(requestId, row.author, row.body, row.active, row.createdAt);
};

export const deleteNotes = (db: WritableDB, requestId: number): void => {
  sql<[number]>(db, 'DELETE FROM request_note WHERE request_id = ?').run(requestId);
};

export const findCondition = (db: ReadableDB, requestId: number): ConditionRow | undefined =>
  sql<[number], ConditionRow>(
    db,
    'SELECT reason, note, reply_by AS replyBy FROM request_condition WHERE request_id = ?',
  ).get(requestId);

/**
 * Stores the condition of the request's active partner.
 * @param row.setAt the moment from which its age counts: files tell none, so it is the latest moment of the request.
 */
export const insertCondition = (
  db: WritableDB,
  requestId: number,
  row: ConditionRow & { readonly partnerId: number | null; readonly setAt: string },
): void => {
  sql<object>(
    db,
    `INSERT INTO request_condition (request_id, reason, note, reply_by, partner_id, set_at)
     VALUES (@requestId, @reason, @note, @replyBy, @partnerId, @setAt)`,
  ).run({ ...row, requestId });
};

export const deleteCondition = (db: WritableDB, requestId: number): void => {
  sql<[number]>(db, 'DELETE FROM request_condition WHERE request_id = ?').run(requestId);
};

export const listItems = (
  db: ReadableDB,
  requestId: number,
): readonly (ItemRow & { readonly [K in keyof LoanRow]: LoanRow[K] | null })[] =>
  sql<[number], ItemRow & { readonly [K in keyof LoanRow]: LoanRow[K] | null }>(
    db,
    `SELECT item.barcode, item.status, item.desk_id AS deskId, item.destination_desk_id AS destinationDeskId,
            item.received_at AS receivedAt, loan.loaned_on AS loanedOn, loan.due_on AS loanDueOn, loan.ended_on AS endedOn
       FROM item LEFT JOIN loan ON loan.item_id = item.id
      WHERE item.request_id = ? ORDER BY item.volume`,
  ).all(requestId);

export const insertItem = (
  db: WritableDB,
  requestId: number,
  volume: number,
  row: ItemRow & { readonly holdUntil: string | null },
): number =>
  Number(
    sql<object>(
      db,
      `INSERT INTO item (request_id, barcode, volume, status, desk_id, owning_desk_id, destination_desk_id,
                         received_at, shelved_at, hold_until)
       VALUES (@requestId, @barcode, @volume, @status, @deskId, @deskId, @destinationDeskId, @receivedAt,
               iif(@status = 'on-hold-shelf', @receivedAt, NULL), @holdUntil)`,
    ).run({ ...row, requestId, volume }).lastInsertRowid,
  );

export const insertLoan = (db: WritableDB, itemId: number, patronId: number, row: LoanRow): void => {
  sql<object>(
    db,
    `INSERT INTO loan (item_id, patron_id, loaned_on, due_on, ended_on, period_days)
     VALUES (@itemId, @patronId, @loanedOn, @loanDueOn, @endedOn,
             max(0, CAST(julianday(@loanDueOn) - julianday(@loanedOn) AS INTEGER)))`,
  ).run({ ...row, itemId, patronId });
};

export const deleteItems = (db: WritableDB, requestId: number): void => {
  sql<[number]>(db, 'DELETE FROM loan WHERE item_id IN (SELECT id FROM item WHERE request_id = ?)').run(
    requestId,
  );
  sql<[number]>(db, 'DELETE FROM item WHERE request_id = ?').run(requestId);
};

/** The loans of a request belong to its patron: they follow when a file corrects who that is. */
export const moveLoans = (db: WritableDB, requestId: number, patronId: number): void => {
  sql<[number, number]>(
    db,
    'UPDATE loan SET patron_id = ? WHERE item_id IN (SELECT id FROM item WHERE request_id = ?)',
  ).run(patronId, requestId);
};

/** What the patron has of a request. */
export const listOpenLoans = (db: ReadableDB, requestId: number): readonly OpenLoan[] =>
  sql<[number], OpenLoan>(
    db,
    `SELECT item.id AS itemId, barcode, loaned_on AS loanedOn, due_on AS dueOn
       FROM item JOIN loan ON loan.item_id = item.id AND ended_on IS NULL
      WHERE request_id = ? ORDER BY volume`,
  ).all(requestId);

/** The external identifier of another request that has an open item with this barcode. */
export const findBarcodeHolder = (db: ReadableDB, barcode: string, requestId: number): string | undefined =>
  sql<[string, number], { externalId: string }>(
    db,
    `SELECT request.external_id AS externalId FROM item JOIN request ON request.id = item.request_id
      WHERE item.barcode = ? AND item.status NOT IN ('returned-to-partner', 'lost') AND item.request_id <> ?`,
  ).get(barcode, requestId)?.externalId;
