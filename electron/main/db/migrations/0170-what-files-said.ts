import type { Migration } from '../migrate.ts';

/**
 * What each source of files said of a request the last time, so that the next file is compared with it field by field: what nobody
 * changed here follows the file, and what was changed at both sides waits for a person.
 */
export const whatFilesSaid: Migration = {
  version: 170,
  up: `
CREATE TABLE file_said (
  request_id INTEGER NOT NULL REFERENCES request (id) ON DELETE CASCADE,
  -- The system that wrote the file.
  source TEXT NOT NULL,
  -- The row as it stood in the file, so that one that says the same again is known at a glance.
  digest TEXT NOT NULL,
  -- Its fields as they are stored: people and places by their numbers here.
  said TEXT NOT NULL CHECK (json_valid(said)),
  at TEXT NOT NULL,
  PRIMARY KEY (request_id, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE file_conflict (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES request (id) ON DELETE CASCADE,
  source TEXT NOT NULL,
  field TEXT NOT NULL,
  -- What the file said before, what stands here, and what it says now; as they are stored, null for nothing.
  before TEXT,
  here TEXT,
  there TEXT,
  -- The active note that tells of it: who deals with that has settled it.
  note_id INTEGER REFERENCES request_note (id) ON DELETE SET NULL,
  found_at TEXT NOT NULL,
  -- When a file said what stands here, so that nobody has to decide any more.
  settled_at TEXT
) STRICT;
CREATE INDEX file_conflict_note ON file_conflict (note_id);
CREATE UNIQUE INDEX file_conflict_open ON file_conflict (request_id, source, field) WHERE settled_at IS NULL;
`,
};
