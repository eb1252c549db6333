-- The schema of the database, version 1: the schema of a new database. Later versions are migrations (migrations/).
--
-- Codes are stored as entered and compared case-insensitively: typed by hand, `n-312` matches the label `N-312`.
-- Instants are ISO 8601 in UTC, dates are YYYY-MM-DD, lists and frozen documents are JSON.
-- Kinds, states and roles have no CHECK: SQLite cannot alter one, so each new kind would mean recreating its table. The program validates
-- them against its lists (shared/domain). Every table that workstations share has an id, by which the log of changes identifies its rows.
-- Columns added by a later version come last in their table.

-- ── Settings ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Settings of this workstation.
CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) WITHOUT ROWID, STRICT;

-- Settings of libraries (shared/domain/library-settings.ts).
CREATE TABLE library_setting (
  id INTEGER PRIMARY KEY,
  -- The library; null: shared by all libraries.
  library_id INTEGER REFERENCES library (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;
CREATE UNIQUE INDEX library_setting_once ON library_setting (ifnull(library_id, 0), key);

-- ── Libraries, desks, partners, people ──────────────────────────────────────────────────────────────────────────────────────────
-- edited_at: when an operator last changed the record here. From then on imports no longer change it.
-- active: with 0 it is not offered; references to it stay valid.
-- letters_off: kinds of letters that are not written (shared/domain/letters/all-letters.ts), a JSON list.

CREATE TABLE library (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  address TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(address)),
  email TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  -- The prefix of barcodes that the program creates; empty: the library's code and -T.
  barcode_prefix TEXT NOT NULL DEFAULT '',
  -- Letters written automatically at certain times are off by default.
  letters_off TEXT NOT NULL DEFAULT '["patron-due-soon","patron-loan-overdue","patron-hold-ending"]' CHECK (json_valid(letters_off)),
  edited_at TEXT
) STRICT;

CREATE TABLE desk (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  library_id INTEGER NOT NULL REFERENCES library (id),
  hold_shelf INTEGER NOT NULL DEFAULT 1 CHECK (hold_shelf IN (0, 1)),
  receives INTEGER NOT NULL DEFAULT 1 CHECK (receives IN (0, 1)),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  edited_at TEXT
) STRICT;

-- ISO weekdays: 1 is Monday. A library without rows has no calendar: every day counts as open.
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

CREATE TABLE partner (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  address TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(address)),
  email TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  renews_automatically INTEGER NOT NULL DEFAULT 1 CHECK (renews_automatically IN (0, 1)),
  cancel_needs_consent INTEGER NOT NULL DEFAULT 0 CHECK (cancel_needs_consent IN (0, 1)),
  -- How it is reached (shared/domain/partner-profile.ts).
  profile TEXT NOT NULL DEFAULT '{"by":"mail"}' CHECK (json_valid(profile)),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  edited_at TEXT,
  -- Since when staff hold back the letters to it, and the name of who does; null: they leave.
  held_at TEXT,
  held_by_name TEXT,
  CHECK ((held_at IS NULL) = (held_by_name IS NULL))
) STRICT;

CREATE TABLE patron (
  id INTEGER PRIMARY KEY,
  barcode TEXT NOT NULL COLLATE NOCASE UNIQUE,
  name TEXT NOT NULL,
  email TEXT NOT NULL DEFAULT '',
  library_id INTEGER REFERENCES library (id),
  edited_at TEXT
) STRICT;
CREATE INDEX patron_name ON patron (name COLLATE NOCASE, id);
CREATE INDEX patron_library ON patron (library_id);

-- Finds patrons by the beginning of any word of their name or their card number, ignoring accents and case.
CREATE VIRTUAL TABLE patron_search USING fts5 (
  name, barcode, content = 'patron', content_rowid = 'id', columnsize = 0, detail = full,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
-- Removes deleted content from the index instead of only marking it: the connection's `secure_delete` does not cover it. The index of
-- requests does not support this, but a patron whose name is in it has requests, and cannot be deleted. Source:
-- https://www.sqlite.org/fts5.html#the_secure_delete_configuration_option
INSERT INTO patron_search (patron_search, rank) VALUES ('secure-delete', 1);
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

CREATE TABLE operator (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  -- scrypt hash with its salt; empty if the operator has no PIN.
  pin_hash TEXT NOT NULL DEFAULT '',
  -- Consecutive wrong PINs, and until when further attempts are rejected: stored here, so that a restart does not reset them.
  pin_failures INTEGER NOT NULL DEFAULT 0,
  pin_wait_until TEXT
) STRICT;

CREATE TABLE operator_role (
  id INTEGER PRIMARY KEY,
  operator_id INTEGER NOT NULL REFERENCES operator (id),
  role TEXT NOT NULL,
  library_id INTEGER NOT NULL REFERENCES library (id),
  desk_id INTEGER REFERENCES desk (id)
) STRICT;
CREATE UNIQUE INDEX operator_role_once ON operator_role (operator_id, role, library_id, ifnull(desk_id, 0));
-- A role at a desk moves to another library with the desk.
CREATE TRIGGER desk_moved AFTER UPDATE OF library_id ON desk WHEN OLD.library_id <> NEW.library_id BEGIN
  UPDATE operator_role SET library_id = NEW.library_id WHERE desk_id = NEW.id;
  -- The desk takes all its requests to the other library: the reports must be counted again.
  UPDATE report_state SET requests_to = -1;
END;

-- A list saved by an operator: its search and filters, under a name.
CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY,
  operator_id INTEGER NOT NULL REFERENCES operator (id),
  name TEXT NOT NULL,
  view TEXT NOT NULL CHECK (json_valid(view)),
  UNIQUE (operator_id, name)
) STRICT;

