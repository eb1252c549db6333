import type { Migration } from '../migrate.ts';

// The words of this version, as they were when it was released.
const supplyWords = `'REQUEST_CREATED_BOR', 'READY_TO_SEND', 'REQUEST_SENT', 'WILL_SUPPLY', 'CONDITIONAL',
  'SHIPPED_PHYSICALLY', 'SHIPPED_DIGITALLY', 'REJECTED', 'LOCATE_FAILED'`;
const ends = `'REQUEST_COMPLETED', 'CANCELLED', 'CANCELLED_BY_PATRON', 'CANCELLED_BY_STAFF', 'EXPIRED', 'RECEIVED_DIGITALLY'`;
const lentWords = `'LOANED', 'MEDIATED_RENEWAL', 'RENEW_REQUESTED', 'RENEWED', 'RENEW_NOT_ACCEPTED', 'OVERDUE_ITEM', 'RECALLED_BOR'`;
const gone = `'returned-to-partner', 'lost'`;

/** What the volumes of a request add up to. */
const volumes = `
  SELECT request_id,
         sum(status NOT IN (${gone})) AS still_out,
         max(status = 'on-loan') AS lent,
         max(brought_back = 1 AND status NOT IN (${gone})) AS back,
         max(report = 'lost') AS lost,
         max(report = 'damaged' AND status NOT IN (${gone})) AS damaged,
         max(CASE WHEN status IN (${gone}) THEN 0 WHEN demand = 'recalled' THEN 2 WHEN demand = 'overdue' THEN 1 ELSE 0 END) AS demand,
         max(CASE WHEN status IN (${gone}, 'returned-by-patron') OR brought_back = 1 THEN 0
                  WHEN renewal = 'mediated' THEN 4 WHEN renewal = 'asked' THEN 3 WHEN renewal = 'refused' THEN 2
                  WHEN renewal = 'renewed' THEN 1 ELSE 0 END) AS renewal
    FROM item GROUP BY request_id`;

/** The status that the parts of a request add up to. */
const status = `
  CASE
    WHEN ended_as IS NOT NULL THEN ended_as
    WHEN supply NOT IN (${supplyWords}) THEN supply
    WHEN of.still_out = 0 THEN iif(of.lost = 1 OR parcel = 'lost', 'REPORT_LOST', 'RETURNED_TO_PARTNER')
    WHEN of.demand = 2 THEN 'RECALLED_BOR'
    WHEN of.lost = 1 OR parcel = 'lost' THEN 'REPORT_LOST'
    WHEN of.damaged = 1 THEN 'DAMAGED'
    WHEN parcel = 'claimed' THEN 'CLAIMED'
    WHEN of.request_id IS NULL AND cancellation = 'asked' THEN 'CANCEL_REPLY'
    WHEN of.request_id IS NULL AND cancellation = 'refused' THEN 'CANCEL_NOT_ACCEPTED'
    WHEN of.demand = 1 THEN 'OVERDUE_ITEM'
    WHEN of.renewal = 4 THEN 'MEDIATED_RENEWAL'
    WHEN of.renewal = 3 THEN 'RENEW_REQUESTED'
    WHEN of.renewal = 2 THEN 'RENEW_NOT_ACCEPTED'
    WHEN of.renewal = 1 THEN 'RENEWED'
    WHEN of.lent = 1 THEN 'LOANED'
    WHEN of.back = 1 THEN 'RETURNED_BY_PATRON'
    WHEN of.request_id IS NOT NULL THEN 'RECEIVED_PHYSICALLY'
    ELSE supply
  END`;

/**
 * The life of a request in parts that do not wait for each other: how far the partner is, each volume with its partner, its due date,
 * its renewal, what is demanded and reported of it, the cancellation, the parcel, the end. The status is kept as what they add up to.
 *
 * Every stored status is taken apart; where the parts do not add up to it again it is kept as a word from outside, letter for letter.
 * A request whose status speaks of a volume and has none gets one without a barcode. What a later status had covered is taken from
 * the loans and from the history, where that leaves the status as it is.
 */
