import type { Migration } from '../migrate.ts';

/**
 * Every reference to a step can be followed back by an index. A step's line is written after the rows that name it; when it
 * comes, SQLite looks for them in each table that refers to steps. Without these two it read all that ever happened
 * at the desk, at every step.
 */
export const referencesToSteps: Migration = {
  version: 50,
  up: `
CREATE INDEX request_event_op ON request_event (op_id);
-- Few steps are undone.
CREATE INDEX command_log_undone_by ON command_log (undone_by) WHERE undone_by IS NOT NULL;
`,
};
