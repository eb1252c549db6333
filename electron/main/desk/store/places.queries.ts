import type { DeskId, Instant, LibraryId, PartnerId, PatronId } from '../../../../shared/domain/ids.ts';
import type { PlaceKind } from '../../../../shared/ipc/calls/places.ts';
import { sql } from '../../db/sql.ts';
import { columnsOf, insertRow, type Table, updateRow } from '../../db/table.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { deleteCalendar } from './calendar.queries.ts';
import { deleteTemplatesOfLibrary } from './letter-templates.queries.ts';
import { deleteGrantsAtDesk, deleteGrantsInLibrary } from './operators.queries.ts';
import { deleteLibrarySettings } from './settings.queries.ts';

/** When staff edited the record here, so that files no longer change it; null if it follows the file. */
type Edited = { readonly editedAt: Instant | null };

/** Where parcels and letters go. `address` is a JSON list. */
type Contact = {
  readonly name: string;
  readonly address: string;
  readonly email: string;
  readonly phone: string;
};

/** The row of a library. */
export type LibraryRow = Contact &
  Edited & {
    readonly id: LibraryId;
    readonly code: string;
    /** The prefix of its temporary barcodes; empty: its code and `-T`. */
    readonly barcodePrefix: string;
    /** The kinds of letters that it has switched off (shared/domain/letters/all-letters.ts), a JSON list. */
    readonly lettersOff: string;
  };

/** The row of a desk; flags are 0 or 1. */
export type DeskRow = Edited & {
  readonly id: DeskId;
  readonly code: string;
  readonly name: string;
  readonly libraryId: LibraryId;
  readonly holdShelf: number;
  readonly receives: number;
  /** 0: no longer offered. */
  readonly active: number;
};

/** The row of a partner; flags are 0 or 1. */
export type PartnerRow = Contact &
  Edited & {
    readonly id: PartnerId;
    readonly code: string;
    readonly renewsAutomatically: number;
    readonly cancelNeedsConsent: number;
    /** How it is reached, as JSON (shared/domain/partner-profile.ts). */
    readonly profile: string;
    /** 0: no longer offered. */
    readonly active: number;
  };

/** The row of a patron. */
type PatronRow = Edited & {
  readonly id: PatronId;
  readonly barcode: string;
  readonly name: string;
  readonly email: string;
  readonly libraryId: LibraryId | null;
};

/** The row of each kind of record. */
export type PlaceRows = {
  readonly library: LibraryRow;
  readonly desk: DeskRow;
  readonly partner: PartnerRow;
  readonly patron: PatronRow;
};

const contact = { name: 'name', address: 'address', email: 'email', phone: 'phone' } as const;

const tables: { readonly [Kind in PlaceKind]: Table<PlaceRows[Kind]> } = {
  library: {
    name: 'library',
    columns: {
      id: 'id',
      code: 'code',
      ...contact,
      barcodePrefix: 'barcode_prefix',
      lettersOff: 'letters_off',
      editedAt: 'edited_at',
    },
  },
  desk: {
    name: 'desk',
    columns: {
      id: 'id',
      code: 'code',
      name: 'name',
      libraryId: 'library_id',
      holdShelf: 'hold_shelf',
      receives: 'receives',
      active: 'active',
      editedAt: 'edited_at',
    },
  },
  partner: {
    name: 'partner',
    columns: {
      id: 'id',
      code: 'code',
      ...contact,
      renewsAutomatically: 'renews_automatically',
      cancelNeedsConsent: 'cancel_needs_consent',
      profile: 'profile',
      active: 'active',
      editedAt: 'edited_at',
    },
  },
  patron: {
    name: 'patron',
    columns: {
      id: 'id',
      barcode: 'barcode',
      name: 'name',
      email: 'email',
      libraryId: 'library_id',
      editedAt: 'edited_at',
    },
  },
};

// Built once: an import looks up millions of records.
const selects = {
  library: `SELECT ${columnsOf(tables.library)} FROM library`,
  desk: `SELECT ${columnsOf(tables.desk)} FROM desk`,
  partner: `SELECT ${columnsOf(tables.partner)} FROM partner`,
  patron: `SELECT ${columnsOf(tables.patron)} FROM patron`,
} as const;
const selectsByCode = {
  library: `${selects.library} WHERE code = ?`,
  desk: `${selects.desk} WHERE code = ?`,
  partner: `${selects.partner} WHERE code = ?`,
  patron: `${selects.patron} WHERE barcode = ?`,
} as const;

/** Returns a record, or undefined. */
export const findPlace = <Kind extends PlaceKind>(
  db: ReadableDB,
  kind: Kind,
  id: number,
): PlaceRows[Kind] | undefined => sql<[number], PlaceRows[Kind]>(db, `${selects[kind]} WHERE id = ?`).get(id);

/** Returns the record with a code (for a patron: a barcode), or undefined. */
export const findPlaceByCode = <Kind extends PlaceKind>(
  db: ReadableDB,
  kind: Kind,
  code: string,
): PlaceRows[Kind] | undefined => sql<[string], PlaceRows[Kind]>(db, selectsByCode[kind]).get(code);

/** Returns the next records of a kind in insertion order. @param after the id of the last one; 0: from the first. */
export const listPlacesAfter = <Kind extends PlaceKind>(
  db: ReadableDB,
  kind: Kind,
  after: number,
  limit: number,
): PlaceRows[Kind][] =>
  sql<[number, number], PlaceRows[Kind]>(db, `${selects[kind]} WHERE id > ? ORDER BY id LIMIT ?`).all(
    after,
    limit,
  );

