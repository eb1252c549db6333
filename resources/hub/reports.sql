-- What the library's own tools may read of the hub: plain views, and nothing else. Their columns are described in README.md beside this
-- file, from the words behind each column here. No PIN, no name, card or address of a patron, no free text stands in them.
--
-- Days are text as 2027-01-15, moments text in UTC as 2027-01-15T09:30:00.000Z. Codes stay as they are when the program is updated;
-- the words beside them are in the language of the workstation that made the hub.
--
-- Where two tables are joined, columns of rows may get whatever names later: those of the other table are named with it.

CREATE SCHEMA IF NOT EXISTS reports;

-- The words for a code.
CREATE TABLE IF NOT EXISTS hub.word (list text, code text, words text NOT NULL, PRIMARY KEY (list, code));

-- Takes them from the program's own lists. Called by whoever made the hub, and by nobody else.
CREATE FUNCTION hub.load_words(loaded jsonb) RETURNS void
LANGUAGE sql SET search_path = hub, pg_temp AS $$
  DELETE FROM hub.word;
  INSERT INTO hub.word (list, code, words)
  SELECT list, code, words FROM jsonb_each(loaded) AS one (list, codes), jsonb_each_text(codes) AS two (code, words) $$;
REVOKE ALL ON FUNCTION hub.load_words FROM PUBLIC;

-- Codes of statuses, steps, roles and messages with the words that staff read for them.
CREATE OR REPLACE VIEW reports.words AS SELECT
  list,            -- request-status, item-status, step, role, message-state, partner-message or patron-message
  code,            -- the code as it stands in the other views
  words            -- what staff read
FROM hub.word;

-- The libraries of the institution.
CREATE OR REPLACE VIEW reports.libraries AS SELECT
  id AS library_id,   -- number of the library
  code,               -- its code
  name                -- its name
FROM hub_rows.library;

-- The desks.
CREATE OR REPLACE VIEW reports.desks AS SELECT
  id AS desk_id,                 -- number of the desk
  library_id,                    -- its library
  code,                          -- its code
  name,                          -- its name
  hold_shelf = 1 AS hold_shelf,  -- whether it has a hold shelf
  receives = 1 AS receives,      -- whether it receives from partners
  active = 1 AS active           -- whether it is in use
FROM hub_rows.desk;

-- The partners.
CREATE OR REPLACE VIEW reports.partners AS SELECT
  id AS partner_id,                                 -- number of the partner
  code,                                             -- its code
  name,                                             -- its name
  renews_automatically = 1 AS renews_automatically, -- whether it renews without being asked
  active = 1 AS active                              -- whether it is asked
FROM hub_rows.partner;

-- The patrons: a number to count by, and nothing that tells who it is.
CREATE OR REPLACE VIEW reports.patrons AS SELECT
  id AS patron_id,  -- number of the patron
  library_id        -- the patron's library, if known
FROM hub_rows.patron;

-- Staff, without PIN.
CREATE OR REPLACE VIEW reports.operators AS SELECT
  id AS operator_id,    -- number of the operator
  name,                 -- name
  active = 1 AS active  -- whether they still sign in
FROM hub_rows.operator;

-- Who has which role where.
CREATE OR REPLACE VIEW reports.operator_roles AS SELECT
  operator_id,                 -- the operator
  role,                        -- code of the role
  coalesce(word.words, role) AS role_words, -- the role in words
  library_id,                  -- for which library
  desk_id                      -- for which desk; empty: all desks of the library
FROM hub_rows.operator_role LEFT JOIN hub.word ON word.list = 'role' AND word.code = role;

