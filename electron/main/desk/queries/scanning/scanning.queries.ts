import { type LibraryScope, patronInScope } from '../../../db/library-scope.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

type CardHolder = {
  readonly name: string;
  readonly barcode: string;
  readonly loans: number;
  /** How many items are on a hold shelf for the patron. */
  readonly waiting: number;
};

/** Returns the patron with this card, if visible to these libraries. */
export const findPatronByCard = (
  db: ReadableDB,
  code: string,
  libraries: LibraryScope,
): CardHolder | undefined =>
  sql<[string], CardHolder>(
    db,
    `SELECT name, barcode,
            (SELECT count(*) FROM loan WHERE patron_id = patron.id AND ended_on IS NULL) AS loans,
            (SELECT count(*) FROM request JOIN item ON item.request_id = request.id
              WHERE request.patron_id = patron.id AND item.status = 'on-hold-shelf' AND item.use = 'for-patron') AS waiting
       FROM patron WHERE barcode = ? AND ${patronInScope(libraries)}`,
  ).get(code);
