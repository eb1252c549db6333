import type { Migration } from '../migrate.ts';

// The statuses in which a due date no longer means anything, as they were when this was released.
const settled = `'RETURNED_TO_PARTNER', 'REQUEST_COMPLETED', 'RECEIVED_DIGITALLY', 'CANCELLED', 'CANCELLED_BY_PATRON',
  'CANCELLED_BY_STAFF', 'EXPIRED'`;

/** Where a request counts in the cube, on the day for which the cube is kept. */
const cell = (row: string): string => `
  ${row}.status, ifnull(${row}.active_partner_id, 0), ifnull(${row}.pickup_desk_id, 0),
  iif(${row}.pickup_desk_id IS NULL, ifnull(${row}.made_at_library_id, 0), 0), ${row}.active_notes > 0,
  CASE WHEN ${row}.status IN (${settled}) THEN 'settled'
       WHEN ${row}.due_on IS NULL THEN 'none'
       WHEN ${row}.due_on < today THEN 'overdue'
       WHEN ${row}.due_on = today THEN 'today'
       WHEN ${row}.due_on <= week_end THEN 'week'
       WHEN ${row}.due_on <= month_end THEN 'month'
       ELSE 'later' END`;

const columns = 'status, partner_id, desk_id, made_at_library_id, has_notes, due, n';

const count = (row: string, change: 1 | -1): string => `
  INSERT INTO request_cube (${columns})
  SELECT ${cell(row)}, ${change} FROM request_cube_day WHERE true
  ON CONFLICT DO UPDATE SET n = n + ${change};`;

/**
 * Where a request was made. A request belongs to the library of its pickup desk; without a pickup desk, to the library where
 * it was made. What was made before is given the library of the step that made it, else its patron's, else the first one.
 */
export const libraryOfARequest: Migration = {
  version: 70,
  up: `
ALTER TABLE request ADD COLUMN made_at_library_id INTEGER REFERENCES library (id);
UPDATE request SET made_at_library_id = coalesce(
    (SELECT desk.library_id FROM command_log JOIN desk ON desk.id = command_log.desk_id
      WHERE command_log.request_id = request.id AND command_log.kind = 'create-request'),
    (SELECT patron.library_id FROM patron WHERE patron.id = request.patron_id),
    (SELECT min(id) FROM library))
 WHERE pickup_desk_id IS NULL;
CREATE INDEX request_made_at ON request (made_at_library_id) WHERE made_at_library_id IS NOT NULL;

-- The counts of the facets know the library of requests without a pickup desk too; 0 stands for none, and where there is a desk.
DROP TRIGGER request_cube_added;
DROP TRIGGER request_cube_removed;
DROP TRIGGER request_cube_changed;
DROP TABLE request_cube;
CREATE TABLE request_cube (
  status TEXT NOT NULL,
  partner_id INTEGER NOT NULL,
  desk_id INTEGER NOT NULL,
  made_at_library_id INTEGER NOT NULL,
  has_notes INTEGER NOT NULL,
  due TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (status, partner_id, desk_id, made_at_library_id, has_notes, due)
) WITHOUT ROWID, STRICT;
INSERT INTO request_cube (${columns})
SELECT ${cell('request')}, count(*) FROM request, request_cube_day GROUP BY 1, 2, 3, 4, 5, 6;
CREATE TRIGGER request_cube_added AFTER INSERT ON request BEGIN ${count('NEW', 1)}
END;
CREATE TRIGGER request_cube_removed AFTER DELETE ON request BEGIN ${count('OLD', -1)}
END;
CREATE TRIGGER request_cube_changed
AFTER UPDATE OF status, active_partner_id, pickup_desk_id, made_at_library_id, active_notes, due_on ON request
WHEN OLD.status <> NEW.status OR OLD.active_partner_id IS NOT NEW.active_partner_id
  OR OLD.pickup_desk_id IS NOT NEW.pickup_desk_id OR OLD.made_at_library_id IS NOT NEW.made_at_library_id
  OR (OLD.active_notes > 0) <> (NEW.active_notes > 0) OR OLD.due_on IS NOT NEW.due_on
BEGIN ${count('OLD', -1)} ${count('NEW', 1)}
END;
`,
};