-- Each borrowing request, once.
CREATE OR REPLACE VIEW reports.requests AS SELECT
  request.id AS request_id,      -- number of the request
  external_id,                   -- its identifier, as staff know it
  status,                        -- code of the status
  coalesce(word.words, status) AS status_words, -- the status in words
  cancel_wish,                   -- patron or staff: who wants it cancelled; empty while nobody does
  turn_state,                    -- how far the partner is that is asked now; empty where none is
  cancellation,                  -- none, asked or refused: of that partner
  renewal,                       -- none, asked, mediated, refused or renewed: the heaviest of its volumes
  demand,                        -- none, overdue or recalled
  loss,                          -- none, claimed, damaged or lost
  ended_as,                      -- code of the status with which it ended; empty while it is open
  format,                        -- physical, or the word for another format
  material_type,                 -- kind of material
  title,                         -- title
  author,                        -- author
  journal,                       -- title of the journal, of an article
  year,                          -- year
  publisher,                     -- publisher
  isbn,                          -- ISBN
  issn,                          -- ISSN
  doi,                           -- DOI
  language,                      -- language of the material
  cost,                          -- what it cost, as it was written
  needed_by,                     -- day by which the patron needs it; empty where nobody said
  due_on,                        -- day on which the partner wants it back
  volumes_expected,              -- how many volumes the partner said
  partner_id,                    -- the partner that is asked now, or was last
  patron_id,                     -- the patron, as a number
  pickup_desk_id,                -- where the patron collects it
  made_at_library_id,            -- the library at which it was made
  cancel_reason,                 -- code of the reason for which it was cancelled
  again_of AS again_of_request_id, -- the request that it repeats
  created_at,                    -- moment at which it was made, if known
  updated_at                     -- moment of its last change
FROM hub_rows.request LEFT JOIN hub.word ON word.list = 'request-status' AND word.code = status;

-- Each volume that was received.
CREATE OR REPLACE VIEW reports.items AS SELECT
  item.id AS item_id,            -- number of the volume
  item.request_id,               -- its request
  volume,                        -- 1 for the first volume of a request, and so on
  barcode,                       -- its barcode
  label,                         -- what stands on its spine
  status,                        -- code of the status
  coalesce(word.words, status) AS status_words, -- the status in words
  turn_id,                       -- the turn of the partner that sent it
  partner_id,                    -- that partner; empty where it is not known
  use,                           -- for-patron, or goes-back: the patron does not get it
  desk_id,                       -- where it is, or from where it was sent
  destination_desk_id,           -- where it is to go, while it is in transit
  owning_desk_id,                -- the desk that sends it back
  CASE received_unknown WHEN 0 THEN received_at END AS received_at, -- moment of its receipt; empty if it came from a file that does not say
  shelved_at,                    -- moment since which it is on the hold shelf
  hold_until,                    -- last day on the hold shelf
  item.due_on,                   -- day on which the partner wants it back
  renewal,                       -- none, asked, mediated, refused or renewed
  item.demand,                   -- none, overdue or recalled
  report,                        -- none, damaged or lost
  returned_at,                   -- moment at which it went back to the partner
  check_in                       -- none, checked-in or missed: what the partner said of that
FROM hub_rows.item JOIN hub_rows.turn ON turn.id = turn_id
  LEFT JOIN hub.word ON word.list = 'item-status' AND word.code = status;

-- Each loan to a patron.
CREATE OR REPLACE VIEW reports.loans AS SELECT
  loan.id AS loan_id,   -- number of the loan
  loan.item_id,         -- the volume
  item.request_id,      -- its request
  loan.patron_id,       -- the patron, as a number; empty where it is not kept any more
  CASE loan.begin_unknown WHEN 0 THEN loan.loaned_on END AS loaned_on, -- first day; empty if it came from a file that does not say
  loan.due_on,          -- day on which it is due
  loan.ended_on,        -- day on which it came back; empty while it is out
  loan.renewals         -- how often it was renewed
FROM hub_rows.loan JOIN hub_rows.item ON item.id = loan.item_id;

-- The partners of each request, in the order in which they are asked: one that is asked twice has two turns.
CREATE OR REPLACE VIEW reports.turns AS SELECT
  id AS turn_id,  -- number of the turn
  request_id,     -- the request
  position,       -- 1 for the first partner
  partner_id,     -- the partner; empty where it is not known
  state,          -- how far it is, or how it ended: waiting, asked, will-supply, shipped, supplied, rejected and so on
  state_at,       -- since when
  asked_at,       -- moment at which it was asked
  shipped_at,     -- moment at which it said that it had shipped
  cancellation,   -- none, asked or refused
  parcel,         -- none, claimed or lost: a parcel that did not come
  due_on,         -- day on which it wants back what it sends
  cost            -- what it wants to be paid, as it was written
