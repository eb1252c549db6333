import type { Migration } from '../migrate.ts';

/**
 * A step in the hub's order that cannot be written here is set aside: its place and who wrote it are kept, so that it can be tried again. What it says
 * stays at the hub.
 */
export const stepsSetAside: Migration = {
  version: 270,
  up: `
CREATE TABLE hub_aside (
  -- Its place in the hub's order.
  seq INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL,
  -- The workstation because of which it cannot be written: the one that wrote it, or the one that wrote the step on which it builds.
  culprit INTEGER NOT NULL,
  -- Its name as the hub knew it; null where the hub was not asked yet, empty where it did not know.
  culprit_name TEXT,
  builds INTEGER NOT NULL CHECK (builds IN (0, 1)),
  why TEXT NOT NULL,
  made_at TEXT NOT NULL,
  -- Somebody does not want to read of it.
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
`,
};
