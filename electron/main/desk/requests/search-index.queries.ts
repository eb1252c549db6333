import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** Whether the words of some request changed since they were indexed. */
export const hasUnindexed = (db: ReadableDB): boolean =>
  sql<[]>(db, 'SELECT 1 FROM request_search_todo LIMIT 1').get() !== undefined;

// A number is sought with and without its hyphens.
const isbn = `iif(isbn = '', '', ' ' || isbn || ' ' || replace(isbn, '-', ''))`;
const issn = `iif(issn = '', '', ' ' || issn || ' ' || replace(issn, '-', '')
                || ' ' || substr(replace(issn, '-', ''), 1, 4) || ' ' || substr(replace(issn, '-', ''), 5))`;

/** The words by which a request is found; they stand in `FROM request`. */
export const wordsOfRequest = `
  external_id || ' ' || title || ' ' || author || ${isbn} || ${issn} || ' ' || doi
    || ifnull((SELECT ' ' || name || ' ' || barcode FROM patron WHERE id = patron_id), '')
    || ifnull((SELECT ' ' || group_concat(barcode, ' ') FROM item WHERE request_id = request.id), '')`;

/** Indexes the words of all requests whose words changed; their triggers stand in migrations 30, 90 and 100. */
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
