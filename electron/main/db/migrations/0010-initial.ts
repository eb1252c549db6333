import type { Migration } from '../migrate.ts';

/**
 * The first schema. Texts with a closed set of values carry a CHECK, except those whose codes come from outside
 * (request and item statuses, use conditions): an unknown one is kept and shown.
 * Codes are kept as they came and compared without regard to case: typed by hand, `n-312` means the label `N-312`.
 * Moments are ISO 8601 in UTC, dates are `YYYY-MM-DD`, lists and frozen documents are JSON.
 */
export const initial: Migration = {
  version: 10,
  up: `
CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) WITHOUT ROWID, STRICT;

CREATE TABLE library (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  address TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(address)),
  email TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE desk (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  library_id INTEGER NOT NULL REFERENCES library (id),
  hold_shelf INTEGER NOT NULL DEFAULT 1 CHECK (hold_shelf IN (0, 1)),
  receives INTEGER NOT NULL DEFAULT 1 CHECK (receives IN (0, 1))
) STRICT;

CREATE TABLE partner (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  address TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(address)),
  email TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  renews_automatically INTEGER NOT NULL DEFAULT 1 CHECK (renews_automatically IN (0, 1)),
  cancel_needs_consent INTEGER NOT NULL DEFAULT 0 CHECK (cancel_needs_consent IN (0, 1))
) STRICT;

CREATE TABLE patron (
  id INTEGER PRIMARY KEY,
  barcode TEXT NOT NULL COLLATE NOCASE UNIQUE,
  name TEXT NOT NULL,
  email TEXT NOT NULL DEFAULT '',
  library_id INTEGER REFERENCES library (id)
) STRICT;

CREATE TABLE operator (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE operator_role (
  operator_id INTEGER NOT NULL REFERENCES operator (id),
  role TEXT NOT NULL CHECK (role IN ('circulation-desk-operator', 'fulfillment-services-operator', 'requests-operator')),
  library_id INTEGER NOT NULL REFERENCES library (id),
  desk_id INTEGER REFERENCES desk (id)
) STRICT;
CREATE UNIQUE INDEX operator_role_once ON operator_role (operator_id, role, library_id, ifnull(desk_id, 0));

-- Every step that staff take, with its answer: idempotence, audit trail and the base of undo.
CREATE TABLE command_log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  op_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  operator_id INTEGER NOT NULL REFERENCES operator (id),
  desk_id INTEGER NOT NULL REFERENCES desk (id),
  at TEXT NOT NULL,
  request_id INTEGER REFERENCES request (id),
  input TEXT NOT NULL CHECK (json_valid(input)),
  answer TEXT NOT NULL CHECK (json_valid(answer)),
  undone_by TEXT REFERENCES command_log (op_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX command_log_request ON command_log (request_id, seq);
CREATE INDEX command_log_at ON command_log (at);

-- The rows that a step changed, before and after: what undo puts back, and how it sees that something later depends on it.
CREATE TABLE change_log (
  id INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL REFERENCES command_log (op_id) DEFERRABLE INITIALLY DEFERRED,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before TEXT CHECK (json_valid(before)),
  after TEXT CHECK (json_valid(after))
) STRICT;
CREATE INDEX change_log_op ON change_log (op_id);
CREATE INDEX change_log_row ON change_log (table_name, row_id);

CREATE TABLE request (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (length(external_id) BETWEEN 1 AND 64),
  title TEXT NOT NULL,
  author TEXT NOT NULL DEFAULT '',
  format TEXT NOT NULL DEFAULT 'physical',
  patron_id INTEGER REFERENCES patron (id),
  pickup_desk_id INTEGER REFERENCES desk (id),
  active_partner_id INTEGER REFERENCES partner (id),
  status TEXT NOT NULL,
  due_on TEXT,
  volumes_expected INTEGER CHECK (volumes_expected > 0),
  circulation_note TEXT NOT NULL DEFAULT '',
  cost TEXT NOT NULL DEFAULT '',
  created_at TEXT,
  updated_at TEXT NOT NULL,
  -- A set in the middle of receiving: open until Done.
  receiving_open INTEGER NOT NULL DEFAULT 0 CHECK (receiving_open IN (0, 1)),
  -- Set by the first step of a person: from then on files no longer change it.
  worked_on INTEGER NOT NULL DEFAULT 0 CHECK (worked_on IN (0, 1))
) STRICT;
CREATE INDEX request_status ON request (status, updated_at);
CREATE INDEX request_receiving_open ON request (updated_at) WHERE receiving_open = 1;
-- What is still out, by the date on which the lender wants it back.
CREATE INDEX request_out_due ON request (due_on) WHERE status IN ('RECEIVED_PHYSICALLY', 'LOANED', 'MEDIATED_RENEWAL',
  'RENEW_REQUESTED', 'RENEWED', 'RENEW_NOT_ACCEPTED', 'OVERDUE_ITEM', 'RECALLED_BOR', 'RETURNED_BY_PATRON');
-- Sets of which volumes may be missing.
CREATE INDEX request_sets_here ON request (updated_at) WHERE status = 'RECEIVED_PHYSICALLY' AND volumes_expected > 1;
CREATE INDEX request_patron ON request (patron_id);

CREATE TABLE rota_line (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES request (id),
  position INTEGER NOT NULL CHECK (position > 0),
  partner_id INTEGER NOT NULL REFERENCES partner (id),
  UNIQUE (request_id, position)
) STRICT;

CREATE TABLE request_note (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES request (id),
  author TEXT NOT NULL CHECK (author IN ('partner', 'staff')),
  body TEXT NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX request_note_request ON request_note (request_id);

CREATE TABLE request_condition (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL UNIQUE REFERENCES request (id),
  reason TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  reply_by TEXT
) STRICT;

CREATE TABLE item (
  -- AUTOINCREMENT: slips outlive an item whose receipt was undone, so its id must not be given to another.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  request_id INTEGER NOT NULL REFERENCES request (id),
  barcode TEXT NOT NULL COLLATE NOCASE CHECK (length(barcode) BETWEEN 1 AND 64),
  volume INTEGER NOT NULL CHECK (volume > 0),
  status TEXT NOT NULL,
  -- Where it is, or where it was sent from; and where it is to go.
  desk_id INTEGER REFERENCES desk (id),
  destination_desk_id INTEGER REFERENCES desk (id),
  received_at TEXT NOT NULL,
  UNIQUE (request_id, volume)
) STRICT;
-- One barcode means one item, as long as that item is with us.
CREATE UNIQUE INDEX item_open_barcode ON item (barcode) WHERE status NOT IN ('returned-to-partner', 'lost');
CREATE INDEX item_barcode ON item (barcode);
CREATE INDEX item_at_desk ON item (status, desk_id, received_at);
CREATE INDEX item_to_desk ON item (destination_desk_id, received_at) WHERE status = 'in-transit';

CREATE TABLE loan (
  id INTEGER PRIMARY KEY,
  item_id INTEGER NOT NULL REFERENCES item (id),
  patron_id INTEGER NOT NULL REFERENCES patron (id),
  loaned_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  ended_on TEXT
) STRICT;
CREATE UNIQUE INDEX loan_open ON loan (item_id) WHERE ended_on IS NULL;
CREATE INDEX loan_item ON loan (item_id);
CREATE INDEX loan_patron ON loan (patron_id);

-- What happened to a request, as staff read it. One line a step.
CREATE TABLE request_event (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES request (id),
  op_id TEXT NOT NULL REFERENCES command_log (op_id) DEFERRABLE INITIALLY DEFERRED,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  status_before TEXT NOT NULL,
  status_after TEXT NOT NULL,
  headline TEXT NOT NULL
) STRICT;
CREATE INDEX request_event_request ON request_event (request_id, id);

-- Slips: written with the step, printed by a worker afterwards. The slip is frozen as it was then.
CREATE TABLE print_job (
  id INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL REFERENCES command_log (op_id) DEFERRABLE INITIALLY DEFERRED,
  request_id INTEGER REFERENCES request (id),
  -- No foreign key: the paper outlives an item whose receipt was undone.
  item_id INTEGER,
  kind TEXT NOT NULL CHECK (kind IN ('receive', 'return', 'test')),
  slip TEXT NOT NULL CHECK (json_valid(slip)),
  state TEXT NOT NULL CHECK (state IN ('queued', 'printing', 'printed', 'failed')),
  note TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX print_job_state ON print_job (state, id);
CREATE INDEX print_job_op ON print_job (op_id);
CREATE INDEX print_job_item ON print_job (item_id);

-- Messages to patrons and partners: written with the step, sent by a worker when there is a connection.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL REFERENCES command_log (op_id) DEFERRABLE INITIALLY DEFERRED,
  request_id INTEGER NOT NULL REFERENCES request (id),
  recipient TEXT NOT NULL CHECK (recipient IN ('patron', 'partner')),
  kind TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid(payload)),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'needs-person')),
  note TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at TEXT,
  -- A sent message whose step was undone: a correcting one followed.
  corrected INTEGER NOT NULL DEFAULT 0 CHECK (corrected IN (0, 1)),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_state ON outbox (state, next_at);
CREATE INDEX outbox_op ON outbox (op_id);
-- The lender is told once that the loan came.
CREATE UNIQUE INDEX outbox_received_once ON outbox (request_id) WHERE kind = 'received' AND corrected = 0;
`,
};
