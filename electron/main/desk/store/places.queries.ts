import type { DeskId, LibraryId, PartnerId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

/** Whether a patron's card has this barcode. */
export const isPatronCard = (db: ReadableDB, code: string): boolean =>
  sql<[string]>(db, 'SELECT 1 FROM patron WHERE barcode = ?').get(code) !== undefined;

/** A place that parcels go to. `address` is a JSON list. */
export type PlaceRow = {
  readonly name: string;
  readonly address: string;
  readonly email: string;
  readonly phone: string;
};

/** A desk, in use or not, with the address and the contacts of its library. */
export type DeskRow = PlaceRow & {
  readonly id: DeskId;
  readonly libraryId: LibraryId;
  readonly libraryName: string;
  readonly active: 0 | 1;
};

/** A desk, or undefined. */
export const findDesk = (db: ReadableDB, id: DeskId): DeskRow | undefined =>
  sql<[DeskId], DeskRow>(
    db,
    `SELECT desk.id, desk.name, library_id AS libraryId, library.name AS libraryName, desk.active,
            library.address, library.email, library.phone
       FROM desk JOIN library ON library.id = library_id WHERE desk.id = ?`,
  ).get(id);

/** The name of a desk; empty for none. */
export const nameOfDesk = (db: ReadableDB, id: DeskId | null): string =>
  id === null ? '' : (findDesk(db, id)?.name ?? '');

/** A partner, in use or not. */
export type PartnerRow = PlaceRow & {
  readonly id: PartnerId;
  readonly code: string;
  readonly active: 0 | 1;
};

const selectPartner = 'SELECT id, code, name, address, email, phone, active FROM partner';

/** A partner, or undefined. */
export const findPartner = (db: ReadableDB, id: PartnerId): PartnerRow | undefined =>
  sql<[PartnerId], PartnerRow>(db, `${selectPartner} WHERE id = ?`).get(id);

/** The partners in use, by name. */
export const listPartnersInUse = (db: ReadableDB): PartnerRow[] =>
  sql<[], PartnerRow>(db, `${selectPartner} WHERE active = 1 ORDER BY name COLLATE NOCASE, id`).all();

/** The first desk of a library that has a hold shelf and is in use, or undefined. */
export const findShelfOfLibrary = (
  db: ReadableDB,
  libraryId: LibraryId,
): { readonly id: DeskId; readonly name: string } | undefined =>
  sql<[LibraryId], { readonly id: DeskId; readonly name: string }>(
    db,
    'SELECT id, name FROM desk WHERE library_id = ? AND hold_shelf = 1 AND active = 1 ORDER BY id LIMIT 1',
  ).get(libraryId);
