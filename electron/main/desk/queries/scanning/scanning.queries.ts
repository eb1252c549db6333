import { type LibraryScope, patronInScope } from '../../../db/library-scope.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/** Returns the patron with this card, if visible to these libraries. */
export const findPatronByCard = (
  db: ReadableDB,
  code: string,
  libraries: LibraryScope,
): { readonly name: string; readonly barcode: string; readonly loans: number } | undefined =>
  sql<[string], { readonly name: string; readonly barcode: string; readonly loans: number }>(
    db,
    `SELECT name, barcode,
            (SELECT count(*) FROM loan WHERE patron_id = patron.id AND ended_on IS NULL) AS loans
       FROM patron WHERE barcode = ? AND ${patronInScope(libraries)}`,
  ).get(code);
