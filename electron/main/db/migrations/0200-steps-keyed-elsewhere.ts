import type { Migration } from '../migrate.ts';

/** Which steps somebody has keyed into the other system of the library, and which of those were taken back there too. */
export const stepsKeyedElsewhere: Migration = {
  version: 200,
  up: `
CREATE TABLE keyed_step (
  id INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL UNIQUE REFERENCES command_log (op_id) DEFERRABLE INITIALLY DEFERRED,
  keyed_at TEXT NOT NULL,
  operator_id INTEGER NOT NULL REFERENCES operator (id),
  -- The step was taken back here afterwards: when somebody did that over there too, and who; null while nobody has.
  reversed_at TEXT,
  reversed_by INTEGER REFERENCES operator (id)
) STRICT;
CREATE INDEX keyed_step_operator ON keyed_step (operator_id);
CREATE INDEX keyed_step_reversed_by ON keyed_step (reversed_by);
`,
};
