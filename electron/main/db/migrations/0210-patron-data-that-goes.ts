import type { Migration } from '../migrate.ts';

// The words of this version, as they were when it was released.
const gone = `'returned-to-partner', 'lost'`;

const earliestLoan = `
  (SELECT min(loan.due_on) FROM item JOIN loan ON loan.item_id = item.id
    WHERE item.request_id = request.id AND loan.ended_on IS NULL AND item.status NOT IN (${gone}))`;

/** Brings the patron's date of some requests to that of their loans. */
const broughtUp = (which: string): string => `
  UPDATE request SET patron_due_on = ${earliestLoan} WHERE id IN (${which}) AND patron_due_on IS NOT ${earliestLoan};`;

/**
 * Requests and loans outlive what is known of their patron: a loan need not say whose it was, and a request says since when nothing
 * of its patron is kept. The triggers of loans are those of migration 140.
 */
export const patronDataThatGoes: Migration = {
  version: 210,
  up: `
ALTER TABLE request ADD COLUMN patron_forgotten_at TEXT;
-- Those of which something of a patron is still kept, by their last change.
CREATE INDEX request_with_patron ON request (updated_at) WHERE patron_forgotten_at IS NULL;

DROP TRIGGER request_patron_due_moved;
CREATE TABLE new_loan (
  id INTEGER PRIMARY KEY,
  item_id INTEGER NOT NULL REFERENCES "item" (id),
  -- Null where the patron of a loan that ended is not kept any more.
  patron_id INTEGER REFERENCES patron (id),
  loaned_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  ended_on TEXT,
  -- The loan period that the loan began with: a renewal from the patron's loans runs as long again.
  period_days INTEGER NOT NULL DEFAULT 0,
  renewals INTEGER NOT NULL DEFAULT 0,
  -- The date that the patron gets when the partner agrees.
  renewal_due_on TEXT,
  CHECK (patron_id IS NOT NULL OR ended_on IS NOT NULL)
) STRICT;
INSERT INTO new_loan (id, item_id, patron_id, loaned_on, due_on, ended_on, period_days, renewals, renewal_due_on)
SELECT id, item_id, patron_id, loaned_on, due_on, ended_on, period_days, renewals, renewal_due_on FROM loan;
DROP TABLE loan;
ALTER TABLE new_loan RENAME TO loan;
CREATE UNIQUE INDEX loan_open ON loan (item_id) WHERE ended_on IS NULL;
CREATE INDEX loan_item ON loan (item_id);
CREATE INDEX loan_patron ON loan (patron_id);
CREATE INDEX loan_due ON loan (due_on) WHERE ended_on IS NULL;
CREATE TRIGGER request_patron_due_lent AFTER INSERT ON loan WHEN NEW.ended_on IS NULL BEGIN
  ${broughtUp('SELECT request_id FROM item WHERE id = NEW.item_id')}
END;
CREATE TRIGGER request_patron_due_changed AFTER UPDATE OF item_id, due_on, ended_on ON loan
WHEN OLD.item_id <> NEW.item_id OR OLD.due_on <> NEW.due_on OR (OLD.ended_on IS NULL) <> (NEW.ended_on IS NULL) BEGIN
  ${broughtUp('SELECT request_id FROM item WHERE id IN (OLD.item_id, NEW.item_id)')}
END;
CREATE TRIGGER request_patron_due_removed AFTER DELETE ON loan WHEN OLD.ended_on IS NULL BEGIN
  ${broughtUp('SELECT request_id FROM item WHERE id = OLD.item_id')}
END;
CREATE TRIGGER request_patron_due_moved AFTER UPDATE OF status, request_id ON item
WHEN OLD.request_id <> NEW.request_id OR (OLD.status IN (${gone})) <> (NEW.status IN (${gone})) BEGIN
  ${broughtUp('OLD.request_id, NEW.request_id')}
END;

-- Where people work already nothing goes for good before somebody there has chosen it.
INSERT OR IGNORE INTO library_setting (key, value)
SELECT 'patronData', '{"afterDays":0}' WHERE EXISTS (SELECT 1 FROM request);
`,
};
