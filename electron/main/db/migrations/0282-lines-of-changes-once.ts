import type { Migration } from '../migrate.ts';

/**
 * The number of a line of changes is not given again: a step that deleted the line and is rolled back brings it in again under that number.
 */
export const linesOfChangesOnce: Migration = {
  version: 282,
  up: `
CREATE TABLE change_log_next (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  op_id TEXT NOT NULL REFERENCES command_log (op_id) DEFERRABLE INITIALLY DEFERRED,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before TEXT CHECK (json_valid(before)),
  after TEXT CHECK (json_valid(after))
) STRICT;
INSERT INTO change_log_next SELECT id, op_id, table_name, row_id, before, after FROM change_log;
DROP TABLE change_log;
ALTER TABLE change_log_next RENAME TO change_log;
CREATE INDEX change_log_op ON change_log (op_id);
CREATE INDEX change_log_row ON change_log (table_name, row_id);
`,
};
