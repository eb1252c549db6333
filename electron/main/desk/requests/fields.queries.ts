import type { DeskId, PartnerId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

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
