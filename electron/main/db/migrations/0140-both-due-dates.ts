import type { Migration } from '../migrate.ts';

// The words of this version, as they were when it was released.
const settled = `'RETURNED_TO_PARTNER', 'REQUEST_COMPLETED', 'RECEIVED_DIGITALLY', 'CANCELLED', 'CANCELLED_BY_PATRON',
  'CANCELLED_BY_STAFF', 'EXPIRED'`;
const gone = `'returned-to-partner', 'lost'`;
// What the facets narrow by.
const tail = 'status, active_partner_id, pickup_desk_id, active_notes';

const bucket = (date: string): string => `
       WHEN ${date} < today THEN 'overdue'
       WHEN ${date} = today THEN 'today'
       WHEN ${date} <= week_end THEN 'week'
       WHEN ${date} <= month_end THEN 'month'
       ELSE 'later' END`;

/** Where a request counts in the cube, on the day for which the cube is kept. */
const cell = (row: string): string => `
  ${row}.status, ifnull(${row}.active_partner_id, 0), ifnull(${row}.pickup_desk_id, 0),
  iif(${row}.pickup_desk_id IS NULL, ifnull(${row}.made_at_library_id, 0), 0), ${row}.active_notes > 0, ${row}.due_stage = 'out',
  CASE WHEN ${row}.due_stage = 'over' THEN 'settled' WHEN ${row}.due_on IS NULL THEN 'none' ${bucket(`${row}.due_on`)},
  CASE WHEN ${row}.patron_due_on IS NULL THEN iif(${row}.due_stage = 'over', 'settled', 'none') ${bucket(`${row}.patron_due_on`)}`;

const columns = 'status, partner_id, desk_id, made_at_library_id, has_notes, is_out, due, patron_due, n';

const count = (row: string, change: 1 | -1): string => `
  INSERT INTO request_cube (${columns})
  SELECT ${cell(row)}, ${change} FROM request_cube_day WHERE true
  ON CONFLICT DO UPDATE SET n = n + ${change};`;

const earliestLoan = `
  (SELECT min(loan.due_on) FROM item JOIN loan ON loan.item_id = item.id
    WHERE item.request_id = request.id AND loan.ended_on IS NULL AND item.status NOT IN (${gone}))`;

/** Brings the patron's date of some requests to that of their loans. */
const broughtUp = (which: string): string => `
  UPDATE request SET patron_due_on = ${earliestLoan} WHERE id IN (${which}) AND patron_due_on IS NOT ${earliestLoan};`;

/**
 * What the due date of a request means (nothing has come, a volume is out, nothing is awaited any more), and beside the partner's date
 * the patron's: the earliest of the loans that run. Facets, lists and queues count by them. The first is kept by the writer of the row,
 * the patron's date by triggers on loans and items.
 */
export const bothDueDates: Migration = {
  version: 140,
  up: `
DROP TRIGGER request_cube_added;
DROP TRIGGER request_cube_removed;
DROP TRIGGER request_cube_changed;
DROP TABLE request_cube;

ALTER TABLE request ADD COLUMN due_stage TEXT NOT NULL DEFAULT 'expected';
ALTER TABLE request ADD COLUMN patron_due_on TEXT;
UPDATE request SET due_stage = 'over' WHERE status IN (${settled});
UPDATE request SET due_stage = 'out'
 WHERE due_stage <> 'over' AND EXISTS (SELECT 1 FROM item WHERE request_id = request.id AND status NOT IN (${gone}));
UPDATE request SET due_stage = 'over'
 WHERE due_stage = 'expected' AND (parcel = 'lost' OR EXISTS (SELECT 1 FROM item WHERE request_id = request.id));
${broughtUp('SELECT request_id FROM item JOIN loan ON loan.item_id = item.id WHERE ended_on IS NULL')}

DROP INDEX request_due;
CREATE INDEX request_due ON request (due_on, ${tail}, due_stage) WHERE due_stage <> 'over';
CREATE INDEX request_patron_due ON request (patron_due_on, ${tail}) WHERE patron_due_on IS NOT NULL;

CREATE TABLE request_cube (
  status TEXT NOT NULL,
  partner_id INTEGER NOT NULL,
  desk_id INTEGER NOT NULL,
  made_at_library_id INTEGER NOT NULL,
  has_notes INTEGER NOT NULL,
  is_out INTEGER NOT NULL,
  due TEXT NOT NULL,
  patron_due TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (status, partner_id, desk_id, made_at_library_id, has_notes, is_out, due, patron_due)
) WITHOUT ROWID, STRICT;
INSERT INTO request_cube (${columns})
SELECT ${cell('request')}, count(*) FROM request, request_cube_day GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
CREATE TRIGGER request_cube_added AFTER INSERT ON request BEGIN ${count('NEW', 1)}
END;
CREATE TRIGGER request_cube_removed AFTER DELETE ON request BEGIN ${count('OLD', -1)}
END;
CREATE TRIGGER request_cube_changed
AFTER UPDATE OF status, active_partner_id, pickup_desk_id, made_at_library_id, active_notes, due_on, due_stage, patron_due_on ON request
WHEN OLD.status <> NEW.status OR OLD.active_partner_id IS NOT NEW.active_partner_id
  OR OLD.pickup_desk_id IS NOT NEW.pickup_desk_id OR OLD.made_at_library_id IS NOT NEW.made_at_library_id
  OR (OLD.active_notes > 0) <> (NEW.active_notes > 0) OR OLD.due_on IS NOT NEW.due_on
  OR OLD.due_stage <> NEW.due_stage OR OLD.patron_due_on IS NOT NEW.patron_due_on
BEGIN ${count('OLD', -1)} ${count('NEW', 1)}
END;

CREATE TRIGGER request_patron_due_lent AFTER INSERT ON loan WHEN NEW.ended_on IS NULL BEGIN
  ${broughtUp('SELECT request_id FROM item WHERE id = NEW.item_id')}
END;
CREATE TRIGGER request_patron_due_changed AFTER UPDATE OF item_id, due_on, ended_on ON loan
WHEN OLD.item_id <> NEW.item_id OR OLD.due_on <> NEW.due_on OR (OLD.ended_on IS NULL) <> (NEW.ended_on IS NULL) BEGIN
  ${broughtUp('SELECT request_id FROM item WHERE id IN (OLD.item_id, NEW.item_id)')}
END;
CREATE TRIGGER request_patron_due_removed AFTER DELETE ON loan WHEN OLD.ended_on IS NULL BEGIN
  ${broughtUp('SELECT request_id FROM item WHERE id = OLD.item_id')}
END;
CREATE TRIGGER request_patron_due_moved AFTER UPDATE OF status, request_id ON item
WHEN OLD.request_id <> NEW.request_id OR (OLD.status IN (${gone})) <> (NEW.status IN (${gone})) BEGIN
  ${broughtUp('OLD.request_id, NEW.request_id')}
END;
`,
};
