import type { Migration } from '../migrate.ts';

/**
 * What the whole life of a request needs: rota lines and conditions with their answers, loans that can be renewed, the time
 * on the hold shelf, reasons for cancelling, letters and their way out, operators with a PIN, the calendar of a library.
 */
export const lifeOfARequest: Migration = {
  version: 20,
  up: `
ALTER TABLE operator ADD COLUMN active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1));
-- scrypt, with its salt; empty where the operator has no PIN.
ALTER TABLE operator ADD COLUMN pin_hash TEXT NOT NULL DEFAULT '';
-- Wrong PINs in a row, and until when none is looked at: kept here, so that a restart does not make tries free.
ALTER TABLE operator ADD COLUMN pin_failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE operator ADD COLUMN pin_wait_until TEXT;

-- When a person last changed the record here: from then on files no longer change it.
ALTER TABLE library ADD COLUMN edited_at TEXT;
ALTER TABLE desk ADD COLUMN edited_at TEXT;
ALTER TABLE partner ADD COLUMN edited_at TEXT;
ALTER TABLE patron ADD COLUMN edited_at TEXT;
-- Not offered any more; what refers to it stays as it is.
ALTER TABLE desk ADD COLUMN active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1));
ALTER TABLE partner ADD COLUMN active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1));

-- A role at a desk goes with the desk to another library.
CREATE TRIGGER desk_moved AFTER UPDATE OF library_id ON desk WHEN OLD.library_id <> NEW.library_id BEGIN
  UPDATE operator_role SET library_id = NEW.library_id WHERE desk_id = NEW.id;
END;

-- Patrons by the beginning of any word of their name, or of their card; accents and case do not count.
CREATE INDEX patron_name ON patron (name COLLATE NOCASE, id);
CREATE INDEX patron_library ON patron (library_id);
CREATE VIRTUAL TABLE patron_search USING fts5 (
  name, barcode, content = 'patron', content_rowid = 'id', columnsize = 0, detail = full,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
INSERT INTO patron_search (patron_search) VALUES ('rebuild');
CREATE TRIGGER patron_search_added AFTER INSERT ON patron BEGIN
  INSERT INTO patron_search (rowid, name, barcode) VALUES (NEW.id, NEW.name, NEW.barcode);
END;
CREATE TRIGGER patron_search_removed AFTER DELETE ON patron BEGIN
  INSERT INTO patron_search (patron_search, rowid, name, barcode) VALUES ('delete', OLD.id, OLD.name, OLD.barcode);
END;
CREATE TRIGGER patron_search_changed AFTER UPDATE OF name, barcode ON patron BEGIN
  INSERT INTO patron_search (patron_search, rowid, name, barcode) VALUES ('delete', OLD.id, OLD.name, OLD.barcode);
  INSERT INTO patron_search (rowid, name, barcode) VALUES (NEW.id, NEW.name, NEW.barcode);
END;

-- How a partner's turn ended. The line whose turn it is follows from the request's active partner.
ALTER TABLE rota_line ADD COLUMN ended TEXT CHECK (ended IN ('declined', 'rejected', 'expired', 'cancelled'));
ALTER TABLE rota_line ADD COLUMN ended_at TEXT;

-- A condition stays with the partner that set it, with our answer.
ALTER TABLE request_condition ADD COLUMN partner_id INTEGER REFERENCES partner (id);
ALTER TABLE request_condition ADD COLUMN set_at TEXT;
ALTER TABLE request_condition ADD COLUMN answer TEXT CHECK (answer IN ('yes', 'no'));
ALTER TABLE request_condition ADD COLUMN answer_note TEXT NOT NULL DEFAULT '';
ALTER TABLE request_condition ADD COLUMN answered_at TEXT;
UPDATE request_condition
   SET partner_id = (SELECT active_partner_id FROM request WHERE request.id = request_id),
       set_at = (SELECT ifnull((SELECT max(created_at) FROM request_note
                                 WHERE request_note.request_id = request.id AND author = 'partner'), updated_at)
                   FROM request WHERE request.id = request_id);

-- Who wrote a note of staff, and when somebody had dealt with it.
ALTER TABLE request_note ADD COLUMN operator_name TEXT NOT NULL DEFAULT '';
ALTER TABLE request_note ADD COLUMN dismissed_at TEXT;

ALTER TABLE request ADD COLUMN cancel_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN cancel_note TEXT NOT NULL DEFAULT '';
-- Whether the patron is to be told once the partner agrees.
ALTER TABLE request ADD COLUMN cancel_notify INTEGER NOT NULL DEFAULT 0 CHECK (cancel_notify IN (0, 1));
-- Kept by triggers, so that lists and counts need not look into the notes.
ALTER TABLE request ADD COLUMN active_notes INTEGER NOT NULL DEFAULT 0;
UPDATE request SET active_notes = (SELECT count(*) FROM request_note WHERE request_id = request.id AND active = 1)
 WHERE id IN (SELECT request_id FROM request_note WHERE active = 1);
CREATE TRIGGER request_note_added AFTER INSERT ON request_note WHEN NEW.active = 1 BEGIN
  UPDATE request SET active_notes = active_notes + 1 WHERE id = NEW.request_id;
END;
CREATE TRIGGER request_note_removed AFTER DELETE ON request_note WHEN OLD.active = 1 BEGIN
  UPDATE request SET active_notes = active_notes - 1 WHERE id = OLD.request_id;
END;
CREATE TRIGGER request_note_changed AFTER UPDATE OF active ON request_note WHEN OLD.active <> NEW.active BEGIN
  UPDATE request SET active_notes = active_notes + NEW.active - OLD.active WHERE id = NEW.request_id;
END;
CREATE INDEX request_active_notes ON request (updated_at) WHERE active_notes > 0;

-- On the hold shelf: since when, and the last day on which the patron may collect it.
ALTER TABLE item ADD COLUMN shelved_at TEXT;
ALTER TABLE item ADD COLUMN hold_until TEXT;
UPDATE item SET shelved_at = received_at WHERE status = 'on-hold-shelf';
-- The desk that received it sends it back to the partner; null where nobody knows: then any desk may.
ALTER TABLE item ADD COLUMN owning_desk_id INTEGER REFERENCES desk (id);
UPDATE item SET owning_desk_id = desk_id;
-- On its way back to the partner, by way of the owning desk: not to be put on a hold shelf again.
ALTER TABLE item ADD COLUMN going_back INTEGER NOT NULL DEFAULT 0 CHECK (going_back IN (0, 1));
CREATE INDEX item_hold_until ON item (hold_until) WHERE status = 'on-hold-shelf';

-- The loan period that the loan began with: a renewal from the patron's loans runs as long again.
ALTER TABLE loan ADD COLUMN period_days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE loan ADD COLUMN renewals INTEGER NOT NULL DEFAULT 0;
-- The date that the partner was asked for and has not answered.
ALTER TABLE loan ADD COLUMN renewal_due_on TEXT;
UPDATE loan SET period_days = max(0, CAST(julianday(due_on) - julianday(loaned_on) AS INTEGER));

CREATE TABLE cancellation_reason (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  position INTEGER NOT NULL,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
INSERT INTO cancellation_reason (code, label, position) VALUES
  ('NO_LONGER_NEEDED', 'The patron no longer needs it', 1),
  ('OUT_OF_TIME', 'It cannot come in time', 2),
  ('HELD_LOCALLY', 'We have it ourselves', 3),
  ('CANNOT_BE_FILLED', 'No partner can supply it', 4),
  ('CONDITIONS', 'The conditions of the partner cannot be met', 5),
  ('COST', 'The cost is too high', 6),
  ('DUPLICATE', 'It was requested twice', 7),
  ('WRONG_CITATION', 'The citation is wrong or incomplete', 8),
  ('PATRON_BLOCKED', 'The patron may not borrow at present', 9),
  ('OTHER', 'Another reason (see the note)', 10);

-- Weekdays as ISO counts them: 1 is Monday. A library without rows keeps no calendar: every day counts as open.
CREATE TABLE opening_hours (
  id INTEGER PRIMARY KEY,
  library_id INTEGER NOT NULL REFERENCES library (id),
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  opens TEXT NOT NULL,
  closes TEXT NOT NULL CHECK (closes > opens),
  UNIQUE (library_id, weekday)
) STRICT;
CREATE TABLE closed_day (
  id INTEGER PRIMARY KEY,
  library_id INTEGER NOT NULL REFERENCES library (id),
  day TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (library_id, day)
) STRICT;

-- A list as a person keeps it: what is searched and filtered, under a name.
CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY,
  operator_id INTEGER NOT NULL REFERENCES operator (id),
  name TEXT NOT NULL,
  view TEXT NOT NULL CHECK (json_valid(view)),
  UNIQUE (operator_id, name)
) STRICT;

-- Texts that a library changed. What is not here is as the program brings it.
CREATE TABLE letter_template (
  code TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

-- SQLite cannot change a CHECK: the two tables are made anew.
CREATE TABLE new_print_job (
  id INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL REFERENCES command_log (op_id) DEFERRABLE INITIALLY DEFERRED,
  request_id INTEGER REFERENCES request (id),
  -- No foreign key: the paper outlives an item whose receipt was undone.
  item_id INTEGER,
  kind TEXT NOT NULL CHECK (kind IN ('receive', 'return', 'transit', 'letter', 'test')),
  slip TEXT NOT NULL CHECK (json_valid(slip)),
  state TEXT NOT NULL CHECK (state IN ('queued', 'printing', 'printed', 'failed')),
  note TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
INSERT INTO new_print_job SELECT * FROM print_job;
DROP TABLE print_job;
ALTER TABLE new_print_job RENAME TO print_job;
CREATE INDEX print_job_state ON print_job (state, id);
CREATE INDEX print_job_op ON print_job (op_id);
CREATE INDEX print_job_item ON print_job (item_id);
CREATE INDEX print_job_request ON print_job (request_id);

CREATE TABLE new_outbox (
  id INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL REFERENCES command_log (op_id) DEFERRABLE INITIALLY DEFERRED,
  request_id INTEGER NOT NULL REFERENCES request (id),
  recipient TEXT NOT NULL CHECK (recipient IN ('patron', 'partner')),
  kind TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid(payload)),
  -- 'sending': handed to the server, whose answer was not seen. 'printed': went out on paper instead.
  -- 'by-hand': a person told the reader in another way.
  state TEXT NOT NULL
    CHECK (state IN ('waiting', 'sending', 'sent', 'printed', 'failed', 'needs-person', 'by-hand')),
  note TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at TEXT,
  -- A sent message whose step was undone: a correcting one followed.
  corrected INTEGER NOT NULL DEFAULT 0 CHECK (corrected IN (0, 1)),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  -- One letter has one Message-ID, however often it is tried; and the text that it left with.
  message_id TEXT UNIQUE,
  letter TEXT CHECK (json_valid(letter)),
  -- The partner that it is for: the request may have gone on to another one by the time it leaves.
  partner_id INTEGER REFERENCES partner (id)
) STRICT;
INSERT INTO new_outbox
  SELECT outbox.*, NULL, NULL, iif(recipient = 'partner', active_partner_id, NULL)
    FROM outbox JOIN request ON request.id = request_id;
DROP TABLE outbox;
ALTER TABLE new_outbox RENAME TO outbox;
CREATE INDEX outbox_state ON outbox (state, next_at);
CREATE INDEX outbox_op ON outbox (op_id);
CREATE INDEX outbox_request ON outbox (request_id);
-- The lender is told once that the loan came.
CREATE UNIQUE INDEX outbox_received_once ON outbox (request_id) WHERE kind = 'received' AND corrected = 0;
`,
};
