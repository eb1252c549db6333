import type { DeskId, LibraryId, PartnerId, PatronId } from '../../../../../shared/domain/ids.ts';
import type { LetterCode } from '../../../../../shared/domain/letters/all-letters.ts';
import type {
  DeskRecord,
  LibraryRecord,
  PartnerRecord,
  PlaceKind,
} from '../../../../../shared/ipc/calls/places.ts';
import { type LibraryScope, patronInScope } from '../../../db/library-scope.ts';
import { joinHome } from '../../../db/selects.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

type Stored<T extends string, Row> = Omit<Row, T | 'address' | 'lettersOff' | 'profile'> &
  Readonly<Record<T, number>>;

const linesOf = (json: string): string[] => JSON.parse(json) as string[];
const namesOf = (json: string): LetterCode[] => JSON.parse(json) as LetterCode[];

/** Returns all libraries, in insertion order. */
export const listLibraries = (db: ReadableDB): Omit<LibraryRecord, 'settings'>[] =>
  sql<
    [],
    Omit<LibraryRecord, 'address' | 'lettersOff' | 'settings'> & {
      readonly address: string;
      readonly lettersOff: string;
    }
  >(
    db,
    `SELECT id, code, name, address, email, phone, barcode_prefix AS barcodePrefix, letters_off AS lettersOff, edited_at AS editedAt
       FROM library ORDER BY id`,
  )
    .all()
    .map((row) => ({ ...row, address: linesOf(row.address), lettersOff: namesOf(row.lettersOff) }));

/** Returns all desks, including those no longer offered. */
export const listDeskRecords = (db: ReadableDB): DeskRecord[] =>
  sql<[], Stored<'holdShelf' | 'receives' | 'active', DeskRecord>>(
    db,
    `SELECT desk.id, desk.code, desk.name, library_id AS libraryId, library.name AS libraryName,
            hold_shelf AS holdShelf, receives, active, desk.edited_at AS editedAt
       FROM desk JOIN library ON library.id = library_id ORDER BY library_id, desk.id`,
  )
    .all()
    .map((row) => ({
      ...row,
      holdShelf: row.holdShelf === 1,
      receives: row.receives === 1,
      active: row.active === 1,
    }));

/** A partner, with its profile as it is stored. */
export type ListedPartner = Omit<PartnerRecord, 'profile'> & { readonly profile: string };

/** Returns all partners by name. */
export const listPartners = (db: ReadableDB): ListedPartner[] =>
  sql<
    [],
    Stored<'renewsAutomatically' | 'cancelNeedsConsent' | 'active', PartnerRecord> & {
      readonly address: string;
      readonly profile: string;
    }
  >(
    db,
    `SELECT id, code, name, address, email, phone, profile, renews_automatically AS renewsAutomatically,
            cancel_needs_consent AS cancelNeedsConsent, active, edited_at AS editedAt
       FROM partner ORDER BY name COLLATE NOCASE, id`,
  )
    .all()
    .map((row) => ({
      ...row,
      address: linesOf(row.address),
      renewsAutomatically: row.renewsAutomatically === 1,
      cancelNeedsConsent: row.cancelNeedsConsent === 1,
      active: row.active === 1,
    }));

/**
 * Returns the name of another record with this code, ignoring case; undefined if the code is free. A patron of other libraries is not named
 * (null).
 */
export const findCodeHolder = (
  db: ReadableDB,
  kind: PlaceKind,
  code: string,
  exceptId: number | null,
  libraries: LibraryScope,
): string | null | undefined => {
  const isPatron = kind === 'patron';
  return sql<[string, number], { readonly name: string | null }>(
    db,
    `SELECT ${isPatron ? `iif(${patronInScope(libraries)}, name, NULL)` : 'name'} AS name
       FROM ${kind} WHERE ${isPatron ? 'barcode' : 'code'} = ? COLLATE NOCASE AND id <> ?`,
  ).get(code, exceptId ?? 0)?.name;
};

/** Returns the libraries that have open requests with a partner: it is asked, waits in the rota, or an item of it is here. */
export const listPartnerLibraries = (
  db: ReadableDB,
  id: PartnerId,
): { readonly id: LibraryId; readonly name: string }[] =>
  sql<object, { readonly id: LibraryId; readonly name: string }>(
    db,
    `SELECT DISTINCT home.id, home.name
       FROM turn JOIN request ON request.id = turn.request_id ${joinHome}
      WHERE turn.partner_id = @id AND home.id IS NOT NULL
        AND turn.state NOT IN ('supplied', 'rejected', 'no-answer', 'declined', 'cancelled', 'passed-over')
        AND (request.ended_as IS NULL OR turn.state = 'closing')
      ORDER BY home.id`,
  ).all({ id });

/** Returns the library of a record; its id is null if it belongs to none; undefined if the record does not exist. */
export const findPlaceLibrary = (
  db: ReadableDB,
  kind: 'library' | 'desk' | 'patron',
  id: number,
): { readonly id: LibraryId | null; readonly name: string } | undefined =>
  sql<[number], { readonly id: LibraryId | null; readonly name: string }>(db, libraryOf[kind]).get(id);

const libraryOf = {
  library: 'SELECT id, name FROM library WHERE id = ?',
  desk: 'SELECT library.id, library.name FROM desk JOIN library ON library.id = library_id WHERE desk.id = ?',
  patron: `SELECT library.id, ifnull(library.name, '') AS name
             FROM patron LEFT JOIN library ON library.id = library_id WHERE patron.id = ?`,
} as const;

const count = (db: ReadableDB, text: string, id: number): number =>
  sql<object, { readonly n: number }>(db, text).get({ id })?.n ?? 0;

/** Counts the references to a library. */
export const countLibraryUses = (
  db: ReadableDB,
  id: LibraryId,
): { readonly desks: number; readonly patrons: number; readonly requests: number } => ({
  desks: count(db, 'SELECT count(*) AS n FROM desk WHERE library_id = @id', id),
  patrons: count(db, 'SELECT count(*) AS n FROM patron WHERE library_id = @id', id),
  requests: count(db, 'SELECT count(*) AS n FROM request WHERE made_at_library_id = @id', id),
});

/** Counts the references to a desk, past items and requests included. */
export const countDeskUses = (
  db: ReadableDB,
  id: DeskId,
): { readonly items: number; readonly requests: number; readonly steps: number } => ({
  items: count(
    db,
    `SELECT count(*) AS n FROM item WHERE desk_id = @id OR destination_desk_id = @id OR owning_desk_id = @id`,
    id,
  ),
  requests: count(db, 'SELECT count(*) AS n FROM request WHERE pickup_desk_id = @id', id),
  steps: count(db, 'SELECT count(*) AS n FROM command_log WHERE desk_id = @id', id),
});

/** Returns how many requests refer to a partner: in their rota or a letter. */
export const countPartnerUses = (db: ReadableDB, id: PartnerId): number =>
  count(
    db,
    `SELECT count(*) AS n FROM (SELECT request_id FROM turn WHERE partner_id = @id
      UNION SELECT request_id FROM outbox WHERE partner_id = @id)`,
    id,
  );

/** Returns how many requests and loans a patron has, past ones included. */
export const countPatronUses = (
  db: ReadableDB,
  id: PatronId,
): { readonly requests: number; readonly loans: number } => ({
  requests: count(db, 'SELECT count(*) AS n FROM request WHERE patron_id = @id', id),
  loans: count(db, 'SELECT count(*) AS n FROM loan WHERE patron_id = @id', id),
});