FROM hub_rows.turn;

-- The conditions that partners set.
CREATE OR REPLACE VIEW reports.conditions AS SELECT
  turn_condition.id AS condition_id, -- number of the condition
  turn_condition.request_id, -- the request
  turn_id,             -- the turn of the partner that set it
  partner_id,          -- that partner; empty where it is not known
  reason,              -- code or words of the reason
  set_at,              -- moment at which it was set
  reply_by,            -- day by which the partner wants an answer
  answer,              -- accepted or declined; empty before that
  answered_at          -- when
FROM hub_rows.turn_condition JOIN hub_rows.turn ON turn.id = turn_id;

-- Letters and messages, without what they say.
CREATE OR REPLACE VIEW reports.messages AS SELECT
  outbox.id AS message_id,  -- number of the message
  request_id,               -- the request
  recipient,                -- patron or partner
  kind,                     -- code of what it is about
  coalesce(about.words, kind) AS kind_words, -- that in words
  state,                    -- code of how far it has come
  coalesce(far.words, state) AS state_words, -- that in words
  partner_id,               -- the partner that it is for
  turn_id,                  -- in which of its turns
  created_at,               -- moment at which it was written
  updated_at                -- moment of its last change
FROM hub_rows.outbox
  LEFT JOIN hub.word AS about ON about.list = recipient || '-message' AND about.code = kind
  LEFT JOIN hub.word AS far ON far.list = 'message-state' AND far.code = state;

-- Tasks for a person, because two workstations did something about the same at once.
CREATE OR REPLACE VIEW reports.tasks AS SELECT
  task.id AS task_id,  -- number of the task
  request_id,          -- the request
  kind AS step,        -- code of the step that does not stand
  coalesce(word.words, kind) AS step_words, -- that in words
  operator_id,         -- who took it; empty: a partner said it by message
  desk_id,             -- where
  at,                  -- moment at which it was taken
  made_at,             -- moment at which it became a task
  solved_at,           -- moment at which somebody dealt with it; empty before that
  solved_by,           -- that operator
  solution             -- again: it was taken again; done: somebody dealt with it
FROM hub_rows.task LEFT JOIN hub.word ON word.list = 'step' AND word.code = kind;

-- Each step of staff that stands, in the order that holds for all. One that was taken back stays, followed by the step undo.
CREATE OR REPLACE VIEW reports.steps AS SELECT
  seq AS place,        -- place in the order; those from before the hub are below zero
  kind AS step,        -- code of the step
  coalesce(word.words, kind) AS step_words, -- that in words
  request_id,          -- the request; empty for a step about none
  operator_id,         -- who took it; empty: a partner said it by message
  desk_id,             -- at which desk
  workstation,         -- number of the workstation
  at,                  -- moment at which it was taken
  to_char(at::timestamptz AT TIME ZONE coalesce(known.name, setting.zone, 'UTC'), 'YYYY-MM-DD') AS day -- day, as it was at the library
FROM hub.op LEFT JOIN hub.word ON word.list = 'step' AND word.code = kind
  -- Of a zone that this server does not know there is no day.
  LEFT JOIN pg_timezone_names AS known ON known.name = body->>'timeZone'
  LEFT JOIN (SELECT own.name AS zone FROM hub_rows.library_setting JOIN pg_timezone_names AS own ON own.name = substring(value FROM '"timeZone": ?"([^"\\]+)"')
              WHERE library_id IS NULL AND key = 'library') AS setting ON true
WHERE kind IS NOT NULL AND outcome = 'accepted';

-- How many steps of each kind were taken on a day at a desk.
CREATE OR REPLACE VIEW reports.work_per_day AS SELECT
  day,                 -- day, as it was at the library
  desk_id,             -- the desk
  step,                -- code of the step
  step_words,          -- that in words
  count(*) AS steps    -- how many
