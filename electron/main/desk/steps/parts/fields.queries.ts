import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/** Returns the highest number that follows a prefix in external identifiers; 0 if there is none. */
export const highestNumber = (db: ReadableDB, prefix: string): number =>
  sql<object, { readonly n: number | null }>(
    db,
    `SELECT max(CAST(substr(external_id, length(@prefix) + 1) AS INTEGER)) AS n
       FROM request WHERE external_id >= @prefix AND external_id < @prefix || ':'`,
  ).get({ prefix })?.n ?? 0;
