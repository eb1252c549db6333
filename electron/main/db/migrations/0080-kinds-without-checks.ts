import type { Migration } from '../migrate.ts';

/**
 * The database no longer lists kinds, states and roles: SQLite cannot change a CHECK, so each new kind would make its table anew.
 * Whoever writes the row holds it against the list in shared/domain. Settings of the library part from those of the workstation, and
 * every table that libraries share has an id, by which the log of changes names its rows.
 */
export const kindsWithoutChecks: Migration = {
  version: 80,
  up: `
CREATE TABLE new_print_job (
  id INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL REFERENCES command_log (op_id) DEFERRABLE INITIALLY DEFERRED,
  request_id INTEGER REFERENCES request (id),
  -- No foreign key: the paper outlives an item whose receipt was undone.
  item_id INTEGER,
  kind TEXT NOT NULL,
  slip TEXT NOT NULL CHECK (json_valid(slip)),
  state TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
INSERT INTO new_print_job SELECT * FROM print_job ORDER BY id;
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
  recipient TEXT NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid(payload)),
  state TEXT NOT NULL,
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
  partner_id INTEGER REFERENCES partner (id),
  -- Since when it may be with its reader; null where it certainly is not. Later tries do not change that.
  may_have_left_at TEXT,
  -- A person wants it to leave although it does not hold any more.
  on_purpose INTEGER NOT NULL DEFAULT 0 CHECK (on_purpose IN (0, 1))
) STRICT;
INSERT INTO new_outbox SELECT * FROM outbox ORDER BY id;
DROP TABLE outbox;
ALTER TABLE new_outbox RENAME TO outbox;
CREATE INDEX outbox_state ON outbox (state, next_at);
CREATE INDEX outbox_op ON outbox (op_id);
CREATE INDEX outbox_request ON outbox (request_id);
-- The partner is told once that the loan came.
CREATE UNIQUE INDEX outbox_received_once ON outbox (request_id) WHERE kind = 'received' AND corrected = 0;

CREATE TABLE new_rota_line (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES request (id),
  position INTEGER NOT NULL CHECK (position > 0),
  partner_id INTEGER NOT NULL REFERENCES partner (id),
  -- How the partner's turn ended. The line whose turn it is follows from the request's active partner.
  ended TEXT,
  ended_at TEXT,
  UNIQUE (request_id, position)
) STRICT;
INSERT INTO new_rota_line SELECT * FROM rota_line ORDER BY id;
DROP TABLE rota_line;
ALTER TABLE new_rota_line RENAME TO rota_line;

CREATE TABLE new_request_note (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES request (id),
  author TEXT NOT NULL,
  body TEXT NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  created_at TEXT NOT NULL,
  -- Who wrote a note of staff, and when somebody had dealt with it.
  operator_name TEXT NOT NULL DEFAULT '',
  dismissed_at TEXT
) STRICT;
INSERT INTO new_request_note SELECT * FROM request_note ORDER BY id;
DROP TABLE request_note;
ALTER TABLE new_request_note RENAME TO request_note;
CREATE INDEX request_note_request ON request_note (request_id);
CREATE INDEX request_note_active ON request_note (request_id, created_at) WHERE active = 1;
CREATE TRIGGER request_note_added AFTER INSERT ON request_note WHEN NEW.active = 1 BEGIN
  UPDATE request SET active_notes = active_notes + 1 WHERE id = NEW.request_id;
END;
CREATE TRIGGER request_note_removed AFTER DELETE ON request_note WHEN OLD.active = 1 BEGIN
  UPDATE request SET active_notes = active_notes - 1 WHERE id = OLD.request_id;
END;
CREATE TRIGGER request_note_changed AFTER UPDATE OF active ON request_note WHEN OLD.active <> NEW.active BEGIN
  UPDATE request SET active_notes = active_notes + NEW.active - OLD.active WHERE id = NEW.request_id;
END;

DROP TRIGGER desk_moved;
CREATE TABLE new_operator_role (
  id INTEGER PRIMARY KEY,
  operator_id INTEGER NOT NULL REFERENCES operator (id),
  role TEXT NOT NULL,
  library_id INTEGER NOT NULL REFERENCES library (id),
  desk_id INTEGER REFERENCES desk (id)
) STRICT;
INSERT INTO new_operator_role (operator_id, role, library_id, desk_id)
  SELECT operator_id, role, library_id, desk_id FROM operator_role ORDER BY rowid;
DROP TABLE operator_role;
ALTER TABLE new_operator_role RENAME TO operator_role;
CREATE UNIQUE INDEX operator_role_once ON operator_role (operator_id, role, library_id, ifnull(desk_id, 0));
-- A role at a desk goes with the desk to another library.
CREATE TRIGGER desk_moved AFTER UPDATE OF library_id ON desk WHEN OLD.library_id <> NEW.library_id BEGIN
  UPDATE operator_role SET library_id = NEW.library_id WHERE desk_id = NEW.id;
END;

CREATE TABLE new_letter_template (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
INSERT INTO new_letter_template (code, subject, body, updated_at)
  SELECT code, subject, body, updated_at FROM letter_template ORDER BY rowid;
DROP TABLE letter_template;
ALTER TABLE new_letter_template RENAME TO letter_template;

-- How the library works. What stays in setting is how this workstation does.
CREATE TABLE library_setting (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;
INSERT INTO library_setting (key, value)
  SELECT key, value FROM setting WHERE key IN ('library', 'holdShelf', 'loans', 'idleLock') ORDER BY key;
DELETE FROM setting WHERE key IN ('library', 'holdShelf', 'loans', 'idleLock');
`,
};
