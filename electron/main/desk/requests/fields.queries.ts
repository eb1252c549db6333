import type { DeskId, Instant, LibraryId, PartnerId, RequestId } from '../../../../shared/domain/ids.ts';
import type { RequestFields } from '../../../../shared/ipc/request-views.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** The request that has an external identifier, whatever the case of its letters. */
export const findByExternalId = (
  db: ReadableDB,
  code: string,
): { readonly externalId: string; readonly title: string } | undefined =>
  sql<[string], { readonly externalId: string; readonly title: string }>(
    db,
    'SELECT external_id AS externalId, title FROM request WHERE external_id = ?',
  ).get(code);

/** The highest number behind a prefix of external identifiers; 0 when there is none. */
export const highestNumber = (db: ReadableDB, prefix: string): number =>
  sql<object, { readonly n: number | null }>(
    db,
    `SELECT max(CAST(substr(external_id, length(@prefix) + 1) AS INTEGER)) AS n
       FROM request WHERE external_id >= @prefix AND external_id < @prefix || ':'`,
  ).get({ prefix })?.n ?? 0;

/** The name of a desk that is in use, or undefined. */
export const findDeskName = (db: ReadableDB, id: DeskId): string | undefined =>
  sql<[DeskId], { readonly name: string }>(db, 'SELECT name FROM desk WHERE id = ? AND active = 1').get(id)
    ?.name;

/** The name of a partner that is in use, or undefined. */
export const findPartnerName = (db: ReadableDB, id: PartnerId): string | undefined =>
  sql<[PartnerId], { readonly name: string }>(db, 'SELECT name FROM partner WHERE id = ? AND active = 1').get(
    id,
  )?.name;

type FieldsRow = RequestFields & { readonly at: Instant };

/** Stores a new request. Returns its id. */
export const insertRequest = (
  db: WritableDB,
  row: FieldsRow & {
    readonly externalId: string;
    /** Whose it is while it has no pickup desk. */
    readonly madeAtLibraryId: LibraryId;
    readonly status: string;
    readonly activePartnerId: PartnerId | null;
  },
): RequestId =>
  Number(
    sql<object>(
      db,
      `INSERT INTO request (external_id, title, author, format, patron_id, pickup_desk_id, made_at_library_id, active_partner_id,
                            status, due_on, volumes_expected, circulation_note, created_at, updated_at, worked_on)
       VALUES (@externalId, @title, @author, @format, @patronId, @pickupDeskId, @madeAtLibraryId, @activePartnerId,
               @status, @dueOn, @volumes, @circulationNote, @at, @at, 1)`,
    ).run(row).lastInsertRowid,
  ) as RequestId;

/** Adds a line at a place of a request's rota. */
export const insertRotaLine = (
  db: WritableDB,
  requestId: RequestId,
  position: number,
  partnerId: PartnerId,
): void => {
  sql<[RequestId, number, PartnerId]>(
    db,
    'INSERT INTO rota_line (request_id, position, partner_id) VALUES (?, ?, ?)',
  ).run(requestId, position, partnerId);
};

/**
 * Writes what a person changed on a request.
 * @param row `libraryId` is the library that it belonged to: it stays there when its pickup desk is taken away.
 */
export const updateFields = (
  db: WritableDB,
  id: RequestId,
  row: FieldsRow & { readonly libraryId: LibraryId | null },
): void => {
  sql<object>(
    db,
    `UPDATE request SET title = @title, author = @author, format = @format, patron_id = @patronId,
            pickup_desk_id = @pickupDeskId, due_on = @dueOn, volumes_expected = @volumes,
            circulation_note = @circulationNote, updated_at = @at, worked_on = 1,
            made_at_library_id = ifnull(made_at_library_id, @libraryId)
      WHERE id = @id`,
  ).run({ ...row, id });
};
