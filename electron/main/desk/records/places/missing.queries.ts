import { type LibraryScope, patronInScope, requestInScope } from '../../../db/library-scope.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

type Missing = { readonly patrons: number; readonly requests: number };

/** Returns how many patrons with open requests have no e-mail address, and how many open requests for items have no pickup location. */
export const countMissing = (db: ReadableDB, libraries: LibraryScope): Missing => {
  const found = sql<[], Missing>(
    db,
    `SELECT
       (SELECT count(*) FROM patron
         WHERE trim(patron.email) = '' AND ${patronInScope(libraries)}
           AND EXISTS (SELECT 1 FROM request WHERE request.patron_id = patron.id AND ended_as IS NULL)) AS patrons,
       (SELECT count(*) FROM request
         WHERE pickup_desk_id IS NULL AND ended_as IS NULL AND format = 'physical' AND ${requestInScope(libraries)}) AS requests`,
  ).get();
  return found ?? { patrons: 0, requests: 0 };
};
