import type { Migration } from '../migrate.ts';

/**
 * Letters that no step writes but the clock: they have a library instead of a step, and `notice` knows what was told of whom, so that
 * nothing is told twice. Which kinds of letters are not written is said by each library, and by each partner for what it is told.
 * What was switched off for all libraries is off for each of them; notices by the clock begin switched off.
 */
export const lettersByTheClock: Migration = {
  version: 120,
  up: `
CREATE TABLE new_outbox (
  id INTEGER PRIMARY KEY,
  -- The step that wrote it; null where the clock did, for the library that then stands here.
  op_id TEXT REFERENCES command_log (op_id) DEFERRABLE INITIALLY DEFERRED,
  library_id INTEGER REFERENCES library (id),
  request_id INTEGER NOT NULL REFERENCES request (id),
  recipient TEXT NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid(payload)),
  state TEXT NOT NULL,
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
  on_purpose INTEGER NOT NULL DEFAULT 0 CHECK (on_purpose IN (0, 1)),
  CHECK ((op_id IS NULL) <> (library_id IS NULL))
) STRICT;
INSERT INTO new_outbox (id, op_id, request_id, recipient, kind, payload, state, note, attempts, next_at, corrected, created_at,
    updated_at, message_id, letter, partner_id, may_have_left_at, on_purpose)
  SELECT id, op_id, request_id, recipient, kind, payload, state, note, attempts, next_at, corrected, created_at,
    updated_at, message_id, letter, partner_id, may_have_left_at, on_purpose FROM outbox ORDER BY id;
DROP TABLE outbox;
ALTER TABLE new_outbox RENAME TO outbox;
CREATE INDEX outbox_state ON outbox (state, next_at);
CREATE INDEX outbox_op ON outbox (op_id) WHERE op_id IS NOT NULL;
CREATE INDEX outbox_request ON outbox (request_id);
CREATE UNIQUE INDEX outbox_received_once ON outbox (request_id, ifnull(partner_id, 0)) WHERE kind = 'received' AND corrected = 0;

CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES request (id) ON DELETE CASCADE,
  -- The volume by its barcode: a file may replace the row of the item, and undo may take it away.
  barcode TEXT NOT NULL COLLATE NOCASE,
  patron_id INTEGER NOT NULL REFERENCES patron (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  -- The day that it is about: the due date, or the last one on the hold shelf.
  day TEXT NOT NULL,
  -- Which of several of its kind: the days before or after.
  stage INTEGER NOT NULL,
  written_at TEXT NOT NULL,
  UNIQUE (request_id, barcode, patron_id, kind, day, stage)
) STRICT;
CREATE INDEX notice_patron ON notice (patron_id);

-- Names of kinds that are not written, a JSON list: those of shared/domain/messages.ts.
ALTER TABLE partner ADD COLUMN letters_off TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(letters_off));
ALTER TABLE library ADD COLUMN letters_off TEXT NOT NULL DEFAULT '["patron-due-soon","patron-loan-overdue","patron-hold-ending"]'
  CHECK (json_valid(letters_off));
UPDATE library SET letters_off = (
  SELECT json_group_array(name) FROM (
    SELECT kind.key AS name FROM library_setting, json_each(library_setting.value) AS kind
     WHERE library_setting.key = 'lettersWritten' AND kind.type = 'false'
    UNION ALL SELECT value FROM json_each(library.letters_off)));
DELETE FROM library_setting WHERE key = 'lettersWritten';
`,
};