-- ── What a library chooses ──────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE cancellation_reason (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  position INTEGER NOT NULL,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
-- The standard reasons by their codes, then others.
INSERT INTO cancellation_reason (id, code, label, position, active) VALUES
  (11, 'CancelledAtPatronRequest', 'Cancelled at the patron’s request', 1, 1),
  (12, 'CannotBeFulfilled', 'Cannot be fulfilled', 2, 1),
  (13, 'RequestedMaterialCannotBeLocated', 'The material cannot be located', 3, 1),
  (14, 'FailedToLocateSuppliers', 'No partner can supply it', 4, 1),
  (15, 'ItemAlreadyAvailable', 'We have it ourselves', 5, 1),
  (16, 'PurchaseRequest', 'We are trying to buy it', 6, 1),
  (1, 'NO_LONGER_NEEDED', 'The patron no longer needs it', 7, 1),
  (2, 'OUT_OF_TIME', 'It cannot arrive in time', 8, 1),
  (5, 'CONDITIONS', 'The partner’s conditions cannot be met', 9, 1),
  (6, 'COST', 'The cost is too high', 10, 1),
  (7, 'DUPLICATE', 'It was requested twice', 11, 1),
  (8, 'WRONG_CITATION', 'The citation is wrong or incomplete', 12, 1),
  (9, 'PATRON_BLOCKED', 'The patron cannot borrow at the moment', 13, 1),
  (10, 'OTHER', 'Another reason (see the note)', 14, 1);

-- Letter texts that a library has changed. All others are those of the program.
CREATE TABLE letter_template (
  id INTEGER PRIMARY KEY,
  library_id INTEGER NOT NULL REFERENCES library (id),
  code TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  UNIQUE (library_id, code)
) STRICT;

-- Temporary barcodes that the program creates: the next number for each prefix, which only increases. So no barcode is used twice, even if
-- libraries and their codes change. Each workstation that shares requests has prefixes of its own.
CREATE TABLE barcode_series (
  id INTEGER PRIMARY KEY,
  prefix TEXT NOT NULL UNIQUE,
  next_number INTEGER NOT NULL CHECK (next_number > 0)
) STRICT;

-- ── Requests ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE request (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (length(external_id) BETWEEN 1 AND 64),
  -- The request that this one repeats.
  again_of INTEGER REFERENCES request (id),

  -- The citation; empty if unknown.
  title TEXT NOT NULL,
  author TEXT NOT NULL DEFAULT '',
  -- Book, article, chapter or other.
  material_type TEXT NOT NULL DEFAULT '',
  journal TEXT NOT NULL DEFAULT '',
  journal_volume TEXT NOT NULL DEFAULT '',
  issue TEXT NOT NULL DEFAULT '',
  pages TEXT NOT NULL DEFAULT '',
  year TEXT NOT NULL DEFAULT '',
  edition TEXT NOT NULL DEFAULT '',
  publisher TEXT NOT NULL DEFAULT '',
  isbn TEXT NOT NULL DEFAULT '',
  issn TEXT NOT NULL DEFAULT '',
  doi TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '',
  format TEXT NOT NULL DEFAULT 'physical',
  volumes_expected INTEGER CHECK (volumes_expected > 0),
  -- A date.
  needed_by TEXT NOT NULL DEFAULT '',
  maximum_cost TEXT NOT NULL DEFAULT '',
  -- The date and the cost with which staff decided to continue: a queue asks again if they change.
  needed_by_kept TEXT NOT NULL DEFAULT '',
  cost_kept TEXT NOT NULL DEFAULT '',
  partner_note TEXT NOT NULL DEFAULT '',
  circulation_note TEXT NOT NULL DEFAULT '',
  cost TEXT NOT NULL DEFAULT '',

  -- A request belongs to the library of its pickup desk; without a pickup desk, to the library where it was created.
  patron_id INTEGER REFERENCES patron (id),
  pickup_desk_id INTEGER REFERENCES desk (id),
  -- Since when that desk applies; null if it has from the beginning.
  pickup_at TEXT,
  made_at_library_id INTEGER REFERENCES library (id),

  -- Who wants it cancelled, and how it ended. The partner's part is recorded in the turn, and what happened to an item in its volume.
  cancel_wish TEXT,
  cancel_wish_at TEXT,
  cancel_reason TEXT NOT NULL DEFAULT '',
  cancel_note TEXT NOT NULL DEFAULT '',
  -- Whether the patron must be told once the partner agrees.
  cancel_notify INTEGER NOT NULL DEFAULT 0 CHECK (cancel_notify IN (0, 1)),
  ended_as TEXT,
  -- Whether a set is being received: open until Done.
  receiving_open INTEGER NOT NULL DEFAULT 0 CHECK (receiving_open IN (0, 1)),
  -- Set by the first step of an operator: from then on imports no longer change it.
  worked_on INTEGER NOT NULL DEFAULT 0 CHECK (worked_on IN (0, 1)),
  created_at TEXT,
  updated_at TEXT NOT NULL,
  -- The moments of imports, separated by spaces, that its columns and those of its turns and items have where no file said when.
  assumed_moments TEXT NOT NULL DEFAULT '',
  -- Since when no data of its patron is kept.
  patron_forgotten_at TEXT,

  -- Derived from its turns and volumes, each with the time since when it applies. Maintained by the code that writes the row.
  status TEXT NOT NULL,
  status_at TEXT,
  -- The partner of the active turn; without one, the partner asked last, or the first one.
  partner_id INTEGER REFERENCES partner (id),
  -- The state of the active turn; null if there is none.
  turn_state TEXT,
  turn_at TEXT,
  cancellation TEXT NOT NULL DEFAULT 'none',
  cancellation_at TEXT,
  renewal TEXT NOT NULL DEFAULT 'none',
  demand TEXT NOT NULL DEFAULT 'none',
  loss TEXT NOT NULL DEFAULT 'none',
  loss_at TEXT,
  -- Since when the active partner charges more than the maximum cost; null if it does not, or staff decided to continue.
  over_cost_at TEXT,
  -- Since when a volume must go back, and since when a returned one is not checked in; null if there is none.
  goes_back_at TEXT,
  check_in_at TEXT,
  -- The partner's due date: the earliest of the volumes that are out.
  due_on TEXT,
  -- The same, but of a recalled volume the day that its recall names. Lists show it, sort by it and count it.
  wanted_on TEXT,
  -- The meaning of the due date: nothing has arrived, a volume is out, or nothing is awaited.
  due_stage TEXT NOT NULL DEFAULT 'expected',
  -- Maintained by triggers, so that lists and counts need not read loans and notes: the earliest due date of open loans.
  patron_due_on TEXT,
  active_notes INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX request_receiving_open ON request (id) WHERE receiving_open = 1;
CREATE INDEX request_active_notes ON request (updated_at) WHERE active_notes > 0;
-- The sort orders of the list. Each index also contains the columns of the facets, so that a long list can be skipped through without
-- reading rows. Titles are sorted by their beginning: they may be 10,000 characters long.
CREATE INDEX request_title ON request (substr(title, 1, 60) COLLATE NOCASE, status, partner_id, pickup_desk_id, active_notes);
CREATE INDEX request_created ON request (created_at, status, partner_id, pickup_desk_id, active_notes);
CREATE INDEX request_updated ON request (updated_at, status, partner_id, pickup_desk_id, active_notes);
CREATE INDEX request_partner ON request (partner_id, status, pickup_desk_id, active_notes);
CREATE INDEX request_status ON request (status, updated_at, partner_id, pickup_desk_id, active_notes);
CREATE INDEX request_patron ON request (patron_id, status, partner_id, pickup_desk_id, active_notes, created_at);
CREATE INDEX request_made_at ON request (made_at_library_id) WHERE made_at_library_id IS NOT NULL;
CREATE INDEX request_renewal ON request (renewal) WHERE renewal <> 'none';
CREATE INDEX request_demand ON request (demand) WHERE demand <> 'none';
CREATE INDEX request_loss ON request (loss, loss_at) WHERE loss <> 'none';
CREATE INDEX request_cancellation ON request (cancellation, cancellation_at) WHERE cancellation <> 'none';
CREATE INDEX request_again_of ON request (again_of) WHERE again_of IS NOT NULL;
-- Excludes the many requests that are over.
CREATE INDEX request_due ON request (wanted_on, status, partner_id, pickup_desk_id, active_notes, due_stage) WHERE due_stage <> 'over';
CREATE INDEX request_patron_due ON request (patron_due_on, status, partner_id, pickup_desk_id, active_notes)
  WHERE patron_due_on IS NOT NULL;
-- Requests that still hold patron data, by their last change.
CREATE INDEX request_with_patron ON request (updated_at) WHERE patron_forgotten_at IS NULL;
-- The counts of Today: states of turns, requests without a partner, volumes that must go back, volumes that are not checked in, sets with
-- possibly missing volumes, requests that may no longer be needed, and requests that cost too much.
CREATE INDEX request_turn ON request (turn_state, turn_at, cancellation, due_stage, loss) WHERE turn_state IS NOT NULL;
CREATE INDEX request_conditional_besides ON request (id) WHERE turn_state = 'conditional' AND status <> 'CONDITIONAL';
CREATE INDEX request_unsent ON request (status, status_at)
  WHERE status IN ('REQUEST_CREATED_BOR', 'READY_TO_SEND', 'REJECTED', 'LOCATE_FAILED');
-- All volumes that arrived are settled, but the request is not over: volumes are missing that no partner is asked for.
CREATE INDEX request_unfinished ON request (volumes_expected, status_at)
  WHERE status = 'RETURNED_TO_PARTNER' AND check_in_at IS NULL AND loss = 'none';
CREATE INDEX request_goes_back ON request (goes_back_at) WHERE goes_back_at IS NOT NULL;
CREATE INDEX request_check_in ON request (check_in_at) WHERE check_in_at IS NOT NULL;
CREATE INDEX request_set_out ON request (volumes_expected) WHERE due_stage = 'out' AND volumes_expected > 1;
CREATE INDEX request_needed_by ON request (needed_by, needed_by_kept) WHERE needed_by <> '' AND ended_as IS NULL AND cancel_wish IS NULL;
CREATE INDEX request_over_cost ON request (over_cost_at) WHERE over_cost_at IS NOT NULL;

-- The partners of a request in the order in which they are asked, each asked once: a turn. It records the dealings with that partner.
CREATE TABLE turn (
  -- AUTOINCREMENT: messages to a partner outlive a removed turn, so its id must not be given to another.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  request_id INTEGER NOT NULL REFERENCES request (id),
  position INTEGER NOT NULL CHECK (position > 0),
  -- Null if the partner was not recorded.
  partner_id INTEGER REFERENCES partner (id),
  state TEXT NOT NULL DEFAULT 'waiting',
  state_at TEXT,
  -- A status word of another system that this program does not know, unchanged.
  outside_word TEXT,
  asked_at TEXT,
  shipped_at TEXT,
  -- How many volumes it was asked for; null if it was not asked, or if that comes from an import.
  asked_for INTEGER CHECK (asked_for > 0),
  -- Whether it knows of the request, whether it knows how its turn ended, and whether it knows that no more is needed from it.
  heard INTEGER NOT NULL DEFAULT 0 CHECK (heard IN (0, 1)),
  knows_end INTEGER NOT NULL DEFAULT 0 CHECK (knows_end IN (0, 1)),
  knows_rest INTEGER NOT NULL DEFAULT 0 CHECK (knows_rest IN (0, 1)),
  cancellation TEXT NOT NULL DEFAULT 'none',
  cancellation_at TEXT,
  parcel TEXT NOT NULL DEFAULT 'none',
  parcel_at TEXT,
  -- A recall by the partner before the item arrived.
  demand TEXT NOT NULL DEFAULT 'none',
  demand_at TEXT,
  back_by TEXT,
  -- The due date and the cost that it stated.
  due_on TEXT,
  cost TEXT NOT NULL DEFAULT '',
  UNIQUE (request_id, position)
) STRICT;
CREATE INDEX turn_partner ON turn (partner_id, state);

CREATE TABLE request_note (
  -- AUTOINCREMENT: undoing an import inserts the row again, so its id must not be given to another.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  request_id INTEGER NOT NULL REFERENCES request (id),
  -- The step that stored it; empty if a file brought it.
  op_id TEXT NOT NULL DEFAULT '',
  author TEXT NOT NULL,
  -- The author of a staff note.
  operator_name TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  created_at TEXT NOT NULL,
  -- When it was dismissed.
  dismissed_at TEXT
) STRICT;
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

-- Conditions under which a partner lends, with our answer; one row each, the newest last.
CREATE TABLE turn_condition (
  -- AUTOINCREMENT: undoing an import inserts the row again, so its id must not be given to another.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  request_id INTEGER NOT NULL REFERENCES request (id),
  turn_id INTEGER NOT NULL REFERENCES turn (id) DEFERRABLE INITIALLY DEFERRED,
  set_at TEXT,
  reason TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  reply_by TEXT,
  answer TEXT,
  answer_note TEXT NOT NULL DEFAULT '',
  answered_at TEXT,
  -- Since when it no longer needs an answer although it got none: the item was shipped, or the turn or the request ended.
  ended_at TEXT
) STRICT;
CREATE INDEX turn_condition_request ON turn_condition (request_id);
CREATE INDEX turn_condition_turn ON turn_condition (turn_id);

CREATE TABLE item (
  -- AUTOINCREMENT: slips outlive an item whose receipt was undone, so its id must not be given to another.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  request_id INTEGER NOT NULL REFERENCES request (id),
  -- The turn of the partner that sent it, and when that partner wants it back.
  turn_id INTEGER NOT NULL REFERENCES turn (id) DEFERRABLE INITIALLY DEFERRED,
  due_on TEXT,
  -- Whether the partner was told that it arrived.
  receipt_told INTEGER NOT NULL DEFAULT 0 CHECK (receipt_told IN (0, 1)),
  -- Empty until it is scanned for the first time.
  barcode TEXT NOT NULL COLLATE NOCASE CHECK (length(barcode) <= 64),
  volume INTEGER NOT NULL CHECK (volume > 0),
  -- The label on its spine.
  label TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL,
  -- Since when this status applies.
  status_at TEXT,
  -- Whether the patron gets it, or it goes back to its partner from where it is; and since when.
  use TEXT NOT NULL DEFAULT 'for-patron',
  use_at TEXT,
  -- Where it is, or where it was sent from; and its destination.
  desk_id INTEGER REFERENCES desk (id),
  destination_desk_id INTEGER REFERENCES desk (id),
  -- The desk that received it sends it back to the partner; null if unknown: then any desk may.
  owning_desk_id INTEGER REFERENCES desk (id),
  received_at TEXT NOT NULL,
  -- Whether no file said when: `received_at` is the moment of the import.
  received_unknown INTEGER NOT NULL DEFAULT 0 CHECK (received_unknown IN (0, 1)),
  -- On the hold shelf: since when, and the last day on which the patron may collect it.
  shelved_at TEXT,
  hold_until TEXT,
  -- The last completed stay on the hold shelf: its beginning, its end, and what happened to the item then.
  left_shelf_since TEXT,
  left_shelf_at TEXT,
  left_shelf_as TEXT,
  -- Whether the patron had it and brought it back.
  brought_back INTEGER NOT NULL DEFAULT 0 CHECK (brought_back IN (0, 1)),
  -- Whether it is on its way back to the partner via the owning desk: it must not be put on a hold shelf again.
  going_back INTEGER NOT NULL DEFAULT 0 CHECK (going_back IN (0, 1)),
  returned_at TEXT,
  renewal TEXT NOT NULL DEFAULT 'none',
  renewal_at TEXT,
  -- The date that the partner was asked for.
  renewal_until TEXT,
  demand TEXT NOT NULL DEFAULT 'none',
  demand_at TEXT,
  -- The date by which a recall wants it back.
  back_by TEXT,
  report TEXT NOT NULL DEFAULT 'none',
  report_at TEXT,
  -- Whether its partner said that it has it back, or is missing it.
  check_in TEXT NOT NULL DEFAULT 'none',
  check_in_at TEXT,
  UNIQUE (request_id, volume)
) STRICT;
-- A barcode identifies one item as long as that item is with us.
CREATE UNIQUE INDEX item_open_barcode ON item (barcode) WHERE status NOT IN ('returned-to-partner', 'handed-over', 'lost') AND barcode <> '';
CREATE INDEX item_turn ON item (turn_id);
CREATE INDEX item_barcode ON item (barcode);
-- Includes what Today counts about the items waiting at a desk, so that no rows need to be read.
CREATE INDEX item_at_desk ON item (status, desk_id, use, request_id, shelved_at, hold_until, received_at);
CREATE INDEX item_to_desk ON item (destination_desk_id) WHERE status = 'in-transit';
CREATE INDEX item_without_barcode ON item (request_id, received_at)
  WHERE barcode = '' AND status NOT IN ('returned-to-partner', 'handed-over', 'lost');
CREATE INDEX item_hold_until ON item (hold_until) WHERE status = 'on-hold-shelf';

CREATE TABLE loan (
  -- AUTOINCREMENT: undoing an import inserts the row again, so its id must not be given to another.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  item_id INTEGER NOT NULL REFERENCES item (id),
  -- Null if the patron of a loan that ended is no longer kept.
  patron_id INTEGER REFERENCES patron (id),
  loaned_on TEXT NOT NULL,
  -- Whether no file said when it began: `loaned_on` is the day of the import.
  begin_unknown INTEGER NOT NULL DEFAULT 0 CHECK (begin_unknown IN (0, 1)),
  due_on TEXT NOT NULL,
  ended_on TEXT,
  -- The original loan period: a renewal from the patron's loans uses the same length.
  period_days INTEGER NOT NULL DEFAULT 0,
  renewals INTEGER NOT NULL DEFAULT 0,
  -- The due date that the patron gets when the partner agrees.
  renewal_due_on TEXT,
  CHECK (patron_id IS NOT NULL OR ended_on IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX loan_open ON loan (item_id) WHERE ended_on IS NULL;
CREATE INDEX loan_item ON loan (item_id);
CREATE INDEX loan_patron ON loan (patron_id);
-- Items that patrons should have brought back.
CREATE INDEX loan_due ON loan (due_on) WHERE ended_on IS NULL;

-- ── Steps ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
-- Rows that refer to a step are written before its line: these references are checked at the end of the transaction, and each is indexed,
-- because SQLite looks them up when the line is inserted.

-- Every step that staff take, with its answer: for idempotency, the audit trail and undo.
CREATE TABLE command_log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  op_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  -- Null: a partner said it by message; its turn is in the input.
  operator_id INTEGER REFERENCES operator (id),
  desk_id INTEGER NOT NULL REFERENCES desk (id),
  at TEXT NOT NULL,
  -- Null if it concerns none, or if the request was created and that was undone.
  request_id INTEGER REFERENCES request (id) ON DELETE SET NULL,
  input TEXT NOT NULL CHECK (json_valid(input)),
  answer TEXT NOT NULL CHECK (json_valid(answer)),
  undone_by TEXT REFERENCES command_log (op_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX command_log_request ON command_log (request_id, seq);
CREATE INDEX command_log_at ON command_log (at);
-- Few steps are undone, and few are imports.
CREATE INDEX command_log_undone_by ON command_log (undone_by) WHERE undone_by IS NOT NULL;
CREATE INDEX command_log_import ON command_log (seq) WHERE kind = 'import';
-- The changes of records, by the record that they answer.
CREATE INDEX command_log_record ON command_log (kind, answer ->> '$.id')
  WHERE kind GLOB 'save-*';

-- The rows that a step changed, before and after: undo restores them, and uses them to detect later dependent changes.
CREATE TABLE change_log (
  -- AUTOINCREMENT: rolling back a step that deleted a line inserts it again under its id.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  op_id TEXT NOT NULL REFERENCES command_log (op_id) DEFERRABLE INITIALLY DEFERRED,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before TEXT CHECK (json_valid(before)),
  after TEXT CHECK (json_valid(after))
) STRICT;
CREATE INDEX change_log_op ON change_log (op_id);
CREATE INDEX change_log_row ON change_log (table_name, row_id);

-- The history of a request as staff read it. One line per step.
CREATE TABLE request_event (
  -- AUTOINCREMENT: as in `change_log`.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  request_id INTEGER NOT NULL REFERENCES request (id) ON DELETE CASCADE,
  op_id TEXT NOT NULL REFERENCES command_log (op_id) DEFERRABLE INITIALLY DEFERRED,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  status_before TEXT NOT NULL,
  status_after TEXT NOT NULL,
  headline TEXT NOT NULL,
  -- The turn that it concerns; null if it concerns the request. No foreign key: a turn that was not asked may be removed.
  turn_id INTEGER
) STRICT;
CREATE INDEX request_event_request ON request_event (request_id, id);
CREATE INDEX request_event_op ON request_event (op_id);

-- Which steps were keyed into the other system of the library, and which of those were undone there too.
CREATE TABLE keyed_step (
  id INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL UNIQUE REFERENCES command_log (op_id) DEFERRABLE INITIALLY DEFERRED,
  keyed_at TEXT NOT NULL,
  operator_id INTEGER NOT NULL REFERENCES operator (id),
  -- If the step was undone here afterwards: when that was also done in the other system, and by whom; null until then.
  reversed_at TEXT,
  reversed_by INTEGER REFERENCES operator (id)
) STRICT;
CREATE INDEX keyed_step_operator ON keyed_step (operator_id);
CREATE INDEX keyed_step_reversed_by ON keyed_step (reversed_by);

-- What is sent to the other system of the library about steps, item by item. Like messages of partners, it does not refer to the request.
CREATE TABLE other_system_message (
  id INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL REFERENCES command_log (op_id) DEFERRABLE INITIALLY DEFERRED,
  request_id INTEGER NOT NULL,
  item_id INTEGER NOT NULL,
  -- The service of NCIP.
  service TEXT NOT NULL,
  -- What it says; {} once it is not sent any more.
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  -- What staff have to do there themselves once it is sent: key the rest of the step ('rest'), scan in the item ('scan-in'), or nothing ('').
  left_to_do TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,
  -- What the other system answered to the last attempt, or why there was no answer.
  words TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at TEXT,
  -- Since when the other system may have it; null if it certainly does not.
  may_have_arrived_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX other_system_message_op ON other_system_message (op_id);
CREATE INDEX other_system_message_request ON other_system_message (request_id);
CREATE INDEX other_system_message_open ON other_system_message (state, next_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX other_system_message_barcode ON other_system_message (facts ->> '$.item') WHERE state IN ('waiting', 'sending');

-- ── Slips and letters ───────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Slips: written with the step, printed by a worker afterwards. The slip is frozen in its state at that time.
CREATE TABLE print_job (
  id INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL REFERENCES command_log (op_id) DEFERRABLE INITIALLY DEFERRED,
  request_id INTEGER REFERENCES request (id) ON DELETE SET NULL,
  -- No foreign key: the printed slip outlives an item whose receipt was undone.
  item_id INTEGER,
  -- Slips of one parcel are printed as one; null for a slip that is printed separately.
  parcel TEXT,
  kind TEXT NOT NULL,
  slip TEXT NOT NULL CHECK (json_valid(slip)),
  state TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX print_job_state ON print_job (state, id);
CREATE INDEX print_job_op ON print_job (op_id);
CREATE INDEX print_job_item ON print_job (item_id);
CREATE INDEX print_job_request ON print_job (request_id);
CREATE INDEX print_job_parcel ON print_job (parcel) WHERE parcel IS NOT NULL;

-- Messages to patrons and partners: written with the step, sent by a worker when there is a connection.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  -- The step that wrote it; null if it was written automatically, for the library in the next column.
  op_id TEXT REFERENCES command_log (op_id) DEFERRABLE INITIALLY DEFERRED,
  library_id INTEGER REFERENCES library (id),
  request_id INTEGER NOT NULL REFERENCES request (id),
  recipient TEXT NOT NULL,
  -- The partner that it is for, and the turn: by the time it is sent, the request may have moved on to another partner.
  partner_id INTEGER REFERENCES partner (id),
  turn_id INTEGER,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid(payload)),
  state TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at TEXT,
  -- One letter has one Message-ID, however often sending is tried; and the text with which it was sent.
  message_id TEXT UNIQUE,
  letter TEXT CHECK (json_valid(letter)),
  -- Since when its recipient may have it; null if they certainly do not. Later attempts do not change that.
  may_have_left_at TEXT,
  -- Whether an operator wants it sent although it no longer applies.
  on_purpose INTEGER NOT NULL DEFAULT 0 CHECK (on_purpose IN (0, 1)),
  -- Whether it was sent and its step then undone: a correction followed.
  corrected INTEGER NOT NULL DEFAULT 0 CHECK (corrected IN (0, 1)),
  -- The status of the partner with which this may not be said yet; empty for none. Null if nothing is known against it.
  waits_past TEXT,
  -- The step that set it aside; null if it was found to no longer apply when it was about to be sent.
  set_aside_op TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  CHECK ((op_id IS NULL) <> (library_id IS NULL))
) STRICT;
CREATE INDEX outbox_state ON outbox (state, next_at);
CREATE INDEX outbox_op ON outbox (op_id) WHERE op_id IS NOT NULL;
CREATE INDEX outbox_request ON outbox (request_id);
CREATE INDEX outbox_turn ON outbox (turn_id) WHERE turn_id IS NOT NULL;

-- Notices written automatically, so that no one is notified twice of the same.
CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES request (id) ON DELETE CASCADE,
  -- The volume by its barcode: an import may replace the row of the item, and undo may delete it.
  barcode TEXT NOT NULL COLLATE NOCASE,
  patron_id INTEGER NOT NULL REFERENCES patron (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  -- The date that it is about: the due date, or the last day on the hold shelf.
  day TEXT NOT NULL,
  -- Which one of several of its kind: the number of days before or after.
  stage INTEGER NOT NULL,
  written_at TEXT NOT NULL,
  UNIQUE (request_id, barcode, patron_id, kind, day, stage)
) STRICT;
CREATE INDEX notice_patron ON notice (patron_id);

-- ── Partners by protocol ────────────────────────────────────────────────────────────────────────────────────────────────────────

-- What is said between us and a partner about a turn: a row for each request that was sent to it, so that a retry has another one. Neither
-- table refers to the request: rolling a step back deletes the request and inserts it again, and what was said stays said.
CREATE TABLE conversation (
  id INTEGER PRIMARY KEY,
  -- Null if this library does not have the request: a backup from before it was restored.
  request_id INTEGER,
  turn_id INTEGER,
  partner_id INTEGER NOT NULL,
  -- The identifier that the request has in messages. It is never given to another request.
  sent_as TEXT NOT NULL UNIQUE CHECK (length(sent_as) BETWEEN 1 AND 32),
  -- What its messages add up to (electron/main/partners/exchange/conversation-state.ts).
  state TEXT NOT NULL CHECK (json_valid(state)),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX conversation_request ON conversation (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX conversation_turn ON conversation (turn_id) WHERE turn_id IS NOT NULL;

-- The messages of conversations as they came and left, and what came without belonging to one.
CREATE TABLE partner_message (
  id INTEGER PRIMARY KEY,
  -- The request of its conversation; null if it has none.
  request_id INTEGER,
  -- The identifier that it names, with which it finds its conversation; empty if it names none.
  sent_as TEXT NOT NULL,
  -- in: from a partner; out: to one.
  direction TEXT NOT NULL,
  -- The same for the same message: a hash, because what it is computed from may name a patron.
  identity TEXT NOT NULL,
  -- Its bytes: as they are if they are text, otherwise in base64.
  raw TEXT NOT NULL,
  raw_as TEXT NOT NULL,
  state TEXT NOT NULL,
  -- When it came, or when it was written.
  at TEXT NOT NULL,
  -- When a message that came was written, by its own clock, or else when it came: in this order they are applied. Null for one that left.
  written_at TEXT,
  -- Since when staff have read it; null for those that left.
  read_at TEXT,
  updated_at TEXT NOT NULL,
  -- Of a message to a partner: the letter that it says, and its place among the messages of that letter. Null for one that came.
  outbox_id INTEGER,
  position INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- Since when the partner may have it; null if it certainly does not.
  may_have_arrived_at TEXT,
  -- What its system answered to the last attempt, or why there was no answer; empty once it has it.
  words TEXT NOT NULL DEFAULT '',
  UNIQUE (direction, identity)
) STRICT;
CREATE INDEX partner_message_request ON partner_message (request_id, direction, read_at) WHERE request_id IS NOT NULL;
CREATE INDEX partner_message_sent_as ON partner_message (sent_as, at);
CREATE INDEX partner_message_state ON partner_message (state, at);
CREATE INDEX partner_message_to_apply ON partner_message (written_at, id) WHERE state = 'stored';
CREATE INDEX partner_message_outbox ON partner_message (outbox_id, position) WHERE outbox_id IS NOT NULL;

-- ── Mail that comes in ──────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Mails that partners sent, as plain text. Like the messages above, they do not refer to the request.
CREATE TABLE incoming_mail (
  id INTEGER PRIMARY KEY,
  -- The same for the same mail: a hash.
  identity TEXT NOT NULL UNIQUE,
  -- The request and the turn that it belongs to; null if nobody knows.
  request_id INTEGER,
  turn_id INTEGER,
  -- The Message-ID of the letter that it answers; empty if it was found by an identifier, or assigned by staff.
  answers TEXT NOT NULL DEFAULT '',
  sender_name TEXT NOT NULL DEFAULT '',
  sender_address TEXT NOT NULL DEFAULT '',
  subject TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL DEFAULT '',
  -- Whether only its beginning was read.
  is_cut INTEGER NOT NULL DEFAULT 0 CHECK (is_cut IN (0, 1)),
  -- The names of its attachments: a JSON list.
  attachments TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(attachments)),
  -- The answer that it seems to give (electron/main/mail/incoming/propose-answer.ts); null for none, or if staff dismissed it.
  proposal TEXT CHECK (json_valid(proposal)),
  -- When it was sent, by its own word, and when it was read from the mailbox.
  sent_at TEXT,
  received_at TEXT NOT NULL,
  -- When staff first saw it at its request, and when they set it aside.
  read_at TEXT,
  set_aside_at TEXT,
  -- The step by which staff recorded its answer.
  taken_op TEXT,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX incoming_mail_request ON incoming_mail (request_id, received_at) WHERE request_id IS NOT NULL;
CREATE INDEX incoming_mail_new ON incoming_mail (request_id, received_at) WHERE request_id IS NOT NULL AND read_at IS NULL;
CREATE INDEX incoming_mail_without_request ON incoming_mail (received_at) WHERE request_id IS NULL AND set_aside_at IS NULL;

-- How far a mailbox was read: whoever reads it next goes on there, at any workstation.
CREATE TABLE mailbox_position (
  id INTEGER PRIMARY KEY,
  -- The folder of an account: a hash.
  mailbox TEXT NOT NULL UNIQUE,
  -- The numbers of the mails count as long as this stays the same.
  uid_validity TEXT NOT NULL,
  last_uid INTEGER NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

-- ── Files ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

-- How files of other systems are read: the meaning of their columns and words, as an operator or an earlier file determined it.
CREATE TABLE file_profile (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  system TEXT NOT NULL,
  -- The column names of such a file, normalised; a JSON list. Empty if it is only chosen by name.
  heads TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(heads)),
  -- The meaning of columns, by their normalised names.
  columns TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(columns)),
  -- dmy or mdy; null: determined by the file, or unknown.
  day_order TEXT,
  -- The meaning of status words, by their normalised form.
  statuses TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(statuses)),
  changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX file_profile_heads ON file_profile (heads);

-- What each source last said about a request, so that the next file is compared with it field by field: fields not changed here follow the
-- file, and fields changed on both sides wait for a decision.
CREATE TABLE file_said (
  request_id INTEGER NOT NULL REFERENCES request (id) ON DELETE CASCADE,
  -- The system that wrote the file.
  source TEXT NOT NULL,
  -- A digest of the row in the file, so that an unchanged row is recognised immediately.
  digest TEXT NOT NULL,
  -- Its fields as stored: people and places by their ids here.
  said TEXT NOT NULL CHECK (json_valid(said)),
  at TEXT NOT NULL,
  PRIMARY KEY (request_id, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_said_at ON file_said (at);

CREATE TABLE file_conflict (
  -- AUTOINCREMENT: undoing an import inserts the row again, so its id must not be given to another.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  request_id INTEGER NOT NULL REFERENCES request (id) ON DELETE CASCADE,
  source TEXT NOT NULL,
  file_name TEXT NOT NULL DEFAULT '',
  field TEXT NOT NULL,
  -- The previous value in the file, the value here, and the new value in the file; as stored, null for none.
  before TEXT,
  here TEXT,
  there TEXT,
  -- The active note about it: dismissing the note settles it.
  note_id INTEGER REFERENCES request_note (id) ON DELETE SET NULL,
  found_at TEXT NOT NULL,
  -- When a file agreed with the value here, so that nothing was left to decide.
  settled_at TEXT
) STRICT;
CREATE INDEX file_conflict_note ON file_conflict (note_id);
CREATE UNIQUE INDEX file_conflict_open ON file_conflict (request_id, source, field) WHERE settled_at IS NULL;

-- Imports that can be undone, and the state before them.
CREATE TABLE import_journal (
  -- The number of the import's line in the log of steps.
  import INTEGER PRIMARY KEY,
  -- The step that undoes it, set when that begins: after an interruption it continues.
  taken_back_by TEXT
) STRICT;
CREATE TABLE import_change (
  import INTEGER NOT NULL,
  -- A table of records, or request: with everything that belongs to it; said: only what files said about a request.
  kind TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  -- The state before; null if the import added it.
  before TEXT CHECK (json_valid(before)),
  -- The steps that the import took on the request, a JSON list.
  steps TEXT CHECK (json_valid(steps)),
  PRIMARY KEY (import, kind, row_id)
) STRICT, WITHOUT ROWID;
-- Records that an operator changed are kept as they are, and what an operator deleted must not survive here.
CREATE TRIGGER import_change_library_removed AFTER DELETE ON library BEGIN
  DELETE FROM import_change WHERE import IN (SELECT import FROM import_journal) AND kind = 'library' AND row_id = OLD.id;
END;
CREATE TRIGGER import_change_library_edited AFTER UPDATE OF edited_at ON library WHEN NEW.edited_at IS NOT OLD.edited_at BEGIN
  DELETE FROM import_change WHERE import IN (SELECT import FROM import_journal) AND kind = 'library' AND row_id = OLD.id;
END;
CREATE TRIGGER import_change_desk_removed AFTER DELETE ON desk BEGIN
  DELETE FROM import_change WHERE import IN (SELECT import FROM import_journal) AND kind = 'desk' AND row_id = OLD.id;
END;
CREATE TRIGGER import_change_desk_edited AFTER UPDATE OF edited_at ON desk WHEN NEW.edited_at IS NOT OLD.edited_at BEGIN
  DELETE FROM import_change WHERE import IN (SELECT import FROM import_journal) AND kind = 'desk' AND row_id = OLD.id;
END;
CREATE TRIGGER import_change_partner_removed AFTER DELETE ON partner BEGIN
  DELETE FROM import_change WHERE import IN (SELECT import FROM import_journal) AND kind = 'partner' AND row_id = OLD.id;
END;
CREATE TRIGGER import_change_partner_edited AFTER UPDATE OF edited_at ON partner WHEN NEW.edited_at IS NOT OLD.edited_at BEGIN
  DELETE FROM import_change WHERE import IN (SELECT import FROM import_journal) AND kind = 'partner' AND row_id = OLD.id;
END;
CREATE TRIGGER import_change_patron_removed AFTER DELETE ON patron BEGIN
  DELETE FROM import_change WHERE import IN (SELECT import FROM import_journal) AND kind = 'patron' AND row_id = OLD.id;
END;
CREATE TRIGGER import_change_patron_edited AFTER UPDATE OF edited_at ON patron WHEN NEW.edited_at IS NOT OLD.edited_at BEGIN
  DELETE FROM import_change WHERE import IN (SELECT import FROM import_journal) AND kind = 'patron' AND row_id = OLD.id;
END;

-- The files of a watched folder that were imported.
CREATE TABLE watched_file (
  -- A digest of the file's content, so that it is recognised under any name.
  sha256 TEXT PRIMARY KEY,
  -- The import that completed it; null if none has.
  op_id TEXT,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ── Several workstations on one hub ─────────────────────────────────────────────────────────────────────────────────────────────
-- On a workstation that works alone these are all empty, and ids are assigned by SQLite.

CREATE TABLE hub_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- The life of the hub: one that was restored from a backup begins another.
  epoch TEXT NOT NULL,
  -- The number of this workstation: the rows that it inserts have ids from number × 2^32.
  workstation INTEGER NOT NULL CHECK (workstation > 0),
  -- The position in the hub's order up to which everything has been applied, and the step there; empty if not recorded.
  cursor INTEGER NOT NULL,
  cursor_op TEXT NOT NULL DEFAULT '',
  -- The number of the last step of this workstation that the hub has, and of the last one taken here.
  confirmed_n INTEGER NOT NULL,
  last_n INTEGER NOT NULL,
  -- The line of the log of steps up to which everything was queued for the hub, or came from it.
  log_to INTEGER NOT NULL,
  -- The columns of shared tables that the program knew when it was last in step: a JSON object of lists; empty if not recorded.
  known_columns TEXT NOT NULL DEFAULT ''
) STRICT;

-- The next id of each shared table.
CREATE TABLE next_id (
  table_name TEXT PRIMARY KEY,
  next INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Steps that have no position in the hub's order yet.
CREATE TABLE hub_pending (
  n INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL UNIQUE,
  -- Null: an automatic change instead of a step of staff.
  kind TEXT,
  time_zone TEXT NOT NULL,
  -- The keys that it read and wrote, which the hub certifies: JSON lists.
  reads TEXT NOT NULL CHECK (json_valid(reads)),
  writes TEXT NOT NULL CHECK (json_valid(writes)),
  -- Why it was refused when it was rechecked; null if it was not.
  refusal TEXT CHECK (json_valid(refusal)),
  -- The line of the log of steps up to which everything is queued, or came from the hub. For steps that are no longer pending, hub_state
  -- has it.
  log_to INTEGER NOT NULL DEFAULT 0,
  -- 1: it must be rechecked before it is pushed.
  to_check INTEGER NOT NULL DEFAULT 0 CHECK (to_check IN (0, 1))
) STRICT;
-- The rows that they changed.
CREATE TABLE hub_change (
  id INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  -- The request to which the row belongs; null if none.
  request_id INTEGER,
  -- A value that must be unique across requests and patrons, if the step assigned it or gave it up: before, and after.
  was_called TEXT,
  called TEXT,
  -- JSON: the whole row if it was inserted or deleted, otherwise the differences.
  before TEXT,
  after TEXT
) STRICT;
CREATE INDEX hub_change_op ON hub_change (op_id);
-- For each step that is pushed: whether a later one changed its line.
CREATE INDEX hub_change_line ON hub_change (before ->> '$.op_id') WHERE table_name = 'command_log';
-- For each line of history that is pushed: what it said before later steps reworded it.
CREATE INDEX hub_change_event ON hub_change (row_id) WHERE table_name = 'request_event';

-- The last steps of the hub's order, from here and from others: for pushing them again to a hub that was restored from a backup, and for
-- sending messages in that order.
CREATE TABLE hub_kept (
  -- Its position in the hub's order.
  seq INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL UNIQUE,
  -- The step in its wire format, JSON; empty for one that came with the library.
  body TEXT NOT NULL
) STRICT;

-- Steps in the hub's order that cannot be written here, to be retried. Their content stays at the hub.
CREATE TABLE hub_aside (
  -- Its position in the hub's order.
  seq INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL,
  -- The workstation that is the cause: the one that took the step, or the one that took a step on which it builds.
  culprit INTEGER NOT NULL,
  -- Its name at the hub; null if the hub was not asked yet, empty if it did not know.
  culprit_name TEXT,
  builds INTEGER NOT NULL CHECK (builds IN (0, 1)),
  why TEXT NOT NULL,
  made_at TEXT NOT NULL,
  -- Whether an administrator has hidden it.
  hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1))
) STRICT;
CREATE INDEX hub_aside_culprit ON hub_aside (culprit, seq);
-- The rows that it would change.
CREATE TABLE hub_aside_row (
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  seq INTEGER NOT NULL REFERENCES hub_aside (seq) ON DELETE CASCADE,
  PRIMARY KEY (table_name, row_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX hub_aside_row_seq ON hub_aside_row (seq);

-- What an operator must decide because two workstations worked on the same record at the same time, or because a partner said what could not
-- be recorded.
CREATE TABLE task (
  id INTEGER PRIMARY KEY,
  request_id INTEGER REFERENCES request (id) ON DELETE CASCADE,
  -- The step that could not be merged with those of others, as it was taken: kind, operator, desk, time, input.
  op_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- Null: a partner said it by message.
  operator_id INTEGER REFERENCES operator (id),
  desk_id INTEGER NOT NULL REFERENCES desk (id),
  at TEXT NOT NULL,
  -- Facts for the sentences: what was done here, what is there, slips that were printed.
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  made_at TEXT NOT NULL,
  solved_at TEXT,
  solved_by INTEGER REFERENCES operator (id),
  -- How it was solved.
  solution TEXT
) STRICT;
CREATE INDEX task_open ON task (made_at) WHERE solved_at IS NULL;
CREATE INDEX task_request ON task (request_id);
CREATE INDEX task_operator ON task (operator_id);
CREATE INDEX task_op ON task (op_id);
CREATE INDEX task_desk ON task (desk_id);
CREATE INDEX task_solved_by ON task (solved_by);

-- The letters, and the messages to the other system, that this workstation is sending: other workstations send theirs, and all see all of them.
CREATE TABLE sending_here (
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  PRIMARY KEY (table_name, row_id)
) STRICT, WITHOUT ROWID;

-- ── What lists of requests are answered from ────────────────────────────────────────────────────────────────────────────────────
-- Maintained by triggers, for every writer: a step, an undo, an import.

-- The words of a request: identifier, title, author, ISBN, ISSN and DOI, the patron's name and card number, the barcodes of its items. Only
-- which request contains a word is stored, not where.
CREATE VIRTUAL TABLE request_search USING fts5 (
  words, content = '', contentless_delete = 1, detail = none,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4'
);
-- Requests whose words changed since they were indexed. Triggers only queue them here: writing to the index within a trigger would make
-- SQLite flush its buffers row by row, which is too slow for an import of a million rows. An import indexes them at the end of each of its
-- transactions; otherwise that happens before the next search.
CREATE TABLE request_search_todo (request_id INTEGER PRIMARY KEY) STRICT;
CREATE TRIGGER request_search_added AFTER INSERT ON request BEGIN
  INSERT INTO request_search_todo VALUES (NEW.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER request_search_removed AFTER DELETE ON request BEGIN
  INSERT INTO request_search_todo VALUES (OLD.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER request_search_changed AFTER UPDATE OF external_id, title, author, patron_id, isbn, issn, doi ON request
WHEN OLD.external_id <> NEW.external_id OR OLD.title <> NEW.title OR OLD.author <> NEW.author
  OR OLD.patron_id IS NOT NEW.patron_id OR OLD.isbn <> NEW.isbn OR OLD.issn <> NEW.issn OR OLD.doi <> NEW.doi
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

-- The patron's due date of a request: the earliest of its open loans.
CREATE TRIGGER request_patron_due_lent AFTER INSERT ON loan WHEN NEW.ended_on IS NULL BEGIN
  UPDATE request SET patron_due_on = (SELECT min(loan.due_on) FROM item JOIN loan ON loan.item_id = item.id
     WHERE item.request_id = request.id AND loan.ended_on IS NULL AND item.status NOT IN ('returned-to-partner', 'handed-over', 'lost'))
   WHERE id IN (SELECT request_id FROM item WHERE id = NEW.item_id) AND patron_due_on IS NOT (SELECT min(loan.due_on) FROM item JOIN loan ON loan.item_id = item.id
     WHERE item.request_id = request.id AND loan.ended_on IS NULL AND item.status NOT IN ('returned-to-partner', 'handed-over', 'lost'));
END;
CREATE TRIGGER request_patron_due_changed AFTER UPDATE OF item_id, due_on, ended_on ON loan
WHEN OLD.item_id <> NEW.item_id OR OLD.due_on <> NEW.due_on OR (OLD.ended_on IS NULL) <> (NEW.ended_on IS NULL) BEGIN
  UPDATE request SET patron_due_on = (SELECT min(loan.due_on) FROM item JOIN loan ON loan.item_id = item.id
     WHERE item.request_id = request.id AND loan.ended_on IS NULL AND item.status NOT IN ('returned-to-partner', 'handed-over', 'lost'))
   WHERE id IN (SELECT request_id FROM item WHERE id IN (OLD.item_id, NEW.item_id)) AND patron_due_on IS NOT (SELECT min(loan.due_on) FROM item JOIN loan ON loan.item_id = item.id
     WHERE item.request_id = request.id AND loan.ended_on IS NULL AND item.status NOT IN ('returned-to-partner', 'handed-over', 'lost'));
END;
CREATE TRIGGER request_patron_due_removed AFTER DELETE ON loan WHEN OLD.ended_on IS NULL BEGIN
  UPDATE request SET patron_due_on = (SELECT min(loan.due_on) FROM item JOIN loan ON loan.item_id = item.id
     WHERE item.request_id = request.id AND loan.ended_on IS NULL AND item.status NOT IN ('returned-to-partner', 'handed-over', 'lost'))
   WHERE id IN (SELECT request_id FROM item WHERE id = OLD.item_id) AND patron_due_on IS NOT (SELECT min(loan.due_on) FROM item JOIN loan ON loan.item_id = item.id
     WHERE item.request_id = request.id AND loan.ended_on IS NULL AND item.status NOT IN ('returned-to-partner', 'handed-over', 'lost'));
END;
CREATE TRIGGER request_patron_due_moved AFTER UPDATE OF status, request_id ON item
WHEN OLD.request_id <> NEW.request_id
  OR (OLD.status IN ('returned-to-partner', 'handed-over', 'lost')) <> (NEW.status IN ('returned-to-partner', 'handed-over', 'lost')) BEGIN
  UPDATE request SET patron_due_on = (SELECT min(loan.due_on) FROM item JOIN loan ON loan.item_id = item.id
     WHERE item.request_id = request.id AND loan.ended_on IS NULL AND item.status NOT IN ('returned-to-partner', 'handed-over', 'lost'))
   WHERE id IN (OLD.request_id, NEW.request_id) AND patron_due_on IS NOT (SELECT min(loan.due_on) FROM item JOIN loan ON loan.item_id = item.id
     WHERE item.request_id = request.id AND loan.ended_on IS NULL AND item.status NOT IN ('returned-to-partner', 'handed-over', 'lost'));
END;

-- The day for which the cube knows what is overdue, due today, within 7 and within 30 days, and what was created today, this week and this
-- month; with the instants at which these began in a time zone. One row.
CREATE TABLE request_cube_day (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  time_zone TEXT NOT NULL,
  today TEXT NOT NULL,
  week_end TEXT NOT NULL,
  month_end TEXT NOT NULL,
  day_start TEXT NOT NULL,
  week_start TEXT NOT NULL,
  month_start TEXT NOT NULL
) STRICT;
INSERT INTO request_cube_day VALUES (1, '', date('now'), date('now', '+7 days'), date('now', '+30 days'),
  date('now'), date('now', '-6 days', 'weekday 1'), date('now', 'start of month'));

-- The number of requests of each kind, for the facets. 0 means no partner and no desk; for the library where it was created, 0 means none,
-- or that there is a desk. Cells may remain with a count of 0.
CREATE TABLE request_cube (
  status TEXT NOT NULL,
  partner_id INTEGER NOT NULL,
  desk_id INTEGER NOT NULL,
  made_at_library_id INTEGER NOT NULL,
  has_notes INTEGER NOT NULL,
  is_out INTEGER NOT NULL,
  due TEXT NOT NULL,
  patron_due TEXT NOT NULL,
  -- Only the open questions that a predefined view asks; empty if the active turn has another state, and if nothing is recalled.
  turn_state TEXT NOT NULL,
  demand TEXT NOT NULL,
  not_checked_in INTEGER NOT NULL,
  -- When it was created: a week may begin in the previous month. Empty if unknown.
  created TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (status, partner_id, desk_id, made_at_library_id, has_notes, is_out, due, patron_due, turn_state, demand, not_checked_in, created)
) WITHOUT ROWID, STRICT;
-- The cell of the cube in which each request is counted.
CREATE VIEW request_cell AS
SELECT request.id AS request_id, status, ifnull(partner_id, 0) AS partner_id, ifnull(pickup_desk_id, 0) AS desk_id,
       iif(pickup_desk_id IS NULL, ifnull(made_at_library_id, 0), 0) AS made_at_library_id,
       active_notes > 0 AS has_notes, due_stage = 'out' AS is_out,
       CASE WHEN due_stage = 'over' THEN 'settled'
            WHEN wanted_on IS NULL THEN 'none'
            WHEN wanted_on < today THEN 'overdue'
            WHEN wanted_on = today THEN 'today'
            WHEN wanted_on <= week_end THEN 'week'
            WHEN wanted_on <= month_end THEN 'month'
            ELSE 'later' END AS due,
       CASE WHEN patron_due_on IS NULL THEN iif(due_stage = 'over', 'settled', 'none')
            WHEN patron_due_on < today THEN 'overdue'
            WHEN patron_due_on = today THEN 'today'
            WHEN patron_due_on <= week_end THEN 'week'
            WHEN patron_due_on <= month_end THEN 'month'
            ELSE 'later' END AS patron_due,
       ifnull(turn_state, '') AS turn_state, demand, check_in_at IS NOT NULL AS not_checked_in,
       CASE WHEN created_at IS NULL THEN ''
            WHEN created_at >= day_start THEN 'today'
            WHEN created_at >= week_start THEN iif(created_at >= month_start, 'week-and-month', 'week')
            WHEN created_at >= month_start THEN 'month'
            ELSE 'older' END AS created
  FROM request CROSS JOIN request_cube_day;

-- A request is removed from its cell before a change, and counted in its new cell afterwards.
CREATE TRIGGER request_cube_added AFTER INSERT ON request BEGIN
  INSERT INTO request_cube SELECT status, partner_id, desk_id, made_at_library_id, has_notes, is_out, due, patron_due, turn_state, demand, not_checked_in, created, 1 FROM request_cell WHERE request_id = NEW.id
  ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER request_cube_removed BEFORE DELETE ON request BEGIN
  INSERT INTO request_cube SELECT status, partner_id, desk_id, made_at_library_id, has_notes, is_out, due, patron_due, turn_state, demand, not_checked_in, created, -1 FROM request_cell WHERE request_id = OLD.id
  ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER request_cube_leaving
BEFORE UPDATE OF status, partner_id, pickup_desk_id, made_at_library_id, active_notes, wanted_on, due_stage, patron_due_on, turn_state, demand, check_in_at, created_at ON request
WHEN OLD.status <> NEW.status OR OLD.partner_id IS NOT NEW.partner_id
  OR OLD.pickup_desk_id IS NOT NEW.pickup_desk_id OR OLD.made_at_library_id IS NOT NEW.made_at_library_id
  OR (OLD.active_notes > 0) <> (NEW.active_notes > 0) OR OLD.wanted_on IS NOT NEW.wanted_on
  OR OLD.due_stage <> NEW.due_stage OR OLD.patron_due_on IS NOT NEW.patron_due_on
  OR OLD.turn_state IS NOT NEW.turn_state OR OLD.demand <> NEW.demand OR (OLD.check_in_at IS NULL) <> (NEW.check_in_at IS NULL)
  OR OLD.created_at IS NOT NEW.created_at
BEGIN
  INSERT INTO request_cube SELECT status, partner_id, desk_id, made_at_library_id, has_notes, is_out, due, patron_due, turn_state, demand, not_checked_in, created, -1 FROM request_cell WHERE request_id = OLD.id
  ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER request_cube_entering
AFTER UPDATE OF status, partner_id, pickup_desk_id, made_at_library_id, active_notes, wanted_on, due_stage, patron_due_on, turn_state, demand, check_in_at, created_at ON request
WHEN OLD.status <> NEW.status OR OLD.partner_id IS NOT NEW.partner_id
  OR OLD.pickup_desk_id IS NOT NEW.pickup_desk_id OR OLD.made_at_library_id IS NOT NEW.made_at_library_id
  OR (OLD.active_notes > 0) <> (NEW.active_notes > 0) OR OLD.wanted_on IS NOT NEW.wanted_on
  OR OLD.due_stage <> NEW.due_stage OR OLD.patron_due_on IS NOT NEW.patron_due_on
  OR OLD.turn_state IS NOT NEW.turn_state OR OLD.demand <> NEW.demand OR (OLD.check_in_at IS NULL) <> (NEW.check_in_at IS NULL)
  OR OLD.created_at IS NOT NEW.created_at
BEGIN
  INSERT INTO request_cube SELECT status, partner_id, desk_id, made_at_library_id, has_notes, is_out, due, patron_due, turn_state, demand, not_checked_in, created, 1 FROM request_cell WHERE request_id = NEW.id
  ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;

-- ── Sums of the reports ─────────────────────────────────────────────────────────────────────────────────────────────────────────
-- How each request is counted, and the sums by day. Triggers only mark the requests that must be counted again; the program counts when the
-- reports are opened (`desk/reports`). Each step writes the row of its request, so the rota, the items and the loans need no triggers.

-- One row.
CREATE TABLE report_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- The days below are days in this time zone.
  time_zone TEXT NOT NULL,
  -- The last request that was counted. Below 0: everything must be removed and counted again.
  requests_to INTEGER NOT NULL,
  -- Whether some sums exist only in a temporary table of the program, which counts everything again if it exits before it stores them.
  has_unstored INTEGER NOT NULL
) STRICT;
INSERT INTO report_state VALUES (1, '', 0, 0);

-- Counted requests that have changed since.
CREATE TABLE report_changed (request_id INTEGER PRIMARY KEY) STRICT;

-- Everything that is counted separately, such as: partner 12 took 5 days to ship to library 1.
CREATE TABLE report_kind (
  id INTEGER PRIMARY KEY,
  what TEXT NOT NULL,
  -- 0: no library.
  library_id INTEGER NOT NULL,
  -- A partner or a desk; 0 for neither.
  who INTEGER NOT NULL,
  -- A number of days, or the hour of a step.
  value INTEGER NOT NULL,
  -- A status, an outcome, a leg or the kind of a step.
  detail TEXT NOT NULL,
  UNIQUE (what, library_id, who, value, detail)
) STRICT;

-- How a request is counted, and on which day: days since 1 January 1970.
CREATE TABLE report_fact (
  request_id INTEGER NOT NULL,
  kind_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (request_id, kind_id, day)
) WITHOUT ROWID, STRICT;

-- The sums over all requests. A period is read as one range for each kind.
CREATE TABLE report_sum (
  kind_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (kind_id, day)
) WITHOUT ROWID, STRICT;

CREATE TRIGGER report_request_added AFTER INSERT ON request WHEN NEW.id <= (SELECT requests_to FROM report_state) BEGIN
  INSERT OR IGNORE INTO report_changed VALUES (NEW.id);
END;
CREATE TRIGGER report_request_changed AFTER UPDATE ON request WHEN OLD.id <= (SELECT requests_to FROM report_state) BEGIN
  INSERT OR IGNORE INTO report_changed VALUES (OLD.id), (NEW.id);
END;
CREATE TRIGGER report_request_removed AFTER DELETE ON request WHEN OLD.id <= (SELECT requests_to FROM report_state) BEGIN
  INSERT OR IGNORE INTO report_changed VALUES (OLD.id);
END;
-- An undone step is marked by the line of its undo.
CREATE TRIGGER report_step_added AFTER INSERT ON command_log WHEN NEW.request_id <= (SELECT requests_to FROM report_state) BEGIN
  INSERT OR IGNORE INTO report_changed VALUES (NEW.request_id);
END;
CREATE TRIGGER report_step_removed AFTER DELETE ON command_log WHEN OLD.request_id <= (SELECT requests_to FROM report_state) BEGIN
  INSERT OR IGNORE INTO report_changed VALUES (OLD.request_id);
END;
