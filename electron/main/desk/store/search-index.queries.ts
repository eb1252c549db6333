import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** Whether any request's words changed since they were indexed. */
export const hasUnindexed = (db: ReadableDB): boolean =>
  sql<[]>(db, 'SELECT 1 FROM request_search_todo LIMIT 1').get() !== undefined;

// Numbers can be searched with or without hyphens.
const isbn = `iif(isbn = '', '', ' ' || isbn || ' ' || replace(isbn, '-', ''))`;
const issn = `iif(issn = '', '', ' ' || issn || ' ' || replace(issn, '-', '')
                || ' ' || substr(replace(issn, '-', ''), 1, 4) || ' ' || substr(replace(issn, '-', ''), 5))`;
// The digits at the end of an identifier are what staff read off the paperwork: with and without the zeros before them.
const digits = `substr(external_id, length(rtrim(external_id, '0123456789')) + 1)`;
const endOfIdentifier = `iif(${digits} = external_id, '', ' ' || ${digits}) || ' ' || ltrim(${digits}, '0')`;

/** The words by which a request is found, for a query with `FROM request`. */
export const wordsOfRequest = `
  external_id || ${endOfIdentifier} || ' ' || title || ' ' || author || ${isbn} || ${issn} || ' ' || doi
    || ifnull((SELECT ' ' || name || ' ' || barcode FROM patron WHERE id = patron_id), '')
    || ifnull((SELECT ' ' || group_concat(barcode, ' ') FROM item WHERE request_id = request.id), '')`;

/** Indexes the requests whose words changed; the triggers that record them are in schema.sql. */
export const indexChanged = (db: WritableDB): void => {
  sql<[]>(db, 'DELETE FROM request_search WHERE rowid IN (SELECT request_id FROM request_search_todo)').run();
  sql<[]>(
    db,
    `INSERT INTO request_search (rowid, words)
     SELECT request.id, ${wordsOfRequest}
       FROM request_search_todo CROSS JOIN request ON request.id = request_id
      ORDER BY request_id`,
  ).run();
  sql<[]>(db, 'DELETE FROM request_search_todo').run();
};

/**
 * Returns the ids that divide the requests into groups of a given size: the ids that workstations of a hub assign are far apart. @returns
 * pairs: greater than the first, up to the second.
 */
export const groupsOfRequests = (db: ReadableDB, howMany: number): readonly (readonly [number, number])[] => {
  const next = sql<[number, number], number | null>(
    db,
    'SELECT max(id) FROM (SELECT id FROM request WHERE id > ? ORDER BY id LIMIT ?)',
  ).pluck();
  const groups: (readonly [number, number])[] = [];
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const last = next.get(after, howMany) ?? null;
    if (last === null) return groups;
    groups.push([after, last]);
    after = last;
  }
};

/** Indexes the words of requests that are not in the index yet, by id: greater than `after`, up to `upTo`. */
export const indexNew = (db: WritableDB, after: number, upTo: number): void => {
  sql<[number, number]>(
    db,
    `INSERT INTO request_search (rowid, words)
     SELECT request.id, ${wordsOfRequest} FROM request WHERE id > ? AND id <= ? ORDER BY id`,
  ).run(after, upTo);
};

/** The number of index pages merged in one turn. */
const pagesInOneTurn = 200;

/**
 * Merges part of the index: words of deleted rows stay in its segments until these are merged. Source:
 * https://www.sqlite.org/fts5.html#the_merge_command
 * @param first whether to start merging all segments into one, which the following turns continue.
 * @returns whether there is more to merge.
 */
export const mergePiece = (db: WritableDB, first: boolean): boolean => {
  const total = sql<[], number>(db, 'SELECT total_changes()').pluck();
  const before = total.get() ?? 0;
  sql<[number]>(db, "INSERT INTO request_search (request_search, rank) VALUES ('merge', ?)").run(
    first ? -pagesInOneTurn : pagesInOneTurn,
  );
  return (total.get() ?? 0) - before >= 2;
};
