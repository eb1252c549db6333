import type { Migration } from '../migrate.ts';

const onceOf = (image: 'before' | 'after'): string => `CASE table_name
  WHEN 'item' THEN ${image} ->> '$.barcode'
  WHEN 'patron' THEN ${image} ->> '$.barcode'
  WHEN 'request' THEN ${image} ->> '$.external_id'
  WHEN 'saved_view' THEN (${image} ->> '$.operator_id') || ' ' || (${image} ->> '$.name')
  WHEN 'file_profile' THEN ${image} ->> '$.name'
  WHEN 'keyed_step' THEN ${image} ->> '$.op_id' END`;

/**
 * Of a row that a step changed the columns are kept that it changed, and beside them what the row belongs to, so that nobody has to look into the
 * columns for it. What is written for each step is short, and is not looked at again to see whether it is JSON.
 */
export const whatStepsChanged: Migration = {
  version: 264,
  up: `
CREATE TABLE hub_change_anew (
  id INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  -- Of which request it is; null for rows of none.
  request_id INTEGER,
  -- What may be there once among rows of different requests and patrons, where the step gave or gave up that: before, and after.
  was_called TEXT,
  called TEXT,
  -- JSON: the whole row where it was added or deleted, else what differs.
  before TEXT,
  after TEXT
) STRICT;
INSERT INTO hub_change_anew (id, op_id, table_name, row_id, request_id, was_called, called, before, after)
SELECT id, op_id, table_name, row_id,
       CASE table_name WHEN 'request' THEN row_id
                       WHEN 'loan' THEN (SELECT request_id FROM item WHERE item.id = ifnull(after, before) ->> '$.item_id')
                       ELSE ifnull(after, before) ->> '$.request_id' END,
       ${onceOf('before')},
       ${onceOf('after')},
       before, after
  FROM hub_change;
DROP TABLE hub_change;
ALTER TABLE hub_change_anew RENAME TO hub_change;
CREATE INDEX hub_change_op ON hub_change (op_id);
`,
};
