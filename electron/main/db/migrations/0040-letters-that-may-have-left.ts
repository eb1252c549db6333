import type { Migration } from '../migrate.ts';

/**
 * What the way out of letters must remember: since when one may be with its reader, whatever became of later tries; that one
 * says what does not hold any more; and that a person wants such a one to leave all the same.
 */
export const lettersThatMayHaveLeft: Migration = {
  version: 40,
  up: `
-- SQLite cannot change a CHECK: the table is made anew.
CREATE TABLE new_outbox (
  id INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL REFERENCES command_log (op_id) DEFERRABLE INITIALLY DEFERRED,
  request_id INTEGER NOT NULL REFERENCES request (id),
  recipient TEXT NOT NULL CHECK (recipient IN ('patron', 'partner')),
  kind TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid(payload)),
  -- 'sending': handed to the server, whose answer was not seen. 'printed': went out on paper instead.
  -- 'by-hand': a person told the reader in another way. 'outdated': not sent, because it does not hold any more.
  state TEXT NOT NULL
    CHECK (state IN ('waiting', 'sending', 'sent', 'printed', 'failed', 'needs-person', 'by-hand', 'outdated')),
  note TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at TEXT,
  -- A sent message whose step was undone: a correcting one followed.
  corrected INTEGER NOT NULL DEFAULT 0 CHECK (corrected IN (0, 1)),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  -- One letter has one Message-ID, however often it is tried; and the text that it left with.
  message_id TEXT UNIQUE,
  letter TEXT CHECK (json_valid(letter)),
  -- The partner that it is for: the request may have gone on to another one by the time it leaves.
  partner_id INTEGER REFERENCES partner (id),
  -- Since when it may be with its reader; null where it certainly is not. Later tries do not change that.
  may_have_left_at TEXT,
  -- A person wants it to leave although it does not hold any more.
  on_purpose INTEGER NOT NULL DEFAULT 0 CHECK (on_purpose IN (0, 1))
) STRICT;
-- Until now a letter that needed a person with its text kept was one of which nobody knew whether it had left.
INSERT INTO new_outbox
  SELECT outbox.*,
         iif(state IN ('sending', 'sent', 'printed', 'by-hand') OR (state = 'needs-person' AND letter IS NOT NULL),
             updated_at, NULL),
         0
    FROM outbox;
DROP TABLE outbox;
ALTER TABLE new_outbox RENAME TO outbox;
CREATE INDEX outbox_state ON outbox (state, next_at);
CREATE INDEX outbox_op ON outbox (op_id);
CREATE INDEX outbox_request ON outbox (request_id);
-- The lender is told once that the loan came.
CREATE UNIQUE INDEX outbox_received_once ON outbox (request_id) WHERE kind = 'received' AND corrected = 0;
`,
};
