import type { PatronRecord } from '../../../../../shared/ipc/calls/places.ts';
import { type LibraryScope, patronInScope } from '../../../db/library-scope.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

type Page = { readonly offset: number; readonly limit: number };

const fields = `patron.id, patron.barcode, patron.name, patron.email, library_id AS libraryId,
  ifnull(library.name, '') AS libraryName, patron.edited_at AS editedAt`;

/** The patrons of the libraries that match an expression. Parameters: the expression, the limit. */
const hits = (libraries: LibraryScope): string =>
  `FROM patron_search JOIN patron ON patron.id = patron_search.rowid
    WHERE patron_search MATCH ? AND ${patronInScope(libraries)} LIMIT ?`;

/** Returns a page of all patrons of the libraries, by name. */
export const listPatrons = (
  db: ReadableDB,
  libraries: LibraryScope,
  { offset, limit }: Page,
): { readonly total: number; readonly rows: PatronRecord[] } => ({
  total:
    sql<[], { readonly n: number }>(
      db,
      `SELECT count(*) AS n FROM patron WHERE ${patronInScope(libraries)}`,
    ).get()?.n ?? 0,
  rows: sql<[number, number], PatronRecord>(
    db,
    `SELECT ${fields} FROM (SELECT id FROM patron WHERE ${patronInScope(libraries)} ORDER BY name COLLATE NOCASE, id LIMIT ? OFFSET ?) AS page
       JOIN patron ON patron.id = page.id LEFT JOIN library ON library.id = library_id
      ORDER BY patron.name COLLATE NOCASE, patron.id`,
  ).all(limit, offset),
});

/**
 * Returns a page of the patrons that match an FTS5 expression, by name.
 * @param most the maximum number of matches; `more` says that there are others.
 */
export const searchPatrons = (
  db: ReadableDB,
  expression: string,
  most: number,
  libraries: LibraryScope,
  { offset, limit }: Page,
): { readonly total: number; readonly more: boolean; readonly rows: PatronRecord[] } => {
  const found =
    sql<[string, number], { readonly n: number }>(
      db,
      `SELECT count(*) AS n FROM (SELECT 1 ${hits(libraries)})`,
    ).get(expression, most + 1)?.n ?? 0;
  return {
    total: Math.min(found, most),
    more: found > most,
    rows: sql<[string, number, number, number], PatronRecord>(
      db,
      `SELECT ${fields}
         FROM (SELECT patron.id ${hits(libraries)}) AS hit
         JOIN patron ON patron.id = hit.id LEFT JOIN library ON library.id = library_id
        ORDER BY patron.name COLLATE NOCASE, patron.id LIMIT ? OFFSET ?`,
    ).all(expression, most, limit, offset),
  };
};
