import type { Migration } from '../migrate.ts';

/**
 * A hub that is restored from a backup lacks what was done since: each workstation keeps the last steps of its order, its own and those of
 * others, to offer them again. And a newer program has to ask the hub for columns that the one before it did not know.
 */
export const stepsThatAHubMayLose: Migration = {
  version: 266,
  up: `
-- The step at the place up to which everything is in; empty where nobody noted it.
ALTER TABLE hub_state ADD COLUMN cursor_op TEXT NOT NULL DEFAULT '';
-- The columns of shared tables that the program knew when it was in step last: a JSON object of lists; empty where nobody noted it.
ALTER TABLE hub_state ADD COLUMN known_columns TEXT NOT NULL DEFAULT '';
CREATE TABLE hub_kept (
  -- Its place in the hub's order.
  seq INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL UNIQUE,
  -- The step as it is offered, JSON; empty for one that came with the library.
  body TEXT NOT NULL
) STRICT;
`,
};
