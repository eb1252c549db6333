import type { LibraryId } from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';

/**
 * A million rows touch the indexes all over: the connection keeps more pages in memory. Its short transactions do not wait for
 * the disk, so that they let go of the lock sooner; the whole import is put there before it is reported. What they write is moved
 * into the database in small pieces, for which a step hardly has to wait.
 */
export const tuneForImport = (db: ReadableDB): void => {
  db.pragma('cache_size = -32000');
  db.pragma('synchronous = NORMAL');
  db.pragma('wal_autocheckpoint = 500');
};

/** Rows as they are stored: lists are JSON, flags are 0 or 1. Parameters go by place: names cost time on a million rows. */
export type LibraryRow = {
  readonly id: number;
  readonly name: string;
  readonly address: string;
  readonly email: string;
  readonly phone: string;
};
/** Whether a person changed the record at a desk: then it is no longer the file's. */
export type Edited = { readonly edited: number };
export type DeskRow = {
  readonly id: number;
  readonly name: string;
  readonly libraryId: LibraryId;
  readonly holdShelf: number;
  readonly receives: number;
};
export type PartnerRow = LibraryRow & {
  readonly renewsAutomatically: number;
  readonly cancelNeedsConsent: number;
};
export type PatronRow = {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly libraryId: LibraryId | null;
};

export const findLibrary = (db: ReadableDB, code: string): (LibraryRow & Edited) | undefined =>
  sql<[string], LibraryRow & Edited>(
    db,
    'SELECT id, name, address, email, phone, edited_at IS NOT NULL AS edited FROM library WHERE code = ?',
  ).get(code);

export const insertLibrary = (db: WritableDB, code: string, row: Omit<LibraryRow, 'id'>): number =>
  Number(
    sql<unknown[]>(db, 'INSERT INTO library (code, name, address, email, phone) VALUES (?, ?, ?, ?, ?)').run(
      code,
      row.name,
      row.address,
      row.email,
      row.phone,
    ).lastInsertRowid,
  );

export const updateLibrary = (db: WritableDB, row: LibraryRow): void => {
  sql<unknown[]>(db, 'UPDATE library SET name = ?, address = ?, email = ?, phone = ? WHERE id = ?').run(
    row.name,
    row.address,
    row.email,
    row.phone,
    row.id,
  );
};

export const findDesk = (db: ReadableDB, code: string): (DeskRow & Edited) | undefined =>
  sql<[string], DeskRow & Edited>(
    db,
    `SELECT id, name, library_id AS libraryId, hold_shelf AS holdShelf, receives, edited_at IS NOT NULL AS edited
       FROM desk WHERE code = ?`,
  ).get(code);

export const insertDesk = (db: WritableDB, code: string, row: Omit<DeskRow, 'id'>): number =>
  Number(
    sql<unknown[]>(
      db,
      'INSERT INTO desk (code, name, library_id, hold_shelf, receives) VALUES (?, ?, ?, ?, ?)',
    ).run(code, row.name, row.libraryId, row.holdShelf, row.receives).lastInsertRowid,
  );

export const updateDesk = (db: WritableDB, row: DeskRow): void => {
  sql<unknown[]>(
    db,
    'UPDATE desk SET name = ?, library_id = ?, hold_shelf = ?, receives = ? WHERE id = ?',
  ).run(row.name, row.libraryId, row.holdShelf, row.receives, row.id);
};

export const findPartner = (db: ReadableDB, code: string): (PartnerRow & Edited) | undefined =>
  sql<[string], PartnerRow & Edited>(
    db,
    `SELECT id, name, address, email, phone, renews_automatically AS renewsAutomatically,
            cancel_needs_consent AS cancelNeedsConsent, edited_at IS NOT NULL AS edited
       FROM partner WHERE code = ?`,
  ).get(code);

export const insertPartner = (db: WritableDB, code: string, row: Omit<PartnerRow, 'id'>): number =>
  Number(
    sql<unknown[]>(
      db,
      `INSERT INTO partner (code, name, address, email, phone, renews_automatically, cancel_needs_consent)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ).run(code, row.name, row.address, row.email, row.phone, row.renewsAutomatically, row.cancelNeedsConsent)
      .lastInsertRowid,
  );

export const updatePartner = (db: WritableDB, row: PartnerRow): void => {
  sql<unknown[]>(
    db,
    `UPDATE partner SET name = ?, address = ?, email = ?, phone = ?, renews_automatically = ?, cancel_needs_consent = ?
      WHERE id = ?`,
  ).run(row.name, row.address, row.email, row.phone, row.renewsAutomatically, row.cancelNeedsConsent, row.id);
};

export const findPatron = (db: ReadableDB, barcode: string): (PatronRow & Edited) | undefined =>
  sql<[string], PatronRow & Edited>(
    db,
    `SELECT id, name, email, library_id AS libraryId, edited_at IS NOT NULL AS edited
       FROM patron WHERE barcode = ?`,
  ).get(barcode);

export const insertPatron = (db: WritableDB, barcode: string, row: Omit<PatronRow, 'id'>): number =>
  Number(
    sql<unknown[]>(db, 'INSERT INTO patron (barcode, name, email, library_id) VALUES (?, ?, ?, ?)').run(
      barcode,
      row.name,
      row.email,
      row.libraryId,
    ).lastInsertRowid,
  );

export const updatePatron = (db: WritableDB, row: PatronRow): void => {
  sql<unknown[]>(db, 'UPDATE patron SET name = ?, email = ?, library_id = ? WHERE id = ?').run(
    row.name,
    row.email,
    row.libraryId,
    row.id,
  );
};

export const findIdByCode = (
  db: ReadableDB,
  table: 'library' | 'desk' | 'partner',
  code: string,
): number | undefined => sql<[string], { id: number }>(db, idByCode[table]).get(code)?.id;

const idByCode = {
  library: 'SELECT id FROM library WHERE code = ?',
  desk: 'SELECT id FROM desk WHERE code = ?',
  partner: 'SELECT id FROM partner WHERE code = ?',
} as const;

export const findDeskLibraryId = (db: ReadableDB, deskId: number): number | undefined =>
  sql<[number], { libraryId: number }>(db, 'SELECT library_id AS libraryId FROM desk WHERE id = ?').get(
    deskId,
  )?.libraryId;

export const findPatronId = (db: ReadableDB, barcode: string): number | undefined =>
  sql<[string], { id: number }>(db, 'SELECT id FROM patron WHERE barcode = ?').get(barcode)?.id;