FROM reports.steps GROUP BY day, desk_id, step, step_words;

GRANT USAGE ON SCHEMA reports TO borrow_desk_reports;
GRANT SELECT ON ALL TABLES IN SCHEMA reports TO borrow_desk_reports;

-- What whoever looks after the server may watch: nothing of requests or patrons. Moments are of the server.
CREATE SCHEMA IF NOT EXISTS monitoring;

-- The workstations: when each was heard of, and how far it is.
CREATE OR REPLACE VIEW monitoring.workstations AS SELECT
  number AS workstation,  -- number of the workstation
  name,                   -- what it is called
  login,                  -- the login with which it comes
  workstation.version,    -- version of its program
  schema_version,         -- version of its rows
  joined_at,              -- when it joined, or got this number
  seen_at,                -- when it was heard of last
  waiting,                -- how many steps waited there then
  cursor AS place,        -- up to which place it has taken in
  head.seq - cursor AS behind,           -- how many steps it had not taken in
  cursor < emptied AS must_come_anew,    -- whether it was away for so long that it must take in the whole library
  EXISTS (SELECT 1 FROM hub.lease WHERE lease.name = 'letters' AND lease.workstation = number AND until > now()) AS sends_letters, -- whether letters leave from it
  EXISTS (SELECT 1 FROM hub.lease WHERE lease.name = 'care' AND lease.workstation = number AND until > now()) AS looks_after_all -- whether it lets the hub forget and empty
FROM hub.workstation, hub.head, hub.forgetting WHERE ended_at IS NULL;

-- The hub as a whole, in one line.
CREATE OR REPLACE VIEW monitoring.hub AS SELECT
  head.version,           -- version of its functions
  rows_version,           -- version of its rows
  head.seq AS place,      -- place of the last step
  (SELECT hub_at FROM hub.op ORDER BY seq DESC LIMIT 1) AS last_step_at, -- when that came
  (SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'hub.op'::regclass) AS steps, -- how many steps it has, as far as the server has counted
  emptied AS emptied_to,  -- place up to which old steps are emptied
  (SELECT hub_at FROM hub.op WHERE op.seq > forgetting.emptied ORDER BY seq LIMIT 1) AS oldest_kept_at, -- when the oldest step came that is kept whole
  (SELECT min(reached) FROM hub.workstation WHERE ended_at IS NULL) AS taken_in, -- place up to which every workstation has taken in
  (SELECT count(*) FROM hub.workstation WHERE ended_at IS NULL) AS workstations, -- how many there are
  (SELECT coalesce(sum(waiting), 0) FROM hub.workstation WHERE ended_at IS NULL) AS waiting, -- how many steps waited at them when they were heard of
  (SELECT count(*) FROM hub_rows.task WHERE task.solved_at IS NULL) AS open_tasks, -- how many tasks wait for a person
  pg_total_relation_size('hub.op'::regclass) AS steps_bytes, -- size of the steps with their indexes
  pg_database_size(current_database()) AS database_bytes     -- size of the database
FROM hub.head, hub.forgetting;

-- The tables: their size, and when the server swept them.
CREATE OR REPLACE VIEW monitoring.tables AS SELECT
  schemaname || '.' || relname AS table_name, -- name of the table
  pg_total_relation_size(relid) AS bytes,     -- its size with its indexes
  n_live_tup AS lines,          -- about how many lines it has
  n_dead_tup AS dead_lines,     -- about how many wait to be swept
  greatest(last_vacuum, last_autovacuum) AS swept_at,      -- when it was swept last
  greatest(last_analyze, last_autoanalyze) AS counted_at   -- when it was counted last
FROM pg_stat_user_tables WHERE schemaname IN ('hub', 'hub_rows');

GRANT USAGE ON SCHEMA monitoring TO borrow_desk_monitoring;
GRANT SELECT ON ALL TABLES IN SCHEMA monitoring TO borrow_desk_monitoring;