/** Inserts a record with all its fields. Returns its id. */
export const insertPlace = <Kind extends PlaceKind>(
  db: WritableDB,
  kind: Kind,
  row: Omit<PlaceRows[Kind], 'id'>,
): PlaceRows[Kind]['id'] => insertRow(db, tables[kind], row);

/** Updates some fields of a record. */
export const updatePlace = <Kind extends PlaceKind>(
  db: WritableDB,
  kind: Kind,
  id: PlaceRows[Kind]['id'],
  changes: Partial<Omit<PlaceRows[Kind], 'id'>>,
): void => updateRow(db, tables[kind], id, changes);

/**
 * Removes a record; a library with its calendar, settings and letter texts, and both library and desk with the roles there. Returns false
 * if there was none.
 * @throws SqliteError if another row refers to it.
 */
export const deletePlace = (db: WritableDB, kind: PlaceKind, id: number): boolean => {
  if (kind === 'library') {
    deleteCalendar(db, id as LibraryId);
    deleteGrantsInLibrary(db, id as LibraryId);
    deleteLibrarySettings(db, id as LibraryId);
    deleteTemplatesOfLibrary(db, id as LibraryId);
  }
  if (kind === 'desk') deleteGrantsAtDesk(db, id as DeskId);
  return sql<[number]>(db, `DELETE FROM ${tables[kind].name} WHERE id = ?`).run(id).changes > 0;
};

/** Returns the codes and names of all records of a kind, in insertion order. */
export const listNames = (
  db: ReadableDB,
  kind: 'desk' | 'partner' | 'patron',
): IterableIterator<{ readonly code: string; readonly name: string }> =>
  sql<[], { readonly code: string; readonly name: string }>(db, selectsOfNames[kind]).iterate();

const selectsOfNames = {
  desk: 'SELECT code, name FROM desk WHERE active = 1 ORDER BY id',
  partner: 'SELECT code, name FROM partner ORDER BY id',
  patron: 'SELECT barcode AS code, name FROM patron ORDER BY id',
} as const;

/** Returns the desks in use with the names of their libraries, those with a hold shelf first. */
export const listDesksOfLibraries = (
  db: ReadableDB,
): { readonly code: string; readonly libraryCode: string; readonly libraryName: string }[] =>
  sql<[], { readonly code: string; readonly libraryCode: string; readonly libraryName: string }>(
    db,
    `SELECT desk.code, library.code AS libraryCode, library.name AS libraryName
       FROM desk JOIN library ON library.id = library_id
      WHERE active = 1 ORDER BY hold_shelf DESC, desk.id`,
  ).all();

/** Whether a patron's card has this barcode. */
export const isPatronCard = (db: ReadableDB, code: string): boolean =>
  findPlaceByCode(db, 'patron', code) !== undefined;

/** A desk, in use or not, with the address and contact details of its library. */
type DeskOfLibrary = Contact & {
  readonly id: DeskId;
  readonly libraryId: LibraryId;
  readonly libraryName: string;
  readonly active: number;
};

/** Returns a desk with its library, or undefined. */
export const findDesk = (db: ReadableDB, id: DeskId): DeskOfLibrary | undefined =>
  sql<[DeskId], DeskOfLibrary>(
    db,
    `SELECT desk.id, desk.name, library_id AS libraryId, library.name AS libraryName, desk.active,
            library.address, library.email, library.phone
       FROM desk JOIN library ON library.id = library_id WHERE desk.id = ?`,
  ).get(id);

/** Returns the name of a desk; empty for none. */
export const nameOfDesk = (db: ReadableDB, id: DeskId | null): string =>
  id === null ? '' : (findDesk(db, id)?.name ?? '');

/** Returns a partner, in use or not, or undefined. */
export const findPartner = (db: ReadableDB, id: PartnerId): PartnerRow | undefined =>
  findPlace(db, 'partner', id);

/** Returns the partners in use, by name. */
export const listPartnersInUse = (db: ReadableDB): PartnerRow[] =>
  sql<[], PartnerRow>(db, `${selects.partner} WHERE active = 1 ORDER BY name COLLATE NOCASE, id`).all();

/** Whether there is a partner in use. */
export const hasPartners = (db: ReadableDB): boolean =>
  sql<[], object>(db, 'SELECT 1 FROM partner WHERE active = 1 LIMIT 1').get() !== undefined;

/** Returns the first desk of a library that has a hold shelf and is in use, or undefined. */
export const findShelfOfLibrary = (
  db: ReadableDB,
  libraryId: LibraryId,
): { readonly id: DeskId; readonly name: string } | undefined =>
  sql<[LibraryId], { readonly id: DeskId; readonly name: string }>(
    db,
    'SELECT id, name FROM desk WHERE library_id = ? AND hold_shelf = 1 AND active = 1 ORDER BY id LIMIT 1',
  ).get(libraryId);

/** Returns the only desk with a hold shelf; null if there are several, or none. */
export const findOnlyShelf = (db: ReadableDB): DeskId | null => {
  const [only, ...others] = sql<[], { readonly id: DeskId }>(
    db,
    'SELECT id FROM desk WHERE hold_shelf = 1 AND active = 1 LIMIT 2',
  ).all();
  return only !== undefined && others.length === 0 ? only.id : null;
};
