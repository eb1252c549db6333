import type { DeskId, PartnerId } from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/** A place that parcels go to. `address` is a JSON list. */
export type PlaceRow = {
  readonly name: string;
  readonly address: string;
  readonly email: string;
  readonly phone: string;
};

/** The partner as a parcel is addressed to it, or undefined. */
export const findPartnerPlace = (db: ReadableDB, id: PartnerId): PlaceRow | undefined =>
  sql<[PartnerId], PlaceRow>(db, 'SELECT name, address, email, phone FROM partner WHERE id = ?').get(id);

/** The desk as a parcel inside the house is addressed to it, or undefined. */
export const findDeskPlace = (db: ReadableDB, id: DeskId): PlaceRow | undefined =>
  sql<[DeskId], PlaceRow>(
    db,
    `SELECT desk.name, library.address, library.email, library.phone
       FROM desk JOIN library ON library.id = library_id WHERE desk.id = ?`,
  ).get(id);
