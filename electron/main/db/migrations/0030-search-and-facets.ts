import type { Migration } from '../migrate.ts';

// The statuses in which a due date no longer means anything, as they were when this was released.
const settled = `'RETURNED_TO_PARTNER', 'REQUEST_COMPLETED', 'RECEIVED_DIGITALLY', 'CANCELLED', 'CANCELLED_BY_PATRON',
  'CANCELLED_BY_STAFF', 'EXPIRED'`;

// What the facets narrow by.
const tail = 'status, active_partner_id, pickup_desk_id, active_notes';

/** Where a request counts in the cube, on the day for which the cube is kept. */
const cell = (row: string): string => `
  ${row}.status, ifnull(${row}.active_partner_id, 0), ifnull(${row}.pickup_desk_id, 0), ${row}.active_notes > 0,
  CASE WHEN ${row}.status IN (${settled}) THEN 'settled'
       WHEN ${row}.due_on IS NULL THEN 'none'
       WHEN ${row}.due_on < today THEN 'overdue'
       WHEN ${row}.due_on = today THEN 'today'
       WHEN ${row}.due_on <= week_end THEN 'week'
       WHEN ${row}.due_on <= month_end THEN 'month'
       ELSE 'later' END`;

const count = (row: string, change: 1 | -1): string => `
  INSERT INTO request_cube (status, partner_id, desk_id, has_notes, due, n)
  SELECT ${cell(row)}, ${change} FROM request_cube_day WHERE true
  ON CONFLICT DO UPDATE SET n = n + ${change};`;

const words = (row: string): string => `
  ${row}.external_id || ' ' || ${row}.title || ' ' || ${row}.author
    || ifnull((SELECT ' ' || name || ' ' || barcode FROM patron WHERE id = ${row}.patron_id), '')
    || ifnull((SELECT ' ' || group_concat(barcode, ' ') FROM item WHERE request_id = ${row}.id), '')`;

/**
 * What the list of borrowing requests needs so that it answers at once at a million requests: counts for its facets, words
 * for its search, and an index for each order. Triggers keep all of it, whoever writes: a step, an undo, an import.
 */
export const searchAndFacets: Migration = {
  version: 30,
  up: `
-- The orders of the list. Behind its key each index has what the facets narrow by, so that a long list is passed over
-- without a look at its rows. A title is ordered by its beginning: it may be 10,000 characters long.
CREATE INDEX request_title ON request (substr(title, 1, 60) COLLATE NOCASE, ${tail});
CREATE INDEX request_created ON request (created_at, ${tail});
CREATE INDEX request_updated ON request (updated_at, ${tail});
-- A due date means something until the item has gone back: the many requests that are over stay out of it.
CREATE INDEX request_due ON request (due_on, ${tail}) WHERE status NOT IN (${settled});
CREATE INDEX request_partner ON request (active_partner_id, status, pickup_desk_id, active_notes);
DROP INDEX request_status;
CREATE INDEX request_status ON request (status, updated_at, active_partner_id, pickup_desk_id, active_notes);
DROP INDEX request_patron;
CREATE INDEX request_patron ON request (patron_id, ${tail});

-- The day as of which the cube says what is overdue, due today, within 7 and within 30 days. One row.
CREATE TABLE request_cube_day (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  today TEXT NOT NULL,
  week_end TEXT NOT NULL,
  month_end TEXT NOT NULL
) STRICT;
INSERT INTO request_cube_day VALUES (1, date('now'), date('now', '+7 days'), date('now', '+30 days'));

-- How many requests there are of each kind. 0 stands for no partner and for no desk. Cells may be left at 0.
CREATE TABLE request_cube (
  status TEXT NOT NULL,
  partner_id INTEGER NOT NULL,
  desk_id INTEGER NOT NULL,
  has_notes INTEGER NOT NULL,
  due TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (status, partner_id, desk_id, has_notes, due)
) WITHOUT ROWID, STRICT;
INSERT INTO request_cube (status, partner_id, desk_id, has_notes, due, n)
SELECT ${cell('request')}, count(*) FROM request, request_cube_day GROUP BY 1, 2, 3, 4, 5;

CREATE TRIGGER request_cube_added AFTER INSERT ON request BEGIN ${count('NEW', 1)}
END;
CREATE TRIGGER request_cube_removed AFTER DELETE ON request BEGIN ${count('OLD', -1)}
END;
CREATE TRIGGER request_cube_changed
AFTER UPDATE OF status, active_partner_id, pickup_desk_id, active_notes, due_on ON request
WHEN OLD.status <> NEW.status OR OLD.active_partner_id IS NOT NEW.active_partner_id
  OR OLD.pickup_desk_id IS NOT NEW.pickup_desk_id OR (OLD.active_notes > 0) <> (NEW.active_notes > 0)
  OR OLD.due_on IS NOT NEW.due_on
BEGIN ${count('OLD', -1)} ${count('NEW', 1)}
END;

-- The words of a request: identifier, title, author, the patron's name and card, the barcodes of its items. Only which
-- request has a word is kept, not where.
CREATE VIRTUAL TABLE request_search USING fts5 (
  words, content = '', contentless_delete = 1, detail = none,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4'
);
INSERT INTO request_search (rowid, words) SELECT id, ${words('request')} FROM request ORDER BY id;

-- Requests whose words changed since they were indexed. Triggers only note them here: to write into the index from within
-- a trigger makes SQLite put away what it has gathered, row by row, which a million rows of an import would feel.
-- An import indexes them at the end of each of its transactions, everything else before the next search.
CREATE TABLE request_search_todo (request_id INTEGER PRIMARY KEY) STRICT;
CREATE TRIGGER request_search_added AFTER INSERT ON request BEGIN
  INSERT INTO request_search_todo VALUES (NEW.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER request_search_removed AFTER DELETE ON request BEGIN
  INSERT INTO request_search_todo VALUES (OLD.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER request_search_changed AFTER UPDATE OF external_id, title, author, patron_id ON request
WHEN OLD.external_id <> NEW.external_id OR OLD.title <> NEW.title OR OLD.author <> NEW.author
  OR OLD.patron_id IS NOT NEW.patron_id
BEGIN
  INSERT INTO request_search_todo VALUES (NEW.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER request_search_patron AFTER UPDATE OF name, barcode ON patron
WHEN OLD.name <> NEW.name OR OLD.barcode <> NEW.barcode BEGIN
  INSERT INTO request_search_todo SELECT id FROM request WHERE patron_id = NEW.id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER request_search_item_added AFTER INSERT ON item BEGIN
  INSERT INTO request_search_todo VALUES (NEW.request_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER request_search_item_removed AFTER DELETE ON item BEGIN
  INSERT INTO request_search_todo VALUES (OLD.request_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER request_search_item_changed AFTER UPDATE OF barcode, request_id ON item
WHEN OLD.barcode <> NEW.barcode OR OLD.request_id <> NEW.request_id BEGIN
  INSERT INTO request_search_todo VALUES (OLD.request_id), (NEW.request_id) ON CONFLICT DO NOTHING;
END;
`,
};
