import type { Migration } from '../migrate.ts';

/**
 * What a workstation keeps while it shares its requests with others by a hub. On a workstation that works alone all of it stays
 * empty, and ids are given by SQLite as before.
 */
export const sharedRequests: Migration = {
  version: 250,
  up: `
CREATE TABLE hub_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- Which life of the hub: one that was restored from a backup has another.
  epoch TEXT NOT NULL,
  -- The number of this workstation: the rows that it adds have ids from number × 2^32.
  workstation INTEGER NOT NULL CHECK (workstation > 0),
  -- The place in the hub's order up to which everything is in.
  cursor INTEGER NOT NULL,
  -- The number of the last step that the hub has from here, and of the last one that was made here.
  confirmed_n INTEGER NOT NULL,
  last_n INTEGER NOT NULL,
  -- Up to which line of the log of steps everything was offered, or came from the hub.
  log_to INTEGER NOT NULL
) STRICT;
-- The next id of each table whose rows workstations share; empty where one works alone.
CREATE TABLE next_id (
  table_name TEXT PRIMARY KEY,
  next INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- Steps that the hub has not given their place yet.
CREATE TABLE hub_pending (
  n INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL UNIQUE,
  -- Null: no step of staff, but what the program wrote by itself.
  kind TEXT,
  time_zone TEXT NOT NULL,
  -- What it read and wrote, as the hub certifies it: JSON lists of keys.
  reads TEXT NOT NULL CHECK (json_valid(reads)),
  writes TEXT NOT NULL CHECK (json_valid(writes)),
  -- What the rules said when it was checked again and refused; null for one that stands.
  refusal TEXT CHECK (json_valid(refusal))
) STRICT;
-- The rows that they changed, whole, before and after.
CREATE TABLE hub_change (
  id INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before TEXT CHECK (json_valid(before)),
  after TEXT CHECK (json_valid(after))
) STRICT;
CREATE INDEX hub_change_op ON hub_change (op_id);
-- What a person must decide because two workstations did something about the same at once.
CREATE TABLE task (
  id INTEGER PRIMARY KEY,
  request_id INTEGER REFERENCES request (id) ON DELETE CASCADE,
  -- The step that could not be joined with what was done elsewhere, as it was taken: kind, who, where, when, what was asked.
  op_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  operator_id INTEGER NOT NULL REFERENCES operator (id),
  desk_id INTEGER NOT NULL REFERENCES desk (id),
  at TEXT NOT NULL,
  -- Facts for the sentences: what was done here, what stands there, paper that was printed.
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
CREATE INDEX task_desk ON task (desk_id);
CREATE INDEX task_solved_by ON task (solved_by);
`,
};