export const lifeInParts: Migration = {
  version: 90,
  up: `
-- SQLite cannot change a CHECK: a volume that was not scanned yet has no barcode. Loans refer to items, so both are made anew.
CREATE TABLE new_item (
  -- AUTOINCREMENT: slips outlive an item whose receipt was undone, so its id must not be given to another.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  request_id INTEGER NOT NULL REFERENCES request (id),
  -- Empty until it is scanned for the first time.
  barcode TEXT NOT NULL COLLATE NOCASE CHECK (length(barcode) <= 64),
  volume INTEGER NOT NULL CHECK (volume > 0),
  status TEXT NOT NULL,
  -- Where it is, or where it was sent from; and where it is to go.
  desk_id INTEGER REFERENCES desk (id),
  destination_desk_id INTEGER REFERENCES desk (id),
  received_at TEXT NOT NULL,
  -- On the hold shelf: since when, and the last day on which the patron may collect it.
  shelved_at TEXT,
  hold_until TEXT,
  -- The desk that received it sends it back to the partner; null where nobody knows: then any desk may.
  owning_desk_id INTEGER REFERENCES desk (id),
  -- On its way back to the partner, by way of the owning desk: not to be put on a hold shelf again.
  going_back INTEGER NOT NULL DEFAULT 0 CHECK (going_back IN (0, 1)),
  -- The patron had it and brought it back.
  brought_back INTEGER NOT NULL DEFAULT 0 CHECK (brought_back IN (0, 1)),
  -- The partner that sent it, and when that wants it back.
  partner_id INTEGER REFERENCES partner (id),
  due_on TEXT,
  -- What stands on its spine.
  label TEXT NOT NULL DEFAULT '',
  -- Since when it is so stands beside each.
  renewal TEXT NOT NULL DEFAULT 'none',
  renewal_at TEXT,
  -- The date that the partner was asked for.
  renewal_until TEXT,
  demand TEXT NOT NULL DEFAULT 'none',
  demand_at TEXT,
  -- By when a recall wants it back.
  back_by TEXT,
  report TEXT NOT NULL DEFAULT 'none',
  report_at TEXT,
  UNIQUE (request_id, volume)
) STRICT;
INSERT INTO new_item (id, request_id, barcode, volume, status, desk_id, destination_desk_id, received_at, shelved_at, hold_until,
                      owning_desk_id, going_back, brought_back, partner_id, due_on)
  SELECT item.id, request_id, barcode, volume, item.status, desk_id, destination_desk_id, received_at, shelved_at, hold_until,
         owning_desk_id, going_back,
         (item.status = 'returned-by-patron' OR (item.status = 'in-transit' AND going_back = 1))
           AND (EXISTS (SELECT 1 FROM loan WHERE item_id = item.id) OR (item.status = 'returned-by-patron' AND going_back = 0)),
         active_partner_id, due_on
    FROM item JOIN request ON request.id = request_id ORDER BY item.id;
INSERT OR REPLACE INTO sqlite_sequence (rowid, name, seq)
  SELECT (SELECT rowid FROM sqlite_sequence WHERE name = 'new_item'), 'new_item', seq FROM sqlite_sequence WHERE name = 'item';

CREATE TABLE new_loan (
  id INTEGER PRIMARY KEY,
  item_id INTEGER NOT NULL REFERENCES new_item (id),
  patron_id INTEGER NOT NULL REFERENCES patron (id),
  loaned_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  ended_on TEXT,
  -- The loan period that the loan began with: a renewal from the patron's loans runs as long again.
  period_days INTEGER NOT NULL DEFAULT 0,
  renewals INTEGER NOT NULL DEFAULT 0,
  -- The date that the patron gets when the partner agrees.
  renewal_due_on TEXT
) STRICT;
INSERT INTO new_loan (id, item_id, patron_id, loaned_on, due_on, ended_on, period_days, renewals, renewal_due_on)
  SELECT id, item_id, patron_id, loaned_on, due_on, ended_on, period_days, renewals, renewal_due_on FROM loan ORDER BY id;
DROP TABLE loan;
DROP TABLE item;
ALTER TABLE new_item RENAME TO item;
ALTER TABLE new_loan RENAME TO loan;
-- One barcode means one item, as long as that item is with us.
CREATE UNIQUE INDEX item_open_barcode ON item (barcode)
  WHERE status NOT IN ('returned-to-partner', 'lost') AND barcode <> '';
CREATE INDEX item_barcode ON item (barcode);
CREATE INDEX item_at_desk ON item (status, desk_id, received_at);
CREATE INDEX item_to_desk ON item (destination_desk_id, received_at) WHERE status = 'in-transit';
CREATE INDEX item_hold_until ON item (hold_until) WHERE status = 'on-hold-shelf';
CREATE UNIQUE INDEX loan_open ON loan (item_id) WHERE ended_on IS NULL;
CREATE INDEX loan_item ON loan (item_id);
CREATE INDEX loan_patron ON loan (patron_id);
-- What patrons should have brought back.
CREATE INDEX loan_due ON loan (due_on) WHERE ended_on IS NULL;

ALTER TABLE request ADD COLUMN supply TEXT NOT NULL DEFAULT 'REQUEST_CREATED_BOR';
ALTER TABLE request ADD COLUMN cancellation TEXT NOT NULL DEFAULT 'none';
ALTER TABLE request ADD COLUMN cancellation_at TEXT;
ALTER TABLE request ADD COLUMN cancelled_for TEXT;
ALTER TABLE request ADD COLUMN parcel TEXT NOT NULL DEFAULT 'none';
ALTER TABLE request ADD COLUMN parcel_at TEXT;
ALTER TABLE request ADD COLUMN ended_as TEXT;
-- Kept like the status: what is open of it. Who writes the request writes these.
ALTER TABLE request ADD COLUMN renewal TEXT NOT NULL DEFAULT 'none';
ALTER TABLE request ADD COLUMN demand TEXT NOT NULL DEFAULT 'none';
ALTER TABLE request ADD COLUMN loss TEXT NOT NULL DEFAULT 'none';

-- A status that speaks of a volume, where none is: it was not scanned yet.
INSERT INTO item (request_id, barcode, volume, status, desk_id, owning_desk_id, received_at, shelved_at, brought_back, partner_id, due_on)
  SELECT id, '', 1,
         CASE WHEN status IN ('RECEIVED_PHYSICALLY', 'DAMAGED') THEN 'on-hold-shelf'
              WHEN status = 'RETURNED_BY_PATRON' THEN 'returned-by-patron'
              WHEN status = 'RETURNED_TO_PARTNER' THEN 'returned-to-partner'
              ELSE 'on-loan' END,
         pickup_desk_id, pickup_desk_id, updated_at,
         iif(status IN ('RECEIVED_PHYSICALLY', 'DAMAGED'), updated_at, NULL), status = 'RETURNED_BY_PATRON', active_partner_id, due_on
    FROM request
   WHERE status IN ('RECEIVED_PHYSICALLY', 'DAMAGED', 'RETURNED_BY_PATRON', 'RETURNED_TO_PARTNER', ${lentWords})
     AND NOT EXISTS (SELECT 1 FROM item WHERE request_id = request.id);

UPDATE request SET supply = CASE
    WHEN status IN (${supplyWords}) THEN status
    WHEN status IN ('CANCEL_REPLY', 'CANCEL_NOT_ACCEPTED') THEN 'REQUEST_SENT'
    WHEN status = 'REQUEST_COMPLETED' THEN 'SHIPPED_PHYSICALLY'
    WHEN status IN (${ends}) THEN iif(EXISTS (SELECT 1 FROM item WHERE request_id = request.id), 'SHIPPED_PHYSICALLY', 'REQUEST_SENT')
    WHEN status IN ('RECEIVED_PHYSICALLY', 'RETURNED_BY_PATRON', 'RETURNED_TO_PARTNER', 'REPORT_LOST', 'DAMAGED', 'CLAIMED', ${lentWords})
      THEN 'SHIPPED_PHYSICALLY'
    ELSE status END,
  ended_as = iif(status IN (${ends}), status, NULL),
  cancellation = CASE status WHEN 'CANCEL_REPLY' THEN 'asked' WHEN 'CANCEL_NOT_ACCEPTED' THEN 'refused' ELSE 'none' END,
  cancellation_at = iif(status IN ('CANCEL_REPLY', 'CANCEL_NOT_ACCEPTED'), updated_at, NULL),
  cancelled_for = iif(status = 'CANCEL_REPLY', 'staff', NULL),
  parcel = CASE
    WHEN status = 'CLAIMED' THEN 'claimed'
    WHEN status = 'REPORT_LOST' AND NOT EXISTS (SELECT 1 FROM item WHERE request_id = request.id AND item.status = 'lost') THEN 'lost'
    ELSE 'none' END;
UPDATE request SET parcel_at = updated_at WHERE parcel <> 'none';
-- For whom it was asked is what the step said.
UPDATE request SET cancelled_for = 'patron'
 WHERE cancellation = 'asked'
   AND (SELECT input ->> '$.requestedBy' FROM command_log
         WHERE request_id = request.id AND kind = 'cancel' AND undone_by IS NULL ORDER BY seq DESC LIMIT 1) = 'patron';

-- What a status says of the volumes that are out.
UPDATE item SET
    renewal = CASE word WHEN 'MEDIATED_RENEWAL' THEN 'mediated' WHEN 'RENEW_REQUESTED' THEN 'asked' WHEN 'RENEWED' THEN 'renewed'
                        WHEN 'RENEW_NOT_ACCEPTED' THEN 'refused' ELSE 'none' END,
    demand = CASE word WHEN 'OVERDUE_ITEM' THEN 'overdue' WHEN 'RECALLED_BOR' THEN 'recalled' ELSE 'none' END,
    report = iif(word = 'DAMAGED', 'damaged', 'none'),
    renewal_at = iif(word IN ('MEDIATED_RENEWAL', 'RENEW_REQUESTED', 'RENEWED', 'RENEW_NOT_ACCEPTED'), since, NULL),
    demand_at = iif(word IN ('OVERDUE_ITEM', 'RECALLED_BOR'), since, NULL),
    report_at = iif(word = 'DAMAGED', since, NULL)
  FROM (SELECT id AS of_request, status AS word, updated_at AS since FROM request
         WHERE status IN ('MEDIATED_RENEWAL', 'RENEW_REQUESTED', 'RENEWED', 'RENEW_NOT_ACCEPTED', 'OVERDUE_ITEM', 'RECALLED_BOR', 'DAMAGED'))
 WHERE request_id = of_request AND item.status NOT IN (${gone});
UPDATE item SET report = 'lost', report_at = since
  FROM (SELECT id AS of_request, updated_at AS since FROM request WHERE status = 'REPORT_LOST')
 WHERE request_id = of_request AND item.status = 'lost';

-- Where the parts do not add up to it, the word is kept. Then the parts say nothing.
CREATE TEMP TABLE misfit AS
  SELECT request.id, request.status, ${status} AS adds_up_to FROM request LEFT JOIN (${volumes}) AS of ON of.request_id = request.id
   WHERE ${status} <> request.status;
UPDATE request SET supply = status, cancellation = 'none', cancellation_at = NULL, cancelled_for = NULL,
                   parcel = 'none', parcel_at = NULL, ended_as = NULL
 WHERE id IN (SELECT id FROM misfit);
UPDATE item SET renewal = 'none', renewal_at = NULL, demand = 'none', demand_at = NULL, report = 'none', report_at = NULL
 WHERE request_id IN (SELECT id FROM misfit);

-- What a later word had covered. A renewal that was asked for stands with its loan; a loss with its volume.
UPDATE item SET renewal = 'asked', renewal_at = since, renewal_until = until
  FROM (SELECT item_id, renewal_due_on AS until, updated_at AS since
          FROM loan JOIN item AS lent ON lent.id = item_id JOIN request ON request.id = lent.request_id
         WHERE ended_on IS NULL AND renewal_due_on IS NOT NULL
           AND request.status IN ('RENEW_REQUESTED', 'OVERDUE_ITEM', 'RECALLED_BOR', 'REPORT_LOST', 'DAMAGED')
           AND request.id NOT IN (SELECT id FROM misfit))
 WHERE id = item_id AND status NOT IN (${gone});
-- Of several loans only those that the partner was asked for.
UPDATE item SET renewal = 'none', renewal_at = NULL
 WHERE renewal = 'asked' AND renewal_until IS NULL
   AND EXISTS (SELECT 1 FROM item AS other WHERE other.request_id = item.request_id AND other.renewal_until IS NOT NULL);
UPDATE item SET report = 'lost', report_at = since
  FROM (SELECT id AS of_request, updated_at AS since FROM request
         WHERE status = 'RECALLED_BOR' AND id NOT IN (SELECT id FROM misfit))
 WHERE request_id = of_request AND status = 'lost';
-- A cancellation that was asked for and not answered, under the parcel that came all the same.
UPDATE request SET cancellation = 'asked', cancellation_at = asked.at, cancelled_for = asked.by
  FROM (SELECT request_event.request_id AS of_request, request_event.at, max(request_event.id) AS last,
               iif(input ->> '$.requestedBy' = 'patron', 'patron', 'staff') AS by
          FROM request_event JOIN command_log USING (op_id)
         WHERE status_after = 'CANCEL_REPLY' AND command_log.kind = 'cancel' AND undone_by IS NULL GROUP BY 1) AS asked
 WHERE request.id = of_request AND cancellation = 'none' AND ended_as IS NULL AND request.id NOT IN (SELECT id FROM misfit)
   AND EXISTS (SELECT 1 FROM item WHERE request_id = request.id AND status NOT IN (${gone}))
   AND NOT EXISTS (SELECT 1 FROM request_event AS later
                    WHERE later.request_id = request.id AND later.id > last
                      AND later.status_after IN ('CANCELLED', 'CANCEL_NOT_ACCEPTED'));
-- A word that says only how far the partner is cannot be kept over volumes that are there.
UPDATE request SET status = adds_up_to FROM misfit WHERE request.id = misfit.id AND misfit.status IN (${supplyWords});
DROP TABLE misfit;

UPDATE request SET
    renewal = CASE of.renewal WHEN 4 THEN 'mediated' WHEN 3 THEN 'asked' WHEN 2 THEN 'refused' WHEN 1 THEN 'renewed' ELSE 'none' END,
    demand = CASE of.demand WHEN 2 THEN 'recalled' WHEN 1 THEN 'overdue' ELSE 'none' END,
    loss = CASE WHEN of.lost = 1 OR parcel = 'lost' THEN 'lost' WHEN of.damaged = 1 THEN 'damaged' ELSE parcel END
  FROM (${volumes}) AS of
 WHERE of.request_id = request.id AND ended_as IS NULL AND (of.renewal > 0 OR of.demand > 0 OR of.lost = 1 OR of.damaged = 1);
UPDATE request SET loss = parcel WHERE parcel <> 'none' AND loss = 'none' AND ended_as IS NULL;
CREATE INDEX request_renewal ON request (renewal, updated_at) WHERE renewal <> 'none';
CREATE INDEX request_demand ON request (demand, updated_at) WHERE demand <> 'none';
CREATE INDEX request_loss ON request (loss, updated_at) WHERE loss <> 'none';
CREATE INDEX request_cancellation ON request (cancellation, updated_at) WHERE cancellation <> 'none';

-- Each partner is told once that its loan came.
DROP INDEX outbox_received_once;
CREATE UNIQUE INDEX outbox_received_once ON outbox (request_id, ifnull(partner_id, 0)) WHERE kind = 'received' AND corrected = 0;

-- A request may have had several conditions: one row each, the newest last.
CREATE TABLE new_request_condition (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES request (id),
  reason TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  reply_by TEXT,
  -- Who set it; null where nobody knows: then it counts as the active partner's.
  partner_id INTEGER REFERENCES partner (id),
  set_at TEXT,
  answer TEXT,
  answer_note TEXT NOT NULL DEFAULT '',
  answered_at TEXT,
  -- Since when it asks nothing any more although nobody answered: it was shipped, rejected, cancelled.
  ended_at TEXT
) STRICT;
INSERT INTO new_request_condition (id, request_id, reason, note, reply_by, partner_id, set_at, answer, answer_note, answered_at)
  SELECT id, request_id, reason, note, reply_by, partner_id, set_at, answer, answer_note, answered_at FROM request_condition ORDER BY id;
DROP TABLE request_condition;
ALTER TABLE new_request_condition RENAME TO request_condition;
CREATE INDEX request_condition_request ON request_condition (request_id);

-- How long an item waits on the hold shelf, and how long a parcel to the partner takes, were one number.
UPDATE library_setting SET value = json_object('days', value ->> '$.deliveryDays', 'parcelDays', 4)
 WHERE key = 'holdShelf' AND value ->> '$.deliveryDays' IS NOT NULL;

-- Rebuilt with its table: the words of a request are indexed anew when its volumes change.
CREATE TRIGGER request_search_item_added AFTER INSERT ON item BEGIN
  INSERT INTO request_search_todo VALUES (NEW.request_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER request_search_item_removed AFTER DELETE ON item BEGIN
  INSERT INTO request_search_todo VALUES (OLD.request_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER request_search_item_changed AFTER UPDATE OF barcode, request_id ON item
WHEN OLD.barcode <> NEW.barcode OR OLD.request_id <> NEW.request_id BEGIN
  INSERT INTO request_search_todo VALUES (OLD.request_id), (NEW.request_id) ON CONFLICT DO NOTHING;
END;
`,
};
