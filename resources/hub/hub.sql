-- The hub: one order of all steps that the workstations of a library take, in the library's own PostgreSQL (13 or newer).
-- A workstation checks a step by its own rules and offers it here; `hub.push` gives it its place in the order, or says `stale`: then
-- something that it read has changed, and the workstation takes that in and checks again. No rule of lending stands here, but
-- what may never be, whoever checked it: constraints and roles.
--
-- Run by the owner of the database, who may make roles: in an empty database, and again in a hub to bring it to the next version. Tables are made where
-- they are not there; columns that a later version adds are added below their table (ADD COLUMN IF NOT EXISTS); functions, all of them, are made anew. All of it belongs to `borrow_desk_owner`, with which nobody can
-- log in; a workstation may call a handful of functions, and read or write no table.

DO $$
DECLARE
  role text;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'borrow_desk_owner') THEN
    CREATE ROLE borrow_desk_owner NOLOGIN CREATEROLE;
  END IF;
  IF NOT pg_has_role('borrow_desk_owner', 'USAGE') THEN
    EXECUTE format('GRANT borrow_desk_owner TO %I', current_user);
  END IF;
  SET ROLE borrow_desk_owner;
  FOREACH role IN ARRAY ARRAY['borrow_desk_workstation', 'borrow_desk_joining', 'borrow_desk_reports', 'borrow_desk_monitoring'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role) THEN EXECUTE format('CREATE ROLE %I NOLOGIN', role); END IF;
  END LOOP;
  RESET ROLE;
  -- Who has no business here comes no further than the server.
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CREATE ON DATABASE %I TO borrow_desk_owner', current_database());
  FOR role IN SELECT rolname FROM pg_roles
    WHERE rolname IN ('borrow_desk_workstation', 'borrow_desk_joining', 'borrow_desk_reports', 'borrow_desk_monitoring') LOOP
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role);
  END LOOP;
  IF to_regnamespace('public') IS NOT NULL THEN REVOKE CREATE ON SCHEMA public FROM PUBLIC; END IF;
  -- What fills the server for all its databases: locks by number and large objects, which by default everybody may take. Only a superuser can forbid it.
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    FOR role IN SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
        AND (proname ~ '^pg_(try_)?advisory_(xact_)?lock' OR proname IN ('lo_creat', 'lo_create', 'lo_from_bytea')) LOOP
      EXECUTE format('REVOKE EXECUTE ON FUNCTION pg_catalog.%s FROM PUBLIC', role);
      EXECUTE format('GRANT EXECUTE ON FUNCTION pg_catalog.%s TO borrow_desk_owner', role);
    END LOOP;
  END IF;
  IF has_database_privilege('public', current_database(), 'CONNECT') THEN
    RAISE EXCEPTION 'the account does not own the database' USING ERRCODE = '42501';
  END IF;
  SET ROLE borrow_desk_owner;
END $$;

CREATE SCHEMA IF NOT EXISTS hub;
-- The rows themselves, a table each, as on the workstations. Made from their schema (see electron/main/db/hub-schema.ts).
CREATE SCHEMA IF NOT EXISTS hub_rows;
-- One workstation at a time changes something in the order: the one that has its row locked. No login can lock it but by a function of these.
CREATE TABLE IF NOT EXISTS hub.order_lock (one boolean PRIMARY KEY DEFAULT true CHECK (one));
INSERT INTO hub.order_lock DEFAULT VALUES ON CONFLICT DO NOTHING;
-- Nobody pushes meanwhile.
SELECT FROM hub.order_lock FOR UPDATE;

CREATE TABLE IF NOT EXISTS hub.head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  -- The place of the last step in the order.
  seq bigint NOT NULL DEFAULT 0,
  -- Another one for each life of the hub: set anew when it is restored from a backup.
  epoch text NOT NULL DEFAULT gen_random_uuid()::text,
  -- The schema of the rows, as the workstations count it.
  rows_version integer NOT NULL DEFAULT 0,
  -- Workstations whose schema is older than this read the rows wrongly: they work alone until they are updated.
  oldest_version integer NOT NULL DEFAULT 0,
  -- The version of what is made here.
  version integer NOT NULL DEFAULT 0
);
INSERT INTO hub.head DEFAULT VALUES ON CONFLICT DO NOTHING;

-- The lives before this one: of each somebody said that what the backup lacked is to be offered again.
CREATE TABLE IF NOT EXISTS hub.life (
  epoch text PRIMARY KEY,
  ended_at timestamptz NOT NULL DEFAULT now(),
  -- The administrator's step that said so, and the login by which it came.
  step text,
  login text
);

CREATE TABLE IF NOT EXISTS hub.workstation (
  number integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  -- The login of the database that it comes with.
  login text NOT NULL,
  name text NOT NULL,
  -- The number of its last step here.
  n bigint NOT NULL DEFAULT 0,
  version text NOT NULL DEFAULT '',
  schema_version integer NOT NULL DEFAULT 0,
  cursor bigint NOT NULL DEFAULT 0,
  waiting integer NOT NULL DEFAULT 0,
  joined_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now(),
  -- It was removed, or goes on under another number: its data had been copied or restored.
  ended_at timestamptz,
  -- The administrator's step that removed it.
  removed_by text,
  -- It held up the others: until then nothing of it is taken.
  barred_until timestamptz,
  -- The login that wrote the invitation with which it came; null for the workstation that made the hub.
  invited_by text,
  -- The login whose day it uses up in its own first day: a login that invites others gets no more by that.
  counts_for text,
  -- The greatest place of this order that it has said. Others wait for it; `cursor` is what it said last.
  reached bigint NOT NULL DEFAULT 0,
  -- The file that it imports, or takes back, now: its line in the log of steps.
  file_op text
);
CREATE UNIQUE INDEX IF NOT EXISTS workstation_login ON hub.workstation (login) WHERE ended_at IS NULL;

-- Logins that may join this hub, each once. Logins are of the server and not of one database: another hub there may have invited others.
CREATE TABLE IF NOT EXISTS hub.invitation (
  login text PRIMARY KEY,
  until timestamptz NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  -- The login that wrote it.
  made_by text
);

-- One line a step, in the order that holds for all.
CREATE TABLE IF NOT EXISTS hub.op (
  seq bigint PRIMARY KEY,
  op_id text NOT NULL UNIQUE,
  workstation integer NOT NULL REFERENCES hub.workstation,
  -- Counts the steps of a workstation: a gap or a number that comes twice is a copied or restored one. Null: from before the hub.
  n bigint,
  -- Null: no step of staff, but what the program of a workstation wrote by itself.
  kind text,
  operator_id bigint,
  desk_id bigint,
  at text NOT NULL,
  request_id bigint,
  outcome text NOT NULL CHECK (outcome IN ('accepted', 'refused')),
  -- What was asked and answered, the lines of history, the rows before and after. Null once nobody needs it any more.
  body jsonb,
  -- What its line in the log says was asked and answered, where a later step rewrote that: for workstations that join. Others pull the step as it was
  -- taken, in `body`, and then the later step.
  rewritten jsonb,
  hub_at timestamptz NOT NULL DEFAULT now(),
  -- What named patrons who were forgotten is out of it.
  emptied boolean NOT NULL DEFAULT false,
  -- How much of a step stands here, so that what goes out at once has an end.
  bytes integer NOT NULL DEFAULT 0,
  UNIQUE (workstation, n)
);

-- Which step changed a request, a patron or the library's records last.
CREATE TABLE IF NOT EXISTS hub.key (
  key text PRIMARY KEY,
  seq bigint NOT NULL,
  workstation integer NOT NULL
);

CREATE TABLE IF NOT EXISTS hub.shared_table (
  name text PRIMARY KEY,
  -- Rows of a table come after those of tables that they refer to.
  position integer NOT NULL
);

-- Who may take which kind of step: from the program's own list.
CREATE TABLE IF NOT EXISTS hub.kind_role (kind text, role text, PRIMARY KEY (kind, role));

-- The ways that a step of staff may lead a request, its turns and its volumes, by the column: from the program's machines. Those that may go back are not
-- held to it.
CREATE TABLE IF NOT EXISTS hub.edge ("table" text, "column" text, "from" text, "to" text, PRIMARY KEY ("table", "column", "from", "to"));
CREATE TABLE IF NOT EXISTS hub.goes_back (kind text PRIMARY KEY);

-- Every kind of step, and who may take it: from the program's own list (electron/main/db/hub-writes.ts). `step`: who has one of its roles at the library
-- of the request, or at the desk where the item is; `records`: the administrator of what it changes; `staff`: who has any role; `clock`: the program
-- itself, under the name of whoever works there; `none`: what was written without a kind, in a file's name or for a refused step.
CREATE TABLE IF NOT EXISTS hub.kind (kind text PRIMARY KEY, who text NOT NULL, in_hand boolean NOT NULL);
-- Whether a partner may cause it by message.
ALTER TABLE hub.kind ADD COLUMN IF NOT EXISTS of_partners boolean NOT NULL DEFAULT false;
-- Which tables each may write: all of a row, or add rows, remove them, change these columns.
CREATE TABLE IF NOT EXISTS hub.kind_write (
  kind text, "table" text, adds boolean NOT NULL, removes boolean NOT NULL, columns text[], PRIMARY KEY (kind, "table"));
-- The words that columns may have, for programs that ask which the hub lacks.
CREATE TABLE IF NOT EXISTS hub.closed_word ("table" text, "column" text, word text, PRIMARY KEY ("table", "column", word));
-- Columns that name a line of the log of steps.
CREATE TABLE IF NOT EXISTS hub.log_reference ("table" text, "column" text, PRIMARY KEY ("table", "column"));
-- Columns that came after the hub was made: what rows have there comes without a kind. `filled`: some workstation has begun to bring that.
CREATE TABLE IF NOT EXISTS hub.new_column ("table" text, "column" text, filled boolean NOT NULL, PRIMARY KEY ("table", "column"));

CREATE TABLE IF NOT EXISTS hub.lease (
  name text PRIMARY KEY,
  workstation integer NOT NULL REFERENCES hub.workstation,
  until timestamptz NOT NULL,
  -- Since when this workstation has it, and when another one asked for it last.
  since timestamptz NOT NULL DEFAULT now(),
  asked_at timestamptz
);
-- Which workstation had it before.
ALTER TABLE hub.lease ADD COLUMN IF NOT EXISTS before integer;

-- How much of what is bounded a login has done on a day.
CREATE TABLE IF NOT EXISTS hub.day_count (login text, what text, day date NOT NULL, n bigint NOT NULL, PRIMARY KEY (login, what));

-- How far the order was looked through for what names patrons who were forgotten.
CREATE TABLE IF NOT EXISTS hub.forgetting (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  -- Up to this place it was, on the way to the next one.
  place bigint NOT NULL DEFAULT -9007199254740991,
  until bigint NOT NULL DEFAULT -9007199254740991,
  -- Up to this place the steps are old: their rows are gone, and a workstation that has not taken them in joins anew.
  emptied bigint NOT NULL DEFAULT -9007199254740991
);
INSERT INTO hub.forgetting DEFAULT VALUES ON CONFLICT DO NOTHING;

-- The statuses in which nothing is awaited of a request: from the program's own list.
CREATE TABLE IF NOT EXISTS hub.over (status text PRIMARY KEY);

-- Each day some thousand steps come and as many are emptied: by the share of a table of five years they would be swept once a year.
ALTER TABLE hub.op SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_insert_scale_factor = 0,
  autovacuum_vacuum_insert_threshold = 50000, toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 20000);

-- Functions below name tables of rows, which come after them.
SET check_function_bodies = off;
DROP TRIGGER IF EXISTS know_tables ON hub.head;
DO $$
DECLARE
  one regprocedure;
BEGIN
  FOR one IN SELECT oid FROM pg_proc WHERE pronamespace = 'hub'::regnamespace LOOP EXECUTE format('DROP FUNCTION %s', one); END LOOP;
END $$;

CREATE FUNCTION hub.me() RETURNS hub.workstation
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation;
BEGIN
  SELECT * INTO mine FROM hub.workstation WHERE login = session_user AND ended_at IS NULL;
  IF NOT FOUND THEN RAISE EXCEPTION 'not a workstation of this hub' USING ERRCODE = 'HB001'; END IF;
  IF mine.barred_until > clock_timestamp() THEN
    RAISE EXCEPTION 'held up the others, and waits until %', mine.barred_until USING ERRCODE = 'HB010';
  END IF;
  -- A prepared transaction would keep its locks without a session, which nobody could end. One that has sent a notification cannot be prepared.
  IF current_setting('max_prepared_transactions') <> '0' THEN PERFORM pg_notify('hub_order_lock', ''); END IF;
  RETURN mine;
END $$;

-- Ends all sessions of a login, but the one that asks.
CREATE FUNCTION hub.end_sessions(whose text) RETURNS void
LANGUAGE plpgsql SET search_path = hub, pg_temp AS $$
BEGIN
  PERFORM pg_stat_clear_snapshot();
  -- No view: it looks at tables of the server, for which there may be no lock any more.
  PERFORM pg_terminate_backend(pid) FROM pg_stat_get_activity(NULL) WHERE pg_get_userbyid(usesysid) = whose AND pid <> pg_backend_pid();
-- A login that somebody else has made.
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $$;

-- Ends what holds up the others: sessions of this hub's logins that have kept a lock here for longer than any workstation waits for an answer, or
-- a transaction for half an hour, because the server cleans up nothing behind it; where the server's notifications pile up, any transaction. No
-- setting of a session keeps it from that. The workstation is barred for a while, an invitation goes.
CREATE FUNCTION hub.end_holders() RETURNS void
LANGUAGE plpgsql SET search_path = hub, pg_temp AS $$
DECLARE
  holder text;
BEGIN
  PERFORM pg_stat_clear_snapshot();
  FOR holder IN
    SELECT DISTINCT usename FROM pg_stat_activity AS one
     WHERE pid <> pg_backend_pid()
       AND usename IN (SELECT login FROM hub.workstation WHERE ended_at IS NULL UNION ALL SELECT login FROM hub.invitation)
       AND (xact_start < clock_timestamp() - interval '30 minutes'
         OR xact_start < clock_timestamp() - interval '30 seconds' AND (pg_notification_queue_usage() > 0.25 OR EXISTS (
           SELECT 1 FROM pg_locks JOIN pg_class ON pg_class.oid = relation
            WHERE pg_locks.pid = one.pid AND granted AND mode <> 'AccessShareLock'
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND relnamespace IN ('hub'::regnamespace, 'hub_rows'::regnamespace))))
  LOOP
    PERFORM hub.end_sessions(holder);
    -- Its own former connection, which may not have noticed that nobody waits for it.
    CONTINUE WHEN holder = session_user;
    UPDATE hub.workstation SET barred_until = clock_timestamp() + interval '10 minutes' WHERE login = holder AND ended_at IS NULL;
    DELETE FROM hub.invitation WHERE login = holder;
  END LOOP;
END $$;

-- Ends what takes from the server what all share: logins of this hub with locks that no program of ours takes, until its table of locks is full and
-- nobody gets one, or with large objects, which everybody may make. Such a login is kept out of the server as well, until its time is over. Each
-- session that has greeted holds some locks itself: it lets them go here, because to end the others takes a few.
CREATE FUNCTION hub.end_hoarders() RETURNS void
LANGUAGE plpgsql SET search_path = hub, pg_temp AS $$
DECLARE
  hoarder text;
  free text;
BEGIN
  PERFORM pg_advisory_unlock_all();
  PERFORM pg_stat_clear_snapshot();
  FOR hoarder IN
    SELECT DISTINCT pg_get_userbyid(usesysid) FROM pg_stat_get_activity(NULL) AS one
     WHERE pid IN (SELECT pid FROM pg_lock_status() AS held GROUP BY pid
             HAVING count(*) FILTER (WHERE locktype NOT IN ('relation', 'virtualxid')) > 100)
        OR usesysid IN (SELECT lomowner FROM pg_largeobject_metadata)
  LOOP
    CONTINUE WHEN NOT EXISTS (SELECT 1 FROM hub.workstation WHERE login = hoarder AND ended_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM hub.invitation WHERE login = hoarder);
    PERFORM hub.end_sessions(hoarder);
    -- What the server needs to go on is free when they are gone.
    PERFORM pg_sleep(0.1);
    UPDATE hub.workstation SET barred_until = clock_timestamp() + interval '10 minutes' WHERE login = hoarder AND ended_at IS NULL;
    DELETE FROM hub.invitation WHERE login = hoarder;
    PERFORM hub.limit_connections(hoarder, 0);
  END LOOP;
  PERFORM lo_unlink(oid) FROM pg_largeobject_metadata
   WHERE pg_get_userbyid(lomowner) IN (
     SELECT login FROM hub.workstation UNION ALL SELECT 'borrow_desk_workstation' UNION ALL SELECT 'borrow_desk_joining') LIMIT 500;
  FOR free IN SELECT login FROM hub.workstation JOIN pg_roles ON rolname = login
     WHERE ended_at IS NULL AND rolconnlimit = 0 AND barred_until < clock_timestamp() LOOP
    PERFORM hub.limit_connections(free, greatest(2, hub.connections_each()));
  END LOOP;
  -- Under numbers that nobody can know, so that nobody else has them.
  PERFORM pg_try_advisory_lock((random() * 9e18)::bigint) FROM generate_series(1, 50);
END $$;

-- How many connections each login of this hub may have: the server has so many for all, and some are for others. So no login, and none that it invites,
-- leaves another one without.
CREATE FUNCTION hub.connections_each() RETURNS integer
LANGUAGE sql STABLE SET search_path = hub, pg_temp AS $$
  SELECT least(6, (current_setting('max_connections')::integer - 10) / greatest(count(*), 1)::integer)
    FROM (SELECT login FROM hub.workstation WHERE ended_at IS NULL UNION SELECT login FROM hub.invitation) AS known $$;

-- Gives each login as many, and ends what it has beyond them, the earliest first.
CREATE FUNCTION hub.share_connections() RETURNS void
LANGUAGE plpgsql SET search_path = hub, pg_temp AS $$
DECLARE
  -- A hub of an earlier version may have more logins than the server has connections for.
  each CONSTANT integer := greatest(2, hub.connections_each());
  bound text[] := ARRAY(
    SELECT rolname FROM pg_roles WHERE NOT rolsuper AND rolconnlimit <> 0 AND rolname IN (
      SELECT login FROM hub.workstation WHERE ended_at IS NULL UNION SELECT login FROM hub.invitation));
BEGIN
  PERFORM hub.limit_connections(rolname, each) FROM pg_roles WHERE rolname = ANY (bound) AND rolconnlimit <> each;
  PERFORM pg_stat_clear_snapshot();
  PERFORM pg_terminate_backend(pid)
    FROM (SELECT pid, row_number() OVER (PARTITION BY usename ORDER BY pid = pg_backend_pid() DESC, backend_start DESC) AS place
            FROM pg_stat_activity WHERE usename = ANY (bound)) AS open WHERE place > each;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $$;

CREATE FUNCTION hub.limit_connections(login text, most integer) RETURNS void
LANGUAGE plpgsql SET search_path = hub, pg_temp SET lock_timeout = '200ms' AS $$
BEGIN
  EXECUTE format('ALTER ROLE %I CONNECTION LIMIT %s', login, most);
-- It is changing itself in this moment: the next one that looks does it.
EXCEPTION WHEN lock_not_available OR internal_error OR insufficient_privilege THEN NULL;
END $$;

-- Locks the order, until the transaction ends. Who has it too long is ended by the next one that wants it.
CREATE FUNCTION hub.lock_order() RETURNS void
LANGUAGE plpgsql SET search_path = hub, pg_temp SET lock_timeout = '5s' AS $$
BEGIN
  -- What was there before must not be taken for what is there now.
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'only in a read committed transaction' USING ERRCODE = 'HB006';
  END IF;
  BEGIN
    PERFORM FROM hub.order_lock FOR UPDATE;
  EXCEPTION WHEN lock_not_available OR out_of_memory THEN
    PERFORM hub.end_hoarders();
    PERFORM hub.end_holders();
    PERFORM FROM hub.order_lock FOR UPDATE;
  END;
END $$;

-- Locks the order as a workstation, which may have been removed or barred while it waited.
CREATE FUNCTION hub.lock_order_as_workstation() RETURNS hub.workstation
LANGUAGE plpgsql SET search_path = hub, pg_temp AS $$
BEGIN
  PERFORM hub.lock_order();
  RETURN hub.me();
END $$;

-- Whose day a workstation uses up.
CREATE FUNCTION hub.counts_for(mine hub.workstation) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN ($1).joined_at > now() - interval '1 day' THEN coalesce(($1).counts_for, ($1).login) ELSE ($1).login END $$;

-- Counts what is bounded a day. Raises HB014 where that is too much, HB017 where it is bytes.
CREATE FUNCTION hub.count_today(mine hub.workstation, counted text, more bigint, most bigint) RETURNS void
LANGUAGE plpgsql SET search_path = hub, pg_temp AS $$
DECLARE
  -- A session may have any time zone.
  today CONSTANT date := (now() AT TIME ZONE 'UTC')::date;
  found bigint;
BEGIN
  INSERT INTO hub.day_count AS known (login, what, day, n) VALUES (hub.counts_for(mine), counted, today, more)
  ON CONFLICT (login, what) DO UPDATE SET n = EXCLUDED.n + CASE WHEN known.day = today THEN known.n ELSE 0 END, day = today
  RETURNING n INTO found;
  IF found > most THEN
    RAISE EXCEPTION 'too much in a day: %', counted USING ERRCODE = CASE counted WHEN 'bytes' THEN 'HB017' ELSE 'HB014' END;
  END IF;
END $$;

-- Whether somebody may do what is an administrator's: the role that has it anywhere, of an operator who still works here.
CREATE FUNCTION hub.is_administrator(operator bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = hub, pg_temp AS $$
BEGIN
  RETURN EXISTS (
    SELECT 1 FROM hub_rows.operator_role AS _role JOIN hub_rows.operator AS _row ON _row.id = _role.operator_id
     WHERE _row.id = is_administrator.operator AND _row.active = 1 AND _role.role = 'fulfillment-services-operator');
END $$;

-- Makes the number that a workstation gets next greater than every one by which rows have their ids: those of a library that was shared before keep
-- theirs. Locks the order, so that no row comes meanwhile.
CREATE FUNCTION hub.pass_numbers() RETURNS void
LANGUAGE plpgsql SET search_path = hub, pg_temp AS $$
DECLARE
  -- What is greater is an id of no workstation.
  most CONSTANT bigint := 1000000;
  shared text;
  found bigint;
  passed bigint := 0;
BEGIN
  PERFORM hub.lock_order();
  FOR shared IN SELECT name FROM hub.shared_table LOOP
    EXECUTE format('SELECT max(id) / 4294967296 FROM hub_rows.%I WHERE id < $1', shared) INTO found USING most * 4294967296;
    passed := greatest(passed, found);
  END LOOP;
  PERFORM setval(pg_get_serial_sequence('hub.workstation', 'number'), passed) FROM hub.workstation_number_seq WHERE passed >= last_value;
END $$;

-- Writes `hub.change_row`, which makes one change of a row, for the tables as they are now: the statements stand in its text, so that the
-- server plans them once a connection and not once a row. It raises HB002 where the row is not as the workstation saw it. Columns that the hub
-- does not know yet are of a newer workstation: it brings them when the hub has them.
CREATE FUNCTION hub.know_tables() RETURNS trigger
LANGUAGE plpgsql SET search_path = hub, pg_temp AS $make$
DECLARE
  tables text;
  known jsonb;
BEGIN
  SELECT string_agg(format($table$
    WHEN %1$L THEN
      IF it.after IS NULL THEN
        DELETE FROM hub_rows.%1$I AS _row WHERE id = it.id AND _row = jsonb_populate_record(_row, it.before);
      ELSIF it.before IS NULL THEN
        INSERT INTO hub_rows.%1$I SELECT _new.* FROM jsonb_populate_record(ROW(%2$s)::hub_rows.%1$I, it.after) AS _new;
      ELSE
        UPDATE hub_rows.%1$I AS _row SET (%3$s) = (SELECT %3$s FROM jsonb_populate_record(_row, it.after))
         WHERE id = it.id AND _row = jsonb_populate_record(_row, it.before);
      END IF;$table$, shared_table.name, defaults, columns), '' ORDER BY position DESC), jsonb_object_agg(shared_table.name, types) INTO tables, known
    FROM hub.shared_table, LATERAL (
      SELECT string_agg(coalesce(pg_get_expr(adbin, adrelid), 'NULL'), ', ' ORDER BY attnum) AS defaults,
             string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns,
             jsonb_object_agg(attname, CASE WHEN atttypid = 'text'::regtype THEN 'string' ELSE 'number' END) AS types
        FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
       WHERE attrelid = format('hub_rows.%I', shared_table.name)::regclass AND attnum > 0 AND NOT attisdropped) AS its;
  EXECUTE format($function$
CREATE OR REPLACE FUNCTION hub.change_row(change jsonb) RETURNS void LANGUAGE plpgsql AS $body$
#variable_conflict use_column
<<it>>
DECLARE
  id bigint := (change->>'id')::bigint;
  before jsonb := nullif(change->'b', 'null');
  after jsonb := nullif(change->'a', 'null');
  n integer;
BEGIN
  CASE change->>'t' %s
    ELSE RAISE EXCEPTION 'no shared table: %%', change->>'t' USING ERRCODE = 'HB003';
  END CASE;
  GET DIAGNOSTICS n = ROW_COUNT;
  IF it.n <> 1 THEN RAISE EXCEPTION 'another row: %% %%', change->>'t', it.id USING ERRCODE = 'HB002'; END IF;
END $body$ $function$, tables);
  EXECUTE format($function$
CREATE OR REPLACE FUNCTION hub.column_types() RETURNS jsonb LANGUAGE sql IMMUTABLE AS $body$ SELECT %L::jsonb $body$ $function$, known);
  REVOKE ALL ON FUNCTION hub.change_row, hub.column_types FROM PUBLIC;
  RETURN NULL;
END $make$;
CREATE TRIGGER know_tables AFTER UPDATE OF rows_version ON hub.head FOR EACH ROW EXECUTE FUNCTION hub.know_tables();

-- Below, columns of rows stand with their table and parameters of functions by their number: a newer program, or a login that is in wrong hands, may
-- add columns with whatever names.

-- The first table of a step's changes that this kind may not write, or not so; null where there is none. What rows have in columns that came after the
-- hub was made comes without a kind.
CREATE FUNCTION hub.beyond_kind(asked text, changes jsonb) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
  SELECT change->>'t' FROM jsonb_array_elements($2) AS change
   WHERE NOT EXISTS (
     SELECT 1 FROM hub.kind_write WHERE kind_write.kind = $1 AND kind_write."table" = change->>'t'
        AND CASE WHEN change->'b' = 'null' THEN adds WHEN change->'a' = 'null' THEN removes
                 ELSE columns IS NULL OR columns @> ARRAY(SELECT jsonb_object_keys(change->'a')) END)
     AND NOT ($1 IN ('(none)', '(file)') AND change->'a' <> 'null' AND CASE WHEN change->'b' = 'null'
       THEN EXISTS (SELECT 1 FROM hub.new_column WHERE new_column."table" = change->>'t' AND new_column."column" = 'id')
       ELSE NOT EXISTS (SELECT 1 FROM jsonb_object_keys(change->'a') AS name WHERE NOT EXISTS (
              SELECT 1 FROM hub.new_column WHERE new_column."table" = change->>'t' AND new_column."column" = name)) END)
   LIMIT 1);
END $$;

-- Whether changes that take out what names patrons take it out of a request of which something is awaited still.
CREATE FUNCTION hub.beyond_forgetting(changes jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
  SELECT EXISTS (
    SELECT 1 FROM (SELECT change->>'t', (change->>'id')::bigint FROM jsonb_array_elements($1) AS change
                    WHERE change->>'t' IN ('request', 'other_system_message') OR change->'a' = 'null') AS it (t, id),
      LATERAL (
        SELECT it.id WHERE it.t = 'request'
        UNION ALL SELECT _row.request_id FROM hub_rows.outbox AS _row WHERE it.t = 'outbox' AND _row.id = it.id
        UNION ALL SELECT _row.request_id FROM hub_rows.notice AS _row WHERE it.t = 'notice' AND _row.id = it.id
        UNION ALL SELECT _row.request_id FROM hub_rows.request_note AS _row WHERE it.t = 'request_note' AND _row.id = it.id
        UNION ALL SELECT _row.request_id FROM hub_rows.file_conflict AS _row WHERE it.t = 'file_conflict' AND _row.id = it.id
        UNION ALL SELECT _row.request_id FROM hub_rows.partner_message AS _row WHERE it.t = 'partner_message' AND _row.id = it.id
        UNION ALL SELECT _row.request_id FROM hub_rows.incoming_mail AS _row WHERE it.t = 'incoming_mail' AND _row.id = it.id
        -- One about a request of somebody else may name the card still.
        UNION ALL SELECT _row.request_id FROM hub_rows.other_system_message AS _row WHERE it.t = 'other_system_message' AND _row.id = it.id
           AND NOT $1 @> jsonb_build_array(jsonb_build_object('t', 'patron', 'a', NULL, 'b', jsonb_build_object('barcode', _row.facts::jsonb->>'user')))
      ) AS of (request) JOIN hub_rows.request AS _request ON _request.id = of.request
     WHERE NOT EXISTS (SELECT 1 FROM hub.over WHERE over.status = _request.status)));
END $$;

-- Whether a step says to the other system what is not so: of another item, or for a card that is of nobody whose request or loan it is. Or whether it says what
-- became of a message, which only the workstation that sends knows (without a kind): it may correct the card and the like. Others withdraw one that waits or
-- was refused, and let go of one that may have arrived.
CREATE FUNCTION hub.beyond_sending(asked text, step jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT 1 FROM (SELECT (change->>'id')::bigint, nullif(change->'b', 'null'), nullif(change->'a', 'null') FROM jsonb_array_elements($2->'changes') AS change
                    WHERE change->>'t' = 'other_system_message') AS it (id, b, a)
      LEFT JOIN hub_rows.other_system_message AS _sent ON _sent.id = it.id
     WHERE CASE
       WHEN $1 IN ('(none)', '(file)') THEN it.a IS NULL OR NOT it.a ? 'facts' OR (it.a->>'facts')::jsonb = '{}'
         OR hub.facts_are_true((it.a->>'facts')::jsonb, _sent.item_id, _sent.request_id, $2->'changes')
       WHEN it.a IS NULL THEN _sent.state IN ('waiting', 'refused') AND _sent.may_have_arrived_at IS NULL
       WHEN it.b IS NULL THEN it.a @> '{"state": "waiting", "attempts": 0, "words": "", "may_have_arrived_at": null}' AND it.a->>'op_id' = $2->>'opId'
         AND it.a->'request_id' = $2->'requestId'
         AND hub.facts_are_true((it.a->>'facts')::jsonb, (it.a->>'item_id')::bigint, (it.a->>'request_id')::bigint, $2->'changes')
       WHEN $1 IN ('forget-patron', 'forget-patron-data') THEN
         coalesce(it.a->>'state', '') IN ('', 'refused', 'in-doubt') AND _sent.state <> 'sent' AND (
           (it.a->>'facts')::jsonb IS NULL OR (it.a->>'facts')::jsonb IN ('{}', _sent.facts::jsonb || '{"user": "", "title": "", "author": ""}'))
       WHEN $1 = 'send-again' THEN _sent.state = 'refused' AND it.a->>'state' = 'waiting' AND coalesce(it.a->>'words', '') = ''
       ELSE it.a->>'state' = 'in-doubt' AND coalesce(it.a->>'facts', '{}') = '{}' AND _sent.state <> 'sent'
     END IS NOT TRUE);
END $$;

-- Whether facts name the barcode of an item of this request, and the card of a patron whose request or loan it is. The changes are not written yet.
CREATE FUNCTION hub.facts_are_true(facts jsonb, item bigint, request bigint, changes jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
  about CONSTANT jsonb := (SELECT coalesce((SELECT to_jsonb(_item) FROM hub_rows.item AS _item WHERE _item.id = $2), '{}') || coalesce(
    (SELECT jsonb_object_agg(one.key, one.value) FROM jsonb_array_elements($4) AS change, jsonb_each(nullif(change->'a', 'null')) AS one
      WHERE change->>'t' = 'item' AND (change->>'id')::bigint = $2), '{}'));
BEGIN
  RETURN about->>'barcode' = $1->>'item' AND (about->>'request_id')::bigint = $3 AND ($1->>'user' = '' OR EXISTS (
    SELECT 1 FROM (
      SELECT _request.patron_id FROM hub_rows.request AS _request WHERE _request.id = $3
      UNION ALL SELECT _loan.patron_id FROM hub_rows.loan AS _loan WHERE _loan.item_id = $2
      UNION ALL SELECT (change->'a'->>'patron_id')::bigint FROM jsonb_array_elements($4) AS change
       WHERE change->>'t' = 'request' OR change->>'t' = 'loan' AND (change->'a'->>'item_id')::bigint = $2) AS whose (patron)
      JOIN hub_rows.patron AS _patron ON _patron.id = whose.patron AND _patron.barcode = $1->>'user'));
END $$;

-- Whether changes take a mail from its request, or remove one that is to be kept: that of a request, until its patron is forgotten, and one of no request
-- within the bounds of those (unmatchedBounds in shared/domain/partner-messages.ts). A clock may be a day ahead of this one.
CREATE FUNCTION hub.takes_mail_away(changes jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
  removed CONSTANT bigint[] := ARRAY(SELECT (change->>'id')::bigint FROM jsonb_array_elements(changes) AS change
    WHERE change->>'t' = 'incoming_mail' AND change->'a' = 'null');
BEGIN
  RETURN changes @? '$[*] ? (@.t == "incoming_mail" && @.a != null && @.b.request_id != null)' OR EXISTS (
    SELECT 1 FROM hub_rows.incoming_mail AS _mail
     WHERE _mail.id = ANY (removed) AND CASE WHEN _mail.request_id IS NULL
       THEN _mail.received_at > to_char(now() AT TIME ZONE 'UTC' - interval '89 days', 'YYYY-MM-DD') AND NOT (
         SELECT count(*) - cardinality(removed) >= 1000 OR sum(octet_length(_kept.body)) > 16000000
           FROM hub_rows.incoming_mail AS _kept WHERE _kept.request_id IS NULL)
       ELSE NOT EXISTS (SELECT 1 FROM hub_rows.request AS _request WHERE _request.id = _mail.request_id AND _request.patron_forgotten_at IS NOT NULL)
     END);
END $$;

-- Whether a change of a desk moves what that desk does not look after: an item that is neither there, nor goes there or from there, nor is sent back by
-- it, nor collected there; a request that is not collected there and has no such item.
CREATE FUNCTION hub.beyond_desk(changes jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
  desks CONSTANT bigint[] := ARRAY(SELECT (change->>'id')::bigint FROM jsonb_array_elements($1) AS change WHERE change->>'t' = 'desk');
  items CONSTANT bigint[] := ARRAY(SELECT _row.request_id FROM jsonb_array_elements($1) AS change
    JOIN hub_rows.item AS _row ON change->>'t' = 'item' AND _row.id = (change->>'id')::bigint);
  collected CONSTANT bigint[] := ARRAY(SELECT _row.id FROM jsonb_array_elements($1) AS change
    JOIN hub_rows.request AS _row ON change->>'t' = 'request' AND _row.id = (change->>'id')::bigint
   WHERE desks && ARRAY[_row.pickup_desk_id, (change->'a'->>'pickup_desk_id')::bigint]);
BEGIN
  RETURN EXISTS (
    SELECT 1 FROM jsonb_array_elements($1) AS change
      LEFT JOIN hub_rows.item AS _item ON change->>'t' = 'item' AND _item.id = (change->>'id')::bigint
      LEFT JOIN hub_rows.request AS _request ON change->>'t' = 'request' AND _request.id = (change->>'id')::bigint
     WHERE change->>'t' IN ('item', 'request')
       AND NOT coalesce(_item.request_id, _request.id) = ANY (collected)
       AND NOT desks && ARRAY[_item.desk_id, _item.destination_desk_id, _item.owning_desk_id,
         (change->'a'->>'destination_desk_id')::bigint, (change->'a'->>'owning_desk_id')::bigint]
       AND (change->>'t' = 'item' OR change->'a' ? 'pickup_desk_id' OR _request.id <> ALL (items)));
END $$;

-- Whether changes remove a request.
CREATE FUNCTION hub.removes_request(changes jsonb, request bigint) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN request IS NOT NULL AND changes @> jsonb_build_array(jsonb_build_object('t', 'request', 'id', request, 'a', NULL));
END $$;

-- The library of a request: that of its pickup desk; without one, that where it was made.
CREATE FUNCTION hub.home_of(request bigint) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
  SELECT coalesce(_desk.library_id, _row.made_at_library_id)
    FROM hub_rows.request AS _row LEFT JOIN hub_rows.desk AS _desk ON _desk.id = _row.pickup_desk_id WHERE _row.id = $1);
END $$;

-- Whether an operator has one of the roles of a kind of step in a library, for all of it or at this desk.
CREATE FUNCTION hub.has_role(asked text, operator bigint, library bigint, desk bigint) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
  SELECT EXISTS (SELECT 1 FROM hub.kind_role JOIN hub_rows.operator_role AS _row ON _row.role = kind_role.role
   WHERE kind_role.kind = $1 AND _row.operator_id = $2 AND _row.library_id = $3
     AND (_row.desk_id IS NULL OR _row.desk_id = $4)));
END $$;

-- Whether an operator may take a step on a request: as the step says it (shared/domain/steps).
CREATE FUNCTION hub.may_step(asked text, operator bigint, desk bigint, home bigint) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
  SELECT coalesce(hub.has_role($1, $2, $4, $3), false)
      OR ($4 IS NULL OR $4 = _desk.library_id OR (SELECT in_hand FROM hub.kind WHERE kind.kind = $1)) IS TRUE
         AND hub.has_role($1, $2, _desk.library_id, $3)
    FROM hub_rows.desk AS _desk WHERE _desk.id = $3);
END $$;

-- Whether an operator may change records of a library, or (null) what all libraries share: as shared/domain/administration.ts says it.
CREATE FUNCTION hub.administers(operator bigint, library bigint) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
  WITH theirs AS (
    SELECT _row.operator_id, _row.library_id FROM hub.kind_role JOIN hub_rows.operator_role AS _row ON _row.role = kind_role.role
      JOIN hub_rows.operator AS _person ON _person.id = _row.operator_id AND _person.active = 1
     WHERE kind_role.kind = 'save-operator')
  SELECT EXISTS (SELECT 1 FROM theirs WHERE theirs.operator_id = $1 AND theirs.library_id = $2)
      OR EXISTS (SELECT 1 FROM theirs WHERE theirs.operator_id = $1)
         AND ($2 IS NULL OR NOT EXISTS (SELECT 1 FROM theirs WHERE theirs.library_id = $2)));
END $$;

-- Raises HB005 where a step changes a record of a library that its operator does not administer: the library to which it belongs now, and that to which it
-- is to belong. Of an operator these are all libraries in which they have roles; the own PIN is everybody's own.
CREATE FUNCTION hub.check_records(asked text, operator bigint, changes jsonb) RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE
  wrong record;
BEGIN
  SELECT * INTO wrong FROM hub.libraries_of(asked, operator, changes) AS theirs (library)
   WHERE NOT hub.administers(operator, theirs.library) LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'no administrator of library %: %', wrong.library, asked USING ERRCODE = 'HB005'; END IF;
END $$;

-- Those libraries; null among them for what all of them share.
CREATE FUNCTION hub.libraries_of(asked text, operator bigint, changes jsonb) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT DISTINCT theirs.library
    FROM (SELECT change->>'t', (change->>'id')::bigint, nullif(change->'b', 'null'), nullif(change->'a', 'null')
            FROM jsonb_array_elements($3) AS change WHERE change->'a' <> '{}') AS it (t, id, b, a),
    LATERAL (
      SELECT it.id WHERE it.t = 'library' AND it.b IS NOT NULL
      UNION ALL SELECT (it.a->>'library_id')::bigint
       WHERE it.t IN ('desk', 'patron', 'opening_hours', 'closed_day', 'operator_role', 'library_setting', 'letter_template')
         AND it.a ? 'library_id'
      UNION ALL SELECT _row.library_id FROM hub_rows.desk AS _row WHERE it.t = 'desk' AND _row.id = it.id
      UNION ALL SELECT _row.library_id FROM hub_rows.patron AS _row WHERE it.t = 'patron' AND _row.id = it.id
      UNION ALL SELECT _row.library_id FROM hub_rows.opening_hours AS _row WHERE it.t = 'opening_hours' AND _row.id = it.id
      UNION ALL SELECT _row.library_id FROM hub_rows.closed_day AS _row WHERE it.t = 'closed_day' AND _row.id = it.id
      UNION ALL SELECT _row.library_id FROM hub_rows.operator_role AS _row WHERE it.t = 'operator_role' AND _row.id = it.id
      UNION ALL SELECT _row.library_id FROM hub_rows.library_setting AS _row WHERE it.t = 'library_setting' AND _row.id = it.id
      UNION ALL SELECT _row.library_id FROM hub_rows.letter_template AS _row WHERE it.t = 'letter_template' AND _row.id = it.id
      UNION ALL SELECT _row.library_id FROM hub_rows.operator_role AS _row
       WHERE it.t = 'operator' AND _row.operator_id = it.id AND NOT ($1 = 'set-pin' AND it.id = $2)
      -- What a file says of a request is for the administrator of its library, and so is where a desk that changes sends it.
      UNION ALL SELECT hub.home_of(it.id) WHERE it.t = 'request' AND it.b IS NOT NULL
         AND ($1 = '(file)' OR $1 = 'save-desk' AND it.a ? 'pickup_desk_id')
      UNION ALL SELECT _row.library_id FROM hub_rows.desk AS _row
       WHERE $1 = 'save-desk' AND (it.t = 'request' AND _row.id = (it.a->>'pickup_desk_id')::bigint
         OR it.t = 'item' AND _row.id = (it.a->>'destination_desk_id')::bigint)
      -- What belongs to none.
      UNION ALL SELECT NULL WHERE NOT ($1 = 'set-pin' AND it.id = $2)) AS theirs (library);
END $$;

-- The file whose rows a workstation brings now. For a day after it got another number, the last one that its login brought: another copy of its folder may
-- have said that it ended there. Where it brings again what a restored hub lacks, the last one that anybody brought.
CREATE FUNCTION hub.file_of(mine hub.workstation) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
  SELECT coalesce(mine.file_op,
    (SELECT op_id FROM hub.op WHERE kind = 'import' AND seq > (SELECT head.seq - 100000 FROM hub.head)
       AND workstation IN (SELECT number FROM hub.workstation WHERE login = mine.login)
       AND EXISTS (SELECT 1 FROM hub.workstation WHERE login = mine.login AND ended_at > now() - interval '1 day')
      ORDER BY seq DESC LIMIT 1),
    (SELECT op_id FROM hub.op WHERE kind IN ('import', 'take-back-import') AND EXISTS (SELECT 1 FROM hub.life) ORDER BY seq DESC LIMIT 1)));
END $$;

-- Raises HB005 where nobody may take such a step: its kind is in no list, its kind writes none of its tables, or nobody gave its operator the role for it
-- where it is needed. And HB007 where it leads a request, a turn or a volume where no step can lead it: files, and what the program writes by itself, are not held to
-- that, because they say what is so elsewhere.
CREATE FUNCTION hub.check_step(step jsonb, mine hub.workstation) RETURNS void
LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
  asked text := CASE WHEN step->>'outcome' = 'refused' THEN '(refused)' ELSE coalesce(step->>'kind', '(none)') END;
  operator bigint := (step->>'operatorId')::bigint;
  desk bigint := (step->>'deskId')::bigint;
  changes jsonb := step->'changes';
  writes_letter CONSTANT boolean := changes @? '$[*] ? (@.t == "outbox")';
  facts hub.kind;
  undone hub.op;
  file hub.op;
  home bigint;
  wrong text;
  may boolean;
BEGIN
  SELECT * INTO facts FROM hub.kind WHERE kind.kind = asked;
  IF NOT FOUND THEN RAISE EXCEPTION 'no kind of step: %', asked USING ERRCODE = 'HB005'; END IF;
  wrong := hub.beyond_kind(asked, changes);
  -- The clock writes notices, which say nothing of their own, and get their text when they leave. A letter that was undone meanwhile goes with its
  -- correction.
  IF writes_letter AND asked = '(none)' AND (
    changes @? '$[*] ? (@.t == "outbox" && (@.b == null && (@.a.letter != null || @.a.op_id != null || @.a.recipient != "patron")
      || @.a == null && @.b.corrected == 0 && @.b.kind != "correction"))'
    OR EXISTS (
      SELECT 1 FROM jsonb_array_elements(changes) AS change
       WHERE change->>'t' = 'outbox' AND change->'b' = 'null' AND (change->'a'->>'payload' ~ '"(note|reason|kind)" ?:' OR NOT EXISTS (
         SELECT 1 FROM hub.closed_word WHERE closed_word."table" = 'notice' AND closed_word.word = change->'a'->>'kind')))) THEN
    wrong := 'letter';
  -- What was said with partners stays, until its patron is forgotten; what belongs to no request is bounded.
  ELSIF asked = '(none)' AND changes @? '$[*] ? (@.t == "partner_message" && @.a == null && (@.b.state != "unmatched" || @.b.request_id != null))' THEN
    wrong := 'message';
  ELSIF asked = '(none)' AND changes @? '$[*] ? (@.t == "incoming_mail" && @.b != null)' AND hub.takes_mail_away(changes) THEN
    wrong := 'mail';
  ELSIF wrong IS NOT NULL AND asked = '(none)' THEN
    -- The rows of a file come without a kind, after its line in the log and before that says how it ended.
    SELECT * INTO file FROM hub.op WHERE op.op_id = hub.file_of(mine);
    IF FOUND THEN
      asked := '(file)';
      wrong := hub.beyond_kind(asked, changes);
      IF wrong IS NULL AND file.kind = 'import' THEN PERFORM hub.check_records(asked, file.operator_id, changes);
      ELSIF NOT hub.administers(file.operator_id, NULL) THEN wrong := 'file'; END IF;
    -- Who is the only one gets the roles in a new library.
    ELSIF NOT changes @? '$[*] ? (@.t != "operator_role" || @.b != null)' THEN
      wrong := (SELECT 'operator_role' WHERE EXISTS (
        SELECT 1 FROM hub_rows.operator AS _row WHERE _row.active = 1
           AND NOT changes @> jsonb_build_array(jsonb_build_object('a', jsonb_build_object('operator_id', _row.id)))));
    END IF;
  END IF;
  -- A letter gets its text in the moment in which it leaves, and one that has left does not leave again: else any text would leave from the library's own
  -- mail account, or all letters of the past.
  IF writes_letter AND asked <> '(file)' AND EXISTS (
    SELECT 1 FROM jsonb_array_elements(changes) AS change
     WHERE change->>'t' = 'outbox' AND change->'a' <> 'null'
       AND (change->'b' = 'null' AND asked <> 'undo' AND change->'a'->>'letter' IS NOT NULL
         OR change->'b' <> 'null' AND change->'a'->>'letter' <> coalesce(change->'b'->>'letter', '')
           AND (change->'a'->>'state' = CASE asked WHEN '(none)' THEN 'sending' WHEN 'print-letter' THEN 'printed' END) IS NOT TRUE
         OR change->'b'->>'state' IN ('sent', 'printed') AND change->'a'->>'state' <> change->'b'->>'state')) THEN
    wrong := 'letter';
  END IF;
  -- Only who sends the letters writes messages to partners: else any text would be posted to them.
  IF changes @? '$[*] ? (@.t == "partner_message" && @.b == null && @.a.direction == "out")' AND asked <> '(file)' AND NOT EXISTS (
    SELECT 1 FROM hub.lease WHERE lease.name = 'letters' AND lease.workstation = mine.number) THEN
    wrong := 'message to a partner';
  END IF;
  -- Nor does another one say that the other system was told. The one before it may have been cut off before it could share what became of a message.
  IF changes @? '$[*] ? (@.t == "other_system_message")' AND (hub.beyond_sending(asked, step) OR asked IN ('(none)', '(file)') AND NOT EXISTS (
    SELECT 1 FROM hub.lease AS held WHERE held.name = 'letters' AND (held.workstation = mine.number
      OR held.before = mine.number AND held.since > now() - interval '7 days'
        AND NOT changes @? '$[*] ? (@.t == "other_system_message" && @.a.state == "sending")'))) THEN
    wrong := 'message to the other system';
  END IF;
  -- A conversation may leave its turn, and belongs to no other one.
  IF changes @? '$[*] ? (@.t == "conversation" && @.b != null && @.a.turn_id != null)' THEN wrong := 'conversation'; END IF;
  IF asked IN ('forget-patron', 'forget-patron-data') AND hub.beyond_forgetting(changes) THEN wrong := 'request that is open'; END IF;
  IF asked = 'save-desk' AND hub.beyond_desk(changes) THEN wrong := 'work of another desk'; END IF;
  IF wrong IS NOT NULL THEN RAISE EXCEPTION '% writes no %', asked, wrong USING ERRCODE = 'HB005'; END IF;
  IF facts.who = 'none' THEN RETURN; END IF;

  -- Nobody took it: a partner said it by message. Only the workstation that exchanges messages with partners records that, or the one before it, which
  -- may have been cut off before it could share what it had recorded.
  IF operator IS NULL AND facts.of_partners THEN
    may := EXISTS (SELECT 1 FROM hub.lease AS held WHERE held.name = 'letters'
      AND (held.workstation = mine.number OR held.before = mine.number AND held.since > now() - interval '7 days'));
  ELSIF NOT EXISTS (SELECT 1 FROM hub_rows.operator AS _row WHERE _row.id = operator AND _row.active = 1) THEN
    RAISE EXCEPTION 'nobody who works here: %', operator USING ERRCODE = 'HB005';
  ELSE CASE facts.who
    WHEN 'records' THEN
      PERFORM hub.check_records(asked, operator, changes);
      may := asked = 'set-pin' OR hub.administers(operator, NULL);
    WHEN 'staff' THEN
      may := EXISTS (SELECT 1 FROM hub_rows.operator_role AS _row WHERE _row.operator_id = operator);
    WHEN 'clock' THEN
      -- An administrator forgets a patron in parts where it is too much for one step.
      may := hub.administers(operator, NULL) OR NOT EXISTS (SELECT 1 FROM hub_rows.library_setting AS _row WHERE _row.library_id IS NULL AND _row.key = 'patronData'
        AND _row.value ~ '"afterDays": ?0[,}]');
    WHEN 'step' THEN
      home := coalesce(hub.home_of((step->>'requestId')::bigint), (
        SELECT _desk.library_id FROM hub_rows.desk AS _desk WHERE _desk.id = (
          jsonb_path_query_first(changes, '$[*] ? (@.t == "request" && @.b == null).a.pickup_desk_id')#>>'{}')::bigint));
      IF asked = 'undo' THEN
        -- By its role where it was taken, or by who took it as long as they could take it still.
        SELECT * INTO undone FROM hub.op WHERE op.op_id = (step->>'input')::json->>'undoes' AND op.outcome = 'accepted';
        -- A request whose making is undone is gone: the undo is about none.
        IF FOUND AND step->>'requestId' IS NULL AND hub.removes_request(changes, undone.request_id) THEN
          home := hub.home_of(undone.request_id);
        ELSIF NOT FOUND OR undone.request_id IS DISTINCT FROM (step->>'requestId')::bigint THEN
          RAISE EXCEPTION 'undoes nothing of this request' USING ERRCODE = 'HB009';
        END IF;
        IF EXISTS (SELECT 1 FROM hub.kind WHERE kind.kind = undone.kind AND kind.who = 'step') THEN asked := undone.kind; END IF;
        may := hub.has_role(asked, operator, (SELECT _row.library_id FROM hub_rows.desk AS _row WHERE _row.id = undone.desk_id), undone.desk_id)
          OR undone.operator_id = operator AND hub.may_step(asked, operator, undone.desk_id, home);
      ELSE
        may := hub.may_step(asked, operator, desk, home);
      END IF;
  END CASE; END IF;
  IF may IS NOT TRUE THEN RAISE EXCEPTION 'no role for %', step->>'kind' USING ERRCODE = 'HB005'; END IF;

  IF facts.who = 'step' AND changes @? '$[*] ? ((@.t == "request" || @.t == "turn" || @.t == "item") && @.b != null && @.a != null)'
    AND NOT EXISTS (SELECT 1 FROM hub.goes_back WHERE kind = step->>'kind') THEN
    SELECT (change->>'t') || ' ' || one.key || ' from ' || coalesce(change->'b'->>one.key, '') || ' to ' || coalesce(one.value, '') INTO wrong
      FROM jsonb_array_elements(changes) AS change, jsonb_each_text(nullif(change->'a', 'null')) AS one
     WHERE nullif(change->'b', 'null') IS NOT NULL
       AND (change->>'t', one.key) IN (SELECT "table", "column" FROM hub.edge)
       AND coalesce(change->'b'->>one.key, '') <> coalesce(one.value, '')
       AND NOT EXISTS (
         SELECT 1 FROM hub.edge WHERE edge."table" = change->>'t' AND edge."column" = one.key AND edge."to" = coalesce(one.value, '')
            AND (edge."from" = coalesce(change->'b'->>one.key, '')
              OR edge."from" = 'outside' AND NOT EXISTS (
                SELECT 1 FROM hub.edge AS known
                 WHERE known."table" = change->>'t' AND known."column" = one.key AND known."from" = change->'b'->>one.key)))
     LIMIT 1;
    IF FOUND THEN RAISE EXCEPTION 'no way for %: %', step->>'kind', wrong USING ERRCODE = 'HB007'; END IF;
  END IF;
END $$;

-- Raises HB003 where changes name a column that is nowhere, or have a number as text or text as a number: what stands in the order is written everywhere as
-- it is.
CREATE FUNCTION hub.check_types(changes jsonb) RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE
  known CONSTANT jsonb := hub.column_types();
  wrong text;
BEGIN
  SELECT change->>'t' || ' ' || one.key INTO wrong
    FROM jsonb_array_elements(check_types.changes) AS change, LATERAL (SELECT known->(change->>'t')) AS its (types),
         LATERAL (SELECT * FROM jsonb_each(nullif(change->'b', 'null')) UNION ALL SELECT * FROM jsonb_each(nullif(change->'a', 'null'))) AS one
   WHERE its.types->>one.key IS NULL OR jsonb_typeof(one.value) NOT IN ('null', its.types->>one.key) LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'no such column: %', wrong USING ERRCODE = 'HB003'; END IF;
END $$;

-- Raises HB005 where a step leaves nobody who may look after records and roles: called after its rows are in.
CREATE FUNCTION hub.check_last(step jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF step @? '$.changes[*] ? (@.t == "operator" || @.t == "operator_role")' AND NOT EXISTS (
    SELECT 1 FROM hub.kind_role JOIN hub_rows.operator_role AS _row ON _row.role = kind_role.role
      JOIN hub_rows.operator AS _person ON _person.id = _row.operator_id AND _person.active = 1
     WHERE kind_role.kind = 'save-operator') THEN
    RAISE EXCEPTION 'the last administrator stays' USING ERRCODE = 'HB005';
  END IF;
END $$;

-- What of a step is not as all others read it; null where nothing is. They take in what stands in the order as it is, so that one step that they cannot
-- read would stop them all. In lists each kind of thing is asked first: a list in a list would else be looked into.
CREATE FUNCTION hub.misshapen(step jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN CASE
    WHEN jsonb_typeof(step) <> 'object' THEN 'step'
    -- Programs make none of more than 8 MiB as text (maxStepBytes); here it stands otherwise.
    WHEN pg_column_size(step) > 33554432 THEN 'size'
    WHEN step - '{opId,n,workstation,kind,operatorId,deskId,at,requestId,outcome}'::text[]
        - '{timeZone,input,answer,reads,writes,events,changes,amends}'::text[] <> '{}'
      OR (step @@ '$.opId.type() == "string" && $.at.type() == "string" && $.outcome.type() == "string" && $.timeZone.type() == "string"
        && $.input.type() == "string" && $.answer.type() == "string" && $.n.type() == "number" && $.workstation.type() == "number"
        && ($.kind.type() == "string" || $.kind.type() == "null") && ($.operatorId.type() == "number" || $.operatorId.type() == "null")
        && ($.deskId.type() == "number" || $.deskId.type() == "null") && ($.requestId.type() == "number" || $.requestId.type() == "null")
        && $.reads.type() == "array" && $.writes.type() == "array" && $.events.type() == "array" && $.changes.type() == "array"
        && $.amends.type() == "array"') IS NOT TRUE THEN 'step'
    WHEN NOT (step->>'opId' ~ '^[[:graph:]]{1,64}$' AND step->>'at' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?Z$'
        AND step->>'timeZone' ~ '^[A-Za-z][A-Za-z0-9_+-]{0,63}(/[A-Za-z0-9_+-]{1,64}){0,3}$') THEN 'moment or zone'
    WHEN step @? '$.reads[*].type() ? (@ != "string")' OR step @? '$.writes[*].type() ? (@ != "string")' THEN 'keys'
    WHEN step @? '$.events[*].type() ? (@ != "object")' OR step @? '$.events[*] ? (!(@.requestId.type() == "number"
        && @.requestId < 9007199254740992 && @.requestId > -9007199254740992 && @.at.type() == "string" && @.kind.type() == "string" && @.statusBefore.type() == "string" && @.statusAfter.type() == "string"
        && @.headline.type() == "string" && (!exists(@.turnId) || @.turnId.type() == "null" || @.turnId.type() == "number" && @.turnId.floor() == @.turnId
          && @.turnId < 9007199254740992 && @.turnId > -9007199254740992)))' THEN 'events'
    WHEN step @? '$.changes[*].type() ? (@ != "object")' OR step @? '$.changes[*] ? (!(@.t.type() == "string" && @.id.type() == "number"
        && @.id < 9007199254740992 && @.id > -9007199254740992 && (@.b.type() == "object" || @.b.type() == "null")
        && (@.a.type() == "object" || @.a.type() == "null"))
        || @.b.type() == "null" && !(@.a.type() == "object" && @.a.id == @.id)
        || @.a.type() == "null" && !(@.b.id == @.id)
        || @.b.type() == "object" && @.a.type() == "object" && (exists(@.a.id) || exists(@.b.id)))' THEN 'changes'
    WHEN step @? '$.changes[*].keyvalue() ? (@.key != "t" && @.key != "id" && @.key != "b" && @.key != "a")'
      OR step @? '$.events[*].keyvalue() ? (@.value.type() == "object" || @.value.type() == "array")' THEN 'depth'
    WHEN step @? 'strict $.changes[*].* ? (@.type() == "object").* ? (!(@.type() == "string" || @.type() == "null"
        || @.type() == "number" && @ < 9007199254740992 && @ > -9007199254740992))' THEN 'rows'
    WHEN step->'amends' <> '[]' AND (step @? '$.amends[*].type() ? (@ != "object")'
      OR step @? '$.amends[*].keyvalue() ? (@.key != "log" && @.key != "b" && @.key != "a")' OR step @? '$.amends[*] ? (!(@.b.type() == "object"
        && (@.a.type() == "object" || @.a.type() == "null") && @.b.op_id.type() == "string" && (@.log == "command_log" || @.log == "change_log"
        && exists(@.b.table_name) && exists(@.b.row_id) && exists(@.b.before) && exists(@.b.after))))'
      OR step @? '$.amends[*].*.*.type() ? (@ != "string" && @ != "number" && @ != "null")'
      OR step @? '$.amends[*].*.* ? (@ >= 9007199254740992 || @ <= -9007199254740992)'
      OR step @? '$.amends[*].a.keyvalue() ? (@.value.type() == "null"
        && @.key != "operator_id" && @.key != "undone_by" && @.key != "request_id" && @.key != "before" && @.key != "after")')
      THEN 'amends'
  END;
END $$;

-- Raises HB009 where the line of a step in the log, its history, or lines that it changes there, name what is nowhere or are no JSON, and HB005 where it
-- changes a line that is not for it to change. Called after its rows are in.
CREATE FUNCTION hub.check_lines(step jsonb, mine hub.workstation) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  wrong text;
BEGIN
  IF (step->>'at')::timestamptz IS NULL THEN RAISE EXCEPTION 'no moment' USING ERRCODE = 'HB009'; END IF;
  IF step->'amends' <> '[]' THEN
    IF EXISTS (
      SELECT 1 FROM jsonb_array_elements(check_lines.step->'amends') AS line
       WHERE NOT (coalesce(hub_rows.is_json(line->'a'->>'input'), true) AND coalesce(hub_rows.is_json(line->'a'->>'answer'), true)
          AND coalesce(hub_rows.is_json(line->'a'->>'before'), true) AND coalesce(hub_rows.is_json(line->'a'->>'after'), true))
          OR (line->'a'->>'undone_by') <> check_lines.step->>'opId' AND NOT EXISTS (
            SELECT 1 FROM hub.op WHERE op.op_id = line->'a'->>'undone_by' AND op.kind IS NOT NULL AND op.outcome = 'accepted')) THEN
      RAISE EXCEPTION 'amends what is nowhere' USING ERRCODE = 'HB009';
    END IF;
    SELECT line->'b'->>'op_id' INTO wrong FROM jsonb_array_elements(check_lines.step->'amends') AS line
     WHERE line->'b'->>'op_id' <> check_lines.step->>'opId' AND hub.may_amend(check_lines.step, line, mine) IS NOT TRUE LIMIT 1;
    IF FOUND THEN RAISE EXCEPTION 'not its line: %', wrong USING ERRCODE = 'HB005'; END IF;
  END IF;
  -- A row names a step that all have in their logs, which may be this one.
  SELECT change->>'t' INTO wrong
    FROM jsonb_array_elements(check_lines.step->'changes') AS change JOIN hub.log_reference ON log_reference."table" = change->>'t'
   WHERE change->'a'->>log_reference."column" IS NOT NULL
     AND NOT (change->'a'->>log_reference."column" = check_lines.step->>'opId' AND check_lines.step->>'kind' IS NOT NULL
       AND check_lines.step->>'outcome' = 'accepted')
     AND NOT EXISTS (SELECT 1 FROM hub.op WHERE op.op_id = change->'a'->>log_reference."column" AND op.kind IS NOT NULL AND op.outcome = 'accepted')
   LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'of no step: %', wrong USING ERRCODE = 'HB009'; END IF;
  IF step->>'kind' IS NULL OR step->>'outcome' <> 'accepted' THEN RETURN; END IF;
  IF hub_rows.is_json(step->>'input') IS NOT TRUE OR hub_rows.is_json(step->>'answer') IS NOT TRUE
    -- Of none if a partner said it (hub.check_step).
    OR step->>'operatorId' IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM hub_rows.operator AS _row WHERE _row.id = (check_lines.step->>'operatorId')::bigint)
    OR NOT EXISTS (SELECT 1 FROM hub_rows.desk AS _row WHERE _row.id = (check_lines.step->>'deskId')::bigint)
    OR EXISTS (
      SELECT 1 FROM (SELECT (check_lines.step->>'requestId')::bigint UNION ALL
                     SELECT (event->>'requestId')::bigint FROM jsonb_array_elements(check_lines.step->'events') AS event) AS named (id)
       WHERE named.id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM hub_rows.request AS _row WHERE _row.id = named.id))
    -- A step on a request has no line in the history of another one.
    OR step->>'requestId' IS NOT NULL AND EXISTS (
      SELECT 1 FROM jsonb_array_elements(check_lines.step->'events') AS event WHERE event->'requestId' <> check_lines.step->'requestId') THEN
    RAISE EXCEPTION 'a step of nobody, nowhere or on nothing' USING ERRCODE = 'HB009';
  END IF;
END $$;

-- Whether a step may change a line of another step in the log. An undo says that a step of its request is undone, and what later ones found; changes of
-- records take names out of earlier ones, and forgetting takes patrons out; a file says how it ended, and what was taken back with it.
CREATE FUNCTION hub.may_amend(step jsonb, line jsonb, mine hub.workstation) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
  of hub.op;
  file hub.op;
  who text := (SELECT kind.who FROM hub.kind WHERE kind.kind = step->>'kind');
  is_command CONSTANT boolean := line->>'log' = 'command_log';
  is_gone CONSTANT boolean := line->'a' = 'null';
  changed text[];
BEGIN
  IF step->>'outcome' <> 'accepted' THEN RETURN false; END IF;
  SELECT * INTO of FROM hub.op WHERE op.op_id = line->'b'->>'op_id';
  IF NOT FOUND THEN RETURN false; END IF;
  IF NOT is_gone THEN
    changed := ARRAY(SELECT one.key FROM jsonb_each(line->'a') AS one WHERE one.value IS DISTINCT FROM line->'b'->one.key);
    -- What a step changed is handed over to another one of its request, which stands.
    IF NOT is_command AND NOT (changed <@ '{before,after}' OR step->>'kind' = 'undo' AND changed = '{op_id}' AND EXISTS (
      SELECT 1 FROM hub.op AS other WHERE other.op_id = line->'a'->>'op_id' AND other.request_id = of.request_id AND other.outcome = 'accepted')) THEN
      RETURN false;
    END IF;
  END IF;
  CASE
    WHEN step->>'kind' IS NULL THEN
      SELECT * INTO file FROM hub.op WHERE op.op_id = hub.file_of(mine);
      IF file.kind = 'take-back-import' AND (NOT is_command AND is_gone OR is_command AND NOT is_gone AND changed <@ '{undone_by,request_id}'
          AND coalesce(line->'a'->>'undone_by', file.op_id) = file.op_id) THEN
        RETURN true;
      END IF;
      RETURN is_command AND (
        of.op_id = file.op_id AND (is_gone AND of.kind = 'take-back-import' OR changed <@ '{input,answer,undone_by}')
        -- Each copy of a data folder says how an import ended that ran when it was copied. What a restored hub lacks comes from any workstation.
        OR of.kind = 'import' AND NOT is_gone AND changed <@ '{input,answer}'
          AND (EXISTS (SELECT 1 FROM hub.workstation WHERE number = of.workstation AND login = mine.login)
            OR EXISTS (SELECT 1 FROM hub.life WHERE ended_at > now() - interval '90 days')));
    -- The request is gone with its making: no line names it any longer.
    WHEN step->>'kind' = 'undo' AND step->>'requestId' IS NULL THEN
      RETURN hub.removes_request(step->'changes', of.request_id)
        AND (NOT is_command OR NOT is_gone AND changed <@ '{undone_by,request_id}' AND line->'a'->>'request_id' IS NULL
          AND coalesce(line->'a'->>'undone_by' IN (line->'b'->>'undone_by', step->>'opId'), line->'b'->>'undone_by' IS NULL));
    WHEN step->>'kind' = 'undo' THEN
      RETURN of.request_id = (step->>'requestId')::bigint
        AND (NOT is_command OR NOT is_gone AND changed <@ '{undone_by}' AND line->'a'->>'undone_by' = step->>'opId');
    WHEN step->>'kind' IN ('forget-patron', 'forget-patron-data') THEN
      RETURN CASE WHEN is_gone THEN NOT is_command ELSE NOT is_command OR changed <@ '{input,answer}' END
        AND (of.request_id IS NULL OR EXISTS (
          SELECT 1 FROM hub_rows.request AS _row WHERE _row.id = of.request_id AND _row.patron_forgotten_at IS NOT NULL)
          -- By name it may stand anywhere.
          OR step->>'kind' = 'forget-patron' AND NOT is_gone);
    WHEN who = 'records' THEN
      RETURN is_command AND NOT is_gone AND changed <@ '{input}'
        AND EXISTS (SELECT 1 FROM hub.kind WHERE kind.kind = of.kind AND kind.who = 'records');
    ELSE RETURN false;
  END CASE;
END $$;

-- Raises HB009 where a step adds rows under ids that its workstation does not give, so that others would give them again. What a step had deleted comes
-- back under its id when that is undone.
CREATE FUNCTION hub.check_ids(step jsonb, mine hub.workstation) RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE
  wrong text;
BEGIN
  -- Nearly every row that a step adds has an id of its own workstation.
  IF NOT jsonb_path_exists(step->'changes', '$[*] ? (@.b == null && (@.id < $least || @.id > $most))', jsonb_build_object(
      'least', mine.number::bigint << 32, 'most', (mine.number::bigint << 32) + 4294967295)) THEN
    RETURN;
  END IF;
  SELECT change->>'t' || ' ' || (change->>'id') INTO wrong FROM jsonb_array_elements(step->'changes') AS change
   WHERE change->'b' = 'null' AND (change->>'id')::bigint >> 32 <> mine.number
     AND NOT EXISTS (SELECT 1 FROM hub.workstation WHERE login = mine.login AND number = (change->>'id')::bigint >> 32)
     AND NOT EXISTS (SELECT 1 FROM hub.new_column WHERE new_column."table" = change->>'t' AND new_column."column" = 'id')
     AND NOT (step->>'kind' IS NOT DISTINCT FROM 'undo' AND EXISTS (
       SELECT 1 FROM hub.op WHERE op.op_id = (step->>'input')::json->>'undoes'
          AND (op.body->'changes' IS NULL OR op.body->'changes' @> jsonb_build_array(jsonb_build_object('t', change->'t', 'id', change->'id', 'a', NULL)))))
     AND NOT (step->>'kind' IS NULL AND EXISTS (SELECT 1 FROM hub.op WHERE op.op_id = mine.file_op AND op.kind = 'take-back-import'))
     -- What a restored hub lacks anybody brings who has it. Not the second half of what a number gives: a login that had that would leave the others none.
     AND NOT (EXISTS (SELECT 1 FROM hub.life WHERE ended_at > now() - interval '90 days') AND (change->>'id')::bigint & 4294967295 < 2147483648
       AND (change->>'id')::bigint >> 32 BETWEEN 0 AND (SELECT last_value FROM hub.workstation_number_seq))
   LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'an id of another workstation: %', wrong USING ERRCODE = 'HB009'; END IF;
END $$;

-- The file that a workstation brings after this step: from its line in the log to the one that says how it ended.
CREATE FUNCTION hub.file_after(step jsonb, mine hub.workstation) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF $1->>'outcome' = 'accepted' AND $1->>'kind' IN ('import', 'take-back-import') THEN RETURN $1->>'opId'; END IF;
  IF mine.file_op IS NOT NULL AND $1->>'kind' IS NULL AND EXISTS (
      SELECT 1 FROM jsonb_array_elements($1->'amends') AS line
       WHERE line->>'log' = 'command_log' AND line->'b'->>'op_id' = ($2).file_op
         AND (line->'a' = 'null' OR (line->'a'->>'answer')::json->>'outcome' IS DISTINCT FROM 'running')) THEN
    RETURN NULL;
  END IF;
  RETURN mine.file_op;
END $$;

-- Offers steps, in the order in which they were taken. `base`: up to where the workstation had taken in the hub's order when it checked them.
-- Returns a list with a verdict each, up to the first that is none of accepted: {opId, verdict, seq | why}.
--   accepted   it has its place
--   known      it has had its place since an earlier try, perhaps with other rows than here now: pull, and take what stands there
--   stale      something that it read was changed meanwhile: pull, check again, offer again
--   forbidden  it breaks what may never be, although the workstation has taken in everything, or nobody could read it
--   diverged   this workstation was copied, or restored from a backup: it needs another number
CREATE FUNCTION hub.push(base bigint, ops jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
  mine hub.workstation := hub.me();
  place bigint;
  step jsonb;
  line jsonb;
  known hub.op;
  verdicts jsonb := '[]';
  verdict text;
  why text;
  wrong text;
  pushed integer := 0;
  size integer;
  bytes bigint := 0;
BEGIN
  -- Taken first: who waits for it holds nothing. It makes the order of places the order of commits.
  mine := hub.lock_order_as_workstation();
  SELECT seq INTO place FROM hub.head;
  FOR step IN SELECT value FROM jsonb_array_elements(ops) LOOP
    verdict := 'accepted';
    why := NULL;
    wrong := hub.misshapen(step);
    SELECT * INTO known FROM hub.op WHERE op.op_id = step->>'opId';
    IF FOUND THEN
      verdict := 'known';
    ELSIF wrong IS NOT NULL THEN
      verdict := 'forbidden';
      why := 'HB009 misshapen: ' || wrong;
    -- Its number here is that of another copy since, or comes twice.
    ELSIF (step->>'workstation')::integer <> mine.number OR (step->>'n')::bigint <> mine.n + 1 THEN
      verdict := 'diverged';
    -- What was changed up to there is not known any more. In one look: what is known goes after the place was moved.
    ELSIF base < (SELECT emptied FROM hub.forgetting) OR EXISTS (
      SELECT 1 FROM jsonb_array_elements_text((step->'reads') || (step->'writes')) AS read JOIN hub.key ON key.key = read
       WHERE key.seq > base AND key.workstation <> mine.number)
      -- Who changes a desk has looked at the requests of all.
      OR step->'reads' ? 'requests' AND EXISTS (
        SELECT 1 FROM hub.key AS one WHERE one.key LIKE 'request:%' AND one.seq > base AND one.workstation <> mine.number) THEN
      verdict := 'stale';
    ELSE
      BEGIN
        PERFORM hub.check_step(step, mine);
        PERFORM hub.check_ids(step, mine);
        PERFORM hub.check_types(step->'changes');
        PERFORM hub.change_row(change) FROM jsonb_array_elements(step->'changes') AS change;
        -- A row may refer to one that comes after it in the same step, and to none that is not there.
        SET CONSTRAINTS ALL IMMEDIATE;
        SET CONSTRAINTS ALL DEFERRED;
        PERFORM hub.check_last(step);
        PERFORM hub.check_lines(step, mine);
        size := pg_column_size(step);
        INSERT INTO hub.op (seq, op_id, workstation, n, kind, operator_id, desk_id, at, request_id, outcome, body, bytes)
        VALUES (place + 1, step->>'opId', mine.number, (step->>'n')::bigint, step->>'kind', (step->>'operatorId')::bigint,
                (step->>'deskId')::bigint, step->>'at', (step->>'requestId')::bigint, step->>'outcome',
                step - '{opId,n,workstation,kind,operatorId,deskId,at,requestId,outcome,reads}'::text[], size);
        FOR line IN SELECT value FROM jsonb_array_elements(step->'amends') WHERE value->>'log' = 'command_log' AND value->'a' <> 'null' LOOP
          -- Nobody pulls the body of an emptied step: its texts can be replaced in place.
          UPDATE hub.op AS earlier SET bytes = least(earlier.bytes::bigint + pg_column_size(texts), 2147483647),
                 body = CASE WHEN body ? 'gone' THEN body || texts ELSE body END,
                 rewritten = CASE WHEN NOT body ? 'gone' THEN coalesce(rewritten, '{}') || texts END
            FROM (SELECT jsonb_object_agg(one.key, one.value) FROM jsonb_each(line->'a') AS one
                   WHERE one.key IN ('input', 'answer') AND one.value IS DISTINCT FROM line->'b'->one.key) AS its (texts)
           WHERE op_id = line->'b'->>'op_id' AND op_id <> step->>'opId' AND body ? 'input' AND texts IS NOT NULL;
        END LOOP;
        -- No more keys than its rows have, and of no kind that it has no row of: by others a login would keep all other steps waiting.
        INSERT INTO hub.key (key, seq, workstation)
        SELECT DISTINCT value, place + 1, mine.number FROM jsonb_array_elements_text(step->'writes')
         WHERE CASE WHEN value = 'records' OR value LIKE 'request:%' THEN step->>'kind' IS NOT NULL AND step->'amends' <> '[]'
               OR step->'changes' @? '$[*] ? (!(@.t == "outbox" || @.t == "notice" || @.t == "keyed_step" || @.t == "other_system_message" || @.t == "task" || @.t == "saved_view"
                    || @.t == "file_profile" || @.t == "conversation" || @.t == "partner_message" || @.t == "incoming_mail"
                    || @.t == "mailbox_position" || @.t == "operator"))'
               OR step->>'kind' IS NOT NULL AND step->'changes' @? '$[*] ? (@.t == "operator")'
             WHEN value LIKE 'letters:%' THEN step->'changes' @? '$[*] ? (@.t == "outbox")' ELSE true END
         LIMIT 4 * jsonb_array_length(step->'changes') + jsonb_array_length(step->'amends') + 1
        ON CONFLICT (key) DO UPDATE SET seq = EXCLUDED.seq, workstation = EXCLUDED.workstation;
        place := place + 1;
        mine.n := mine.n + 1;
        mine.file_op := hub.file_after(step, mine);
        pushed := pushed + 1;
        bytes := bytes + size;
      EXCEPTION
        WHEN integrity_constraint_violation OR data_exception OR SQLSTATE 'HB002' OR SQLSTATE 'HB003' OR SQLSTATE 'HB005'
          OR SQLSTATE 'HB007' OR SQLSTATE 'HB009' THEN
          why := SQLSTATE || ' ' || SQLERRM;
          -- Whoever does not know everything yet may only have missed what stands in the way.
          verdict := CASE WHEN base < place - pushed THEN 'stale' ELSE 'forbidden' END;
      END;
    END IF;
    verdicts := verdicts || jsonb_build_object('opId', step->>'opId', 'verdict', verdict, 'seq',
      CASE verdict WHEN 'accepted' THEN place WHEN 'known' THEN known.seq END, 'why', why);
    EXIT WHEN verdict <> 'accepted';
  END LOOP;
  IF pushed > 0 THEN
    -- Twenty times what a busy desk shares in a day, with a large file.
    PERFORM hub.count_today(mine, 'bytes', bytes, 1073741824);
    UPDATE hub.head SET seq = place;
    UPDATE hub.workstation SET n = mine.n, file_op = mine.file_op, seen_at = now() WHERE number = mine.number;
    -- Where somebody has filled the queue, the others look by themselves.
    IF pg_notification_queue_usage() < 0.5 THEN PERFORM pg_notify('hub', place::text); END IF;
  END IF;
  RETURN verdicts;
END $$;

-- The steps after a place in the order, the earliest first. Of a workstation's own ones that it knows (up to `own`) only that they are there.
CREATE FUNCTION hub.pull(place bigint, own bigint, most integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
BEGIN
  RETURN (
    SELECT jsonb_build_object(
      -- Another number than it knows: its data goes on elsewhere too.
      'workstation', mine.number,
      'head', (SELECT seq FROM hub.head),
      'ops', coalesce(jsonb_agg(
        CASE WHEN op.workstation = mine.number AND op.n <= own
          THEN jsonb_build_object('seq', op.seq, 'opId', op.op_id, 'n', op.n, 'own', true)
          ELSE CASE WHEN op.body ? 'gone' OR op.body IS NULL THEN jsonb_build_object('gone', true) ELSE op.body END || jsonb_build_object(
            'seq', op.seq, 'opId', op.op_id, 'n', op.n, 'own', op.workstation = mine.number, 'by', op.workstation,
            'byName', (SELECT name FROM hub.workstation WHERE number = op.workstation), 'kind', op.kind,
            'operatorId', op.operator_id, 'deskId', op.desk_id, 'at', op.at, 'requestId', op.request_id, 'outcome', op.outcome)
        END ORDER BY op.seq), '[]'))
      FROM (SELECT *, sum(bytes) OVER (ORDER BY seq) - bytes AS before
              FROM (SELECT * FROM hub.op WHERE seq > place ORDER BY seq LIMIT least(most, 1000)) AS next) AS op
     -- So much goes at once, and always one.
     WHERE before < 4194304);
END $$;

-- For so many days the hub keeps what steps changed: a setting of the library, and never less than a workstation may need after a restore.
CREATE FUNCTION hub.days_kept() RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = hub, pg_temp AS $$
BEGIN
  RETURN greatest(60, coalesce((
    SELECT substring(_row.value FROM '"days":([0-9]{1,4})[,}]') FROM hub_rows.library_setting AS _row
     WHERE _row.library_id IS NULL AND _row.key = 'steps')::integer, 90));
END $$;

-- The place up to which every workstation has taken in; null where none is there. Those that were away for longer than steps are kept join anew. So do
-- those that are there and have lacked a step for a week longer than that: they only say so.
CREATE FUNCTION hub.taken_in() RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = hub, pg_temp AS $$
DECLARE
  days CONSTANT integer := hub.days_kept();
BEGIN
  RETURN (SELECT min(one.reached) FROM hub.workstation AS one
           WHERE one.ended_at IS NULL AND one.seen_at > now() - make_interval(days => days)
             AND NOT EXISTS (SELECT 1 FROM hub.op AS lacking
               WHERE lacking.seq = (SELECT min(op.seq) FROM hub.op WHERE op.seq > greatest(one.reached, 0))
                 AND lacking.hub_at < now() - make_interval(days => days + 7)));
END $$;

-- What stays of a step for good: its lines of history, which step it took back, which lines it took out of the log, and what was asked and answered, if that is to be kept. Of a line of
-- history what the step itself says stands there alone. What a line says of a request whose patron was forgotten goes.
CREATE FUNCTION hub.emptied_body(step hub.op, keeps_words boolean) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = hub, pg_temp AS $$
BEGIN
  RETURN jsonb_strip_nulls(jsonb_build_object(
    'gone', true,
    'timeZone', step.body->'timeZone',
    'undoneBy', step.body->'undoneBy',
    'input', CASE WHEN keeps_words THEN coalesce(step.rewritten->'input', step.body->'input') END,
    'answer', CASE WHEN keeps_words THEN coalesce(step.rewritten->'answer', step.body->'answer') END,
    'events', (
      SELECT jsonb_agg(_event || jsonb_build_object(
          'requestId', nullif(its.about, step.request_id), 'at', nullif(_event->>'at', step.at), 'kind', nullif(_event->>'kind', step.kind),
          'headline', CASE WHEN coalesce(_event->>'kind', step.kind) = 'forget-patron-data' OR NOT EXISTS (
            SELECT 1 FROM hub_rows.request AS _row WHERE _row.id = its.about AND _row.patron_forgotten_at IS NOT NULL) THEN _event->>'headline' ELSE '' END))
        FROM jsonb_array_elements(step.body->'events') AS _event,
             LATERAL (SELECT coalesce((_event->>'requestId')::bigint, step.request_id)) AS its (about))))
    || coalesce((
      SELECT jsonb_build_object('amends', jsonb_agg(jsonb_build_object('log', line->'log', 'b', jsonb_build_object('op_id', line->'b'->'op_id'),
          'a', CASE WHEN line->'a' = 'null' THEN 'null' ELSE jsonb_strip_nulls(jsonb_build_object('undone_by', line->'a'->'undone_by')) END)))
        FROM jsonb_array_elements(step.body->'amends') AS line WHERE line->>'log' = 'command_log' HAVING count(*) > 0), '{}');
END $$;

-- Takes out of steps that are older than they are kept what they changed, and of those on requests that are over also what they asked and answered. Only
-- what every workstation has taken in; no more than so many at a time, so that others wait only briefly. Returns 0 when it is through.
CREATE FUNCTION hub.empty_steps(most integer DEFAULT 5000) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp SET jit = off AS $$
DECLARE
  mine hub.workstation := hub.me();
  known CONSTANT bigint := hub.taken_in();
  before CONSTANT timestamptz := now() - make_interval(days => hub.days_kept());
  done hub.forgetting;
  reached bigint;
  n integer;
BEGIN
  SELECT * INTO done FROM hub.forgetting FOR UPDATE;
  SELECT max(seq), count(*) INTO reached, n
    FROM (SELECT seq, hub_at FROM hub.op WHERE seq > done.emptied AND seq <= known ORDER BY seq LIMIT least(most, 50000)) AS next
   WHERE hub_at < before;
  IF n > 0 THEN
    UPDATE hub.op AS step SET rewritten = NULL, body = CASE WHEN step.kind IS NULL AND step.body->'events' = '[]' AND step.body->'amends' = '[]' THEN NULL
        ELSE hub.emptied_body(step, step.kind IS NOT NULL AND coalesce((SELECT over.status IS NULL
          FROM hub_rows.request AS _row LEFT JOIN hub.over ON over.status = _row.status WHERE _row.id = step.request_id), step.request_id IS NULL)) END
     WHERE seq > done.emptied AND seq <= reached AND body IS NOT NULL;
    UPDATE hub.forgetting SET emptied = reached;
    RETURN n;
  END IF;
  -- A step is stale where somebody changed what it read after its base: who is behind this place is told to join anew.
  DELETE FROM hub.key WHERE ctid = ANY (ARRAY(SELECT ctid FROM hub.key WHERE seq <= done.emptied LIMIT most));
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

-- Takes out of the order what names patrons who were forgotten: what the steps on their requests asked, answered and changed, and so the steps that
-- forgot them; of steps on many requests, as of a file, and of what the program of a workstation wrote by itself, as letters, where they changed what
-- belongs to one of theirs. Where some workstation may lack a step it stays until all have it. Looks at no more than so many steps, so that nobody
-- waits for it long, and goes on from there the next time. Returns 0 when it is through. To compile the question would take longer than the answer.
CREATE FUNCTION hub.forget_patrons(most integer DEFAULT 50000) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp SET jit = off AS $$
DECLARE
  mine hub.workstation := hub.me();
  known bigint := hub.taken_in();
  done hub.forgetting;
  reached bigint;
  looked integer;
  n integer;
BEGIN
  SELECT * INTO done FROM hub.forgetting FOR UPDATE;
  IF done.place >= done.until THEN
    IF known <= done.until THEN RETURN 0; END IF;
    -- Who is forgotten is named by steps from before as well.
    IF EXISTS (
      SELECT 1 FROM hub.op WHERE seq > done.until AND seq <= known AND (
        kind IN ('forget-patron', 'forget-patron-data')
        OR body @> '{"changes": [{"t": "patron", "a": null}]}')) THEN
      done.place := -9007199254740991;
    END IF;
    done.until := known;
  END IF;
  SELECT max(seq), count(*) INTO reached, looked
    FROM (SELECT seq FROM hub.op WHERE seq > done.place AND seq <= done.until ORDER BY seq LIMIT most) AS next;
  IF looked < most THEN reached := done.until; END IF;
  WITH forgotten AS MATERIALIZED (SELECT id FROM hub_rows.request WHERE patron_forgotten_at IS NOT NULL),
  theirs (key) AS MATERIALIZED (SELECT unnest(ARRAY['request:' || id, 'letters:' || id]) FROM forgotten),
  named AS (
    SELECT seq FROM hub.op WHERE NOT emptied AND seq > done.place AND seq <= reached AND body IS NOT NULL AND (
      kind IN ('forget-patron', 'forget-patron-data')
      OR request_id IN (SELECT id FROM forgotten)
      -- IS TRUE: else the list would be joined anew for each step, and not looked up.
      OR EXISTS (SELECT 1 FROM jsonb_array_elements_text(body->'writes') AS written (key)
          WHERE (written.key IN (SELECT theirs.key FROM theirs)) IS TRUE
             OR op.request_id IS NULL AND written.key ~ '^patron:[0-9]{1,18}$' AND NOT EXISTS (
               SELECT 1 FROM hub_rows.patron
                WHERE patron.id = CASE WHEN written.key ~ '^patron:[0-9]{1,18}$' THEN substr(written.key, 8)::bigint END))
      OR EXISTS (SELECT 1 FROM jsonb_array_elements(body->'events') AS _event WHERE ((_event->>'requestId')::bigint IN (SELECT id FROM forgotten)) IS TRUE)
      OR EXISTS (SELECT 1 FROM jsonb_array_elements(body->'changes') AS change
          WHERE (coalesce(change->'a'->>'request_id', change->'b'->>'request_id') IN (SELECT id::text FROM forgotten)) IS TRUE
             OR change->>'t' = 'other_system_message' AND NOT EXISTS (SELECT 1 FROM hub_rows.other_system_message AS _sent
               WHERE _sent.id = (change->>'id')::bigint AND _sent.request_id NOT IN (SELECT id FROM forgotten))
             -- A mail may have come before anybody knew whose request it is about.
             OR change->>'t' = 'incoming_mail' AND NOT EXISTS (SELECT 1 FROM hub_rows.incoming_mail AS _mail WHERE _mail.id = (change->>'id')::bigint))))
  UPDATE hub.op AS step SET emptied = true, rewritten = NULL, body = hub.emptied_body(step, false)
   WHERE seq IN (SELECT named.seq FROM named);
  GET DIAGNOSTICS n = ROW_COUNT;
  UPDATE hub.forgetting SET place = reached, until = done.until;
  -- A card that nobody has any more.
  IF reached = done.until THEN
    DELETE FROM hub.key WHERE key LIKE 'patron=%' AND seq <= reached
      AND NOT EXISTS (SELECT 1 FROM hub_rows.patron WHERE barcode = substr(key.key, 8));
  END IF;
  RETURN n + (reached < done.until)::integer;
END $$;

-- A place as a workstation may say it: others reckon with it.
CREATE FUNCTION hub.place_of(said bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$ SELECT CASE WHEN $1 IS NOT NULL THEN least(greatest($1, 0), 9007199254740991) END $$;

-- The greatest place that a workstation has said, with this one. It says a smaller one after its own data was restored: what is gone by then it takes
-- in anew.
CREATE FUNCTION hub.reached_by(mine hub.workstation, said bigint) RETURNS bigint
LANGUAGE sql STABLE SET search_path = hub, pg_temp AS $$
  SELECT greatest(($1).reached, least(hub.place_of($2), (SELECT seq FROM hub.head))) $$;

-- What a workstation says first: who it is, and how far it came.
CREATE FUNCTION hub.hello(program text, schema_version integer, place bigint, own bigint, waits integer) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
BEGIN
  PERFORM hub.end_hoarders();
  UPDATE hub.workstation
     SET version = left(program, 100), schema_version = hello.schema_version, cursor = hub.place_of(place), reached = hub.reached_by(mine, place),
         waiting = greatest(waits, 0), seen_at = now()
   WHERE number = mine.number;
  RETURN (SELECT jsonb_build_object('workstation', mine.number, 'n', mine.n, 'head', seq, 'epoch', epoch,
    'version', version, 'rowsVersion', rows_version, 'oldestVersion', oldest_version,
    -- The step at the place that the workstation has reached: another one than it knows, or none, where this is an older backup.
    'at', (SELECT op_id FROM hub.op WHERE op.seq = place),
    'earlier', (SELECT coalesce(jsonb_agg(life.epoch), '[]') FROM hub.life)) FROM hub.head);
END $$;

-- The columns of the shared tables: {table: [columns]}. Those that nobody has brought values for yet are none.
CREATE FUNCTION hub.known_columns() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
BEGIN
  RETURN (SELECT jsonb_object_agg(name, (
      SELECT coalesce(jsonb_agg(attname), '[]') FROM pg_attribute
       WHERE attrelid = format('hub_rows.%I', name)::regclass AND attnum > 0 AND NOT attisdropped
         AND NOT EXISTS (SELECT 1 FROM hub.new_column WHERE "table" = name AND "column" = attname AND NOT filled)))
    FROM hub.shared_table);
END $$;

-- What a program has and this hub lacks, of which only an administrator can tell it: tables, kinds of steps, words of columns. Until then its steps wait.
CREATE FUNCTION hub.lacks(asked jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
BEGIN
  RETURN (SELECT coalesce(jsonb_agg(lacking), '[]') FROM (
    SELECT value FROM jsonb_array_elements_text(asked->'tables') WHERE value NOT IN (SELECT name FROM hub.shared_table)
    UNION ALL SELECT value FROM jsonb_array_elements_text(asked->'kinds') WHERE value NOT IN (SELECT kind FROM hub.kind)
    UNION ALL SELECT word FROM jsonb_to_recordset(asked->'words') AS one ("table" text, "column" text, word text)
     WHERE NOT EXISTS (SELECT 1 FROM hub.closed_word AS known
       WHERE known."table" = one."table" AND known."column" = one."column" AND known.word = one.word)) AS all_of_it (lacking));
END $$;

-- Adds columns that a newer program knows: such as may be empty or have a value for rows that do not name them. A workstation may do that, because it can do
-- no more by it: names and values are quoted and bounded, types are two, there is no expression, no reference and no table, and nothing is ever taken
-- away or changed. What more there is of them comes when an administrator brings the hub up to date.
CREATE FUNCTION hub.add_columns(loaded jsonb, version integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
  mine hub.workstation := hub.me();
  -- So many a table: the server knows an end of them.
  most CONSTANT integer := 100;
  one jsonb;
  of jsonb;
  name text;
BEGIN
  mine := hub.lock_order_as_workstation();
  FOR one IN SELECT value FROM jsonb_array_elements(loaded) LOOP
    SELECT shared_table.name INTO name FROM hub.shared_table WHERE shared_table.name = one->>'table';
    IF NOT FOUND THEN RAISE EXCEPTION 'no shared table: %', one->>'table' USING ERRCODE = 'HB006'; END IF;
    FOR of IN SELECT value FROM jsonb_array_elements(one->'columns') LOOP
      UPDATE hub.new_column SET filled = true WHERE "table" = name AND "column" = of->>'name';
      CONTINUE WHEN EXISTS (SELECT 1 FROM pg_attribute
        WHERE attrelid = format('hub_rows.%I', name)::regclass AND attname = of->>'name' AND attnum > 0 AND NOT attisdropped);
      IF (of->>'name' ~ '^[a-z][a-z0-9_]{0,50}$' AND of->>'type' IN ('bigint', 'text')
          AND length(coalesce(of->>'without', '')) <= 200
          -- It comes to stand in the text of a function, between signs of this kind.
          AND coalesce(of->>'without', '') NOT LIKE '%$%') IS NOT TRUE THEN
        RAISE EXCEPTION 'bad column: %', of->>'name' USING ERRCODE = 'HB006';
      END IF;
      -- Then it takes an administrator's account, as for all else that is new.
      IF (SELECT count(*) FROM hub.new_column WHERE "table" = name) >= most THEN
        RAISE EXCEPTION 'too many columns: %', name USING ERRCODE = 'HB016';
      END IF;
      EXECUTE format('ALTER TABLE hub_rows.%I ADD COLUMN %I %s', name, of->>'name',
          CASE of->>'type' WHEN 'text' THEN 'text COLLATE "C"' ELSE 'bigint' END)
        || CASE WHEN of->>'without' IS NULL THEN '' ELSE format(' NOT NULL DEFAULT %L', of->>'without') END;
      INSERT INTO hub.new_column ("table", "column", filled) VALUES (name, of->>'name', true);
    END LOOP;
  END LOOP;
  UPDATE hub.head SET rows_version = greatest(rows_version, least(add_columns.version, 100000));
END $$;

-- Where steps stand in the order: {opId: place}, of those that are there. For a workstation that looks what a restored hub lacks.
CREATE FUNCTION hub.places(op_ids jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
BEGIN
  RETURN (SELECT coalesce(jsonb_object_agg(op_id, seq), '{}') FROM hub.op
           WHERE op_id IN (SELECT jsonb_array_elements_text(op_ids)));
END $$;

-- Begins another life of a hub that was restored from a backup: what it lacks is to come again from the workstations. Numbers of workstations that
-- joined after the backup are not given again: their rows have ids of their range. The first part of an epoch stays: by it a workstation knows that it is
-- still the same hub. `before` is the epoch of the backup, `mine_before` the one that was lost with what came after it. It takes a workstation that
-- says that it knows what is not here (another life, a place, the step there, a number of its own), and an administrator (`operator`), whose step
-- (`step`) comes into the order after what is lost. Both can be made up by whoever has the login: so one login begins few lives in a day.
CREATE FUNCTION hub.begin_life(before text, mine_before text, greatest_number integer, own bigint DEFAULT 0, cursor_op text DEFAULT '',
  operator bigint DEFAULT NULL, step text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
  head hub.head;
BEGIN
  mine := hub.lock_order_as_workstation();
  SELECT * INTO head FROM hub.head;
  -- Another one was first.
  IF head.epoch <> before THEN RETURN head.epoch; END IF;
  IF (hub.is_administrator(operator) AND length(step) BETWEEN 1 AND 100) IS NOT TRUE THEN
    RAISE EXCEPTION 'no administrator' USING ERRCODE = 'HB005';
  END IF;
  IF (split_part(mine_before, '/', 1) = split_part(before, '/', 1) AND length(mine_before) <= 200) IS NOT TRUE
    OR (mine_before = before OR EXISTS (SELECT 1 FROM hub.life WHERE epoch = mine_before)) AND own <= mine.n AND mine.cursor <= head.seq
      AND (cursor_op = '' OR EXISTS (SELECT 1 FROM hub.op WHERE seq = mine.cursor AND op_id = cursor_op)) THEN
    RAISE EXCEPTION 'the hub lacks nothing' USING ERRCODE = 'HB011';
  END IF;
  -- Each leaves one line or two.
  PERFORM hub.count_today(mine, 'lives', 1, 10);
  -- Nobody knows all numbers that were given after the backup: a thousand more are left out.
  PERFORM setval(pg_get_serial_sequence('hub.workstation', 'number'), greatest(most, least(greatest_number, most + 1000)) + 1000)
    FROM (SELECT greatest(max(number), (SELECT last_value FROM hub.workstation_number_seq)) AS most FROM hub.workstation) AS given;
  UPDATE hub.head SET epoch = split_part(before, '/', 1) || '/' || gen_random_uuid();
  INSERT INTO hub.life (epoch, step, login)
  SELECT lost, begin_life.step, mine.login FROM unnest(ARRAY[before, mine_before]) AS lost ON CONFLICT DO NOTHING;
  RETURN (SELECT epoch FROM hub.head);
END $$;

-- Gives a workstation that was copied or restored another number: what it makes from now on is told apart from what it made before. Numbers have an
-- end: a login gets so many in a day.
CREATE FUNCTION hub.begin_anew() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
  anew integer;
BEGIN
  mine := hub.lock_order_as_workstation();
  PERFORM hub.count_today(mine, 'numbers', 1, 50);
  PERFORM hub.pass_numbers();
  UPDATE hub.workstation SET ended_at = now() WHERE number = mine.number;
  INSERT INTO hub.workstation (login, name, version, schema_version, cursor, reached, invited_by, counts_for, file_op, joined_at)
  VALUES (mine.login, mine.name, mine.version, mine.schema_version, mine.cursor, mine.reached, mine.invited_by, mine.counts_for, mine.file_op,
    mine.joined_at) RETURNING number INTO anew;
  UPDATE hub.lease SET workstation = anew WHERE workstation = mine.number;
  RETURN anew;
END $$;

-- Takes a lease, or keeps it: one workstation at a time has it, and another one when that has not been heard of for so long. Who has had it for an hour
-- gives it up to another one that asks: it may do nothing with it. `place`: up to where the workstation has taken in the order; one that stays
-- connected for weeks greets once.
CREATE FUNCTION hub.take_lease(lease text, seconds integer, place bigint DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
  is_mine boolean;
BEGIN
  IF (lease IN ('letters', 'care') AND seconds BETWEEN 1 AND 90) IS NOT TRUE THEN
    RAISE EXCEPTION 'bad lease' USING ERRCODE = 'HB006';
  END IF;
  -- Each workstation looks now and then whether somebody holds up the others.
  PERFORM hub.end_hoarders();
  PERFORM hub.end_holders();
  -- It is asked after everything was shared, and often: so it says too that the workstation is there, once a minute.
  UPDATE hub.workstation SET seen_at = now(), waiting = 0, cursor = coalesce(hub.place_of(place), cursor), reached = hub.reached_by(mine, place)
   WHERE number = mine.number AND (waiting <> 0 OR seen_at < now() - interval '1 minute' OR cursor <> place);
  INSERT INTO hub.lease AS held (name, workstation, until)
  VALUES (take_lease.lease, mine.number, now() + make_interval(secs => seconds))
  ON CONFLICT (name) DO UPDATE SET workstation = EXCLUDED.workstation, until = EXCLUDED.until,
      before = CASE WHEN held.workstation = EXCLUDED.workstation THEN held.before ELSE held.workstation END,
      since = CASE WHEN held.workstation = EXCLUDED.workstation THEN held.since ELSE now() END
   WHERE CASE WHEN held.workstation = EXCLUDED.workstation
     THEN held.since > now() - interval '1 hour' OR (held.asked_at > now() - interval '3 minutes') IS NOT TRUE
     ELSE held.until < now() END;
  is_mine := FOUND;
  UPDATE hub.lease AS held SET asked_at = now()
   WHERE held.name = take_lease.lease AND held.workstation <> mine.number AND (held.asked_at > now() - interval '1 minute') IS NOT TRUE;
  RETURN (SELECT jsonb_build_object('mine', is_mine, 'holder', workstation.name)
            FROM hub.lease AS held JOIN hub.workstation ON number = held.workstation WHERE held.name = take_lease.lease);
END $$;

-- The workstations, for the page that shows them.
CREATE FUNCTION hub.list_workstations() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
BEGIN
  RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('number', number, 'name', name, 'version', version, 'waiting', waiting,
      'seenAt', to_char(seen_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'mine', number = mine.number,
      'sendsLetters', EXISTS (SELECT 1 FROM hub.lease WHERE lease.name = 'letters' AND lease.workstation = number AND until > now())
    ) ORDER BY name, number), '[]') FROM hub.workstation WHERE ended_at IS NULL);
END $$;

-- Rows of one table after an id, for a workstation that joins. In one transaction (REPEATABLE READ) they are of one moment.
-- As text from the beginning: nothing is looked up in it here. So much goes at once, and always one.
CREATE FUNCTION hub.rows_after(shared text, after bigint, most integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
  size text;
  found json;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM hub.shared_table WHERE name = shared) THEN
    RAISE EXCEPTION 'no shared table: %', shared USING ERRCODE = 'HB003';
  END IF;
  -- How long the text is that the server may keep compressed.
  SELECT concat_ws(' + ', count(*) * 20, string_agg(format('coalesce(octet_length(%I), 0)', attname), ' + ') FILTER (WHERE atttypid = 'text'::regtype))
    INTO size FROM pg_attribute WHERE attrelid = format('hub_rows.%I', shared)::regclass AND attnum > 0 AND NOT attisdropped;
  EXECUTE format('SELECT coalesce(json_agg(row_to_json(_row) ORDER BY id), ''[]'') FROM hub_rows.%1$I AS _row
      WHERE id > $1 AND id <= (
        SELECT max(id) FROM (SELECT id, sum(bytes) OVER (ORDER BY id) - bytes AS before
          FROM (SELECT id, %2$s AS bytes FROM hub_rows.%1$I WHERE id > $1 ORDER BY id LIMIT $2) AS each) AS next
         WHERE before < 4194304)', shared, size)
    INTO found USING after, least(most, 5000);
  RETURN found;
END $$;

-- The steps of staff up to a place in the order, for a workstation that joins, and what changed their lines in the log. The rows that they changed are left out.
-- As text from the beginning, so much at once, and always one.
CREATE FUNCTION hub.steps_after(after bigint, upto bigint, most integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = hub, pg_temp SET jit = off AS $$
DECLARE
  mine hub.workstation := hub.me();
BEGIN
  RETURN (SELECT coalesce(json_agg(json_build_object('seq', seq, 'opId', op_id, 'kind', kind, 'operatorId', operator_id, 'deskId', desk_id,
      'at', at, 'requestId', request_id, 'input', coalesce(rewritten->>'input', body->>'input'),
      'answer', coalesce(rewritten->>'answer', body->>'answer'), 'undoneBy', body->>'undoneBy',
      'events', body->'events', 'amends', body->'amends') ORDER BY seq), '[]')
    FROM (SELECT *, sum(bytes) OVER (ORDER BY seq) - bytes AS before
            FROM (SELECT * FROM hub.op WHERE seq > after AND seq <= upto AND outcome = 'accepted'
                     AND (kind IS NOT NULL OR body->'amends' <> '[]')
                   ORDER BY seq LIMIT least(most, 5000)) AS next) AS op
   WHERE before < 4194304);
END $$;

-- What is of each login here, whoever made it. The owner may see and end its sessions, and take away what it made for itself. A session may raise
-- its own time-outs: they are there for programs that hang; for those that mean harm there is `hub.end_holders`.
CREATE FUNCTION hub.bind_login(login text) RETURNS void
LANGUAGE plpgsql SET search_path = hub, pg_temp AS $$
DECLARE
  setting text;
BEGIN
  EXECUTE format('GRANT %I TO borrow_desk_owner', login);
  FOREACH setting IN ARRAY ARRAY['lock_timeout = ''10s''', 'statement_timeout = ''2min''', 'idle_in_transaction_session_timeout = ''10min''',
      -- A computer that was put to sleep, or has lost its network, leaves its connection.
      'tcp_keepalives_idle = 60', 'tcp_keepalives_interval = 10', 'tcp_keepalives_count = 3'] LOOP
    EXECUTE format('ALTER ROLE %I SET %s', login, setting);
  END LOOP;
END $$;

-- Takes a login from the server. Returns whether it is gone: where somebody gave it more than it needs it stays, locked.
CREATE FUNCTION hub.drop_login(login text) RETURNS boolean
LANGUAGE plpgsql SET search_path = hub, pg_temp SET lock_timeout = '200ms' AS $$
BEGIN
  -- It may be changing itself in this moment.
  FOR try IN 1..25 LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = login) THEN RETURN true; END IF;
    BEGIN
      PERFORM hub.end_sessions(login);
      EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', login);
      EXIT;
    EXCEPTION WHEN lock_not_available OR internal_error OR insufficient_privilege THEN NULL;
    END;
  END LOOP;
  -- Without its login a session could not be ended. Who removes itself goes with the next one, and so does who came in before this holds.
  FOR try IN 1..20 LOOP
    PERFORM hub.end_sessions(login);
    EXIT WHEN NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE usename = login AND pid <> pg_backend_pid());
    PERFORM pg_sleep(0.05);
  END LOOP;
  IF EXISTS (SELECT 1 FROM pg_stat_activity WHERE usename = login) THEN RETURN false; END IF;
  BEGIN
    EXECUTE format('DROP OWNED BY %I', login);
    EXECUTE format('DROP ROLE %I', login);
  EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege OR object_in_use OR lock_not_available OR internal_error THEN
    RETURN false;
  END;
  RETURN true;
END $$;

-- Makes a login that can do nothing but join, with a password that a joining file carries, until its time is over. So many at a time by each
-- workstation. Those whose time is over go.
CREATE FUNCTION hub.invite(password text, hours integer) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
  login text := 'borrow_desk_' || replace(gen_random_uuid()::text, '-', '');
  ends CONSTANT timestamptz := now() + make_interval(hours => hours);
  open integer;
BEGIN
  IF (length(password) BETWEEN 32 AND 200 AND hours BETWEEN 1 AND 720) IS NOT TRUE THEN
    RAISE EXCEPTION 'bad password or time' USING ERRCODE = 'HB006';
  END IF;
  mine := hub.lock_order_as_workstation();
  PERFORM hub.drop_invitations();
  SELECT count(*) INTO open FROM hub.invitation WHERE made_by = session_user;
  -- Many at once only as long as others can invite too: a stolen login must not take all connections that there are.
  IF open >= 100 OR (open >= 20 AND hub.connections_each() < 3) THEN
    RAISE EXCEPTION 'too many invitations' USING ERRCODE = 'HB012';
  END IF;
  EXECUTE format('CREATE ROLE %I LOGIN PASSWORD %L VALID UNTIL %L IN ROLE borrow_desk_joining', login, password, ends);
  PERFORM hub.bind_login(login);
  INSERT INTO hub.invitation (login, until, made_by) VALUES (login, ends, session_user);
  IF hub.connections_each() < 2 THEN RAISE EXCEPTION 'the server has too few connections' USING ERRCODE = 'HB015'; END IF;
  PERFORM hub.share_connections();
  RETURN login;
END $$;

-- Takes away invitations whose time is over, or those of one login, with their own logins. Where this database was copied on its server, somebody may
-- have joined the other hub with one of them since: that is a login of a workstation, and stays.
CREATE FUNCTION hub.drop_invitations(whose text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SET search_path = hub, pg_temp AS $$
DECLARE
  over text;
BEGIN
  FOR over IN DELETE FROM hub.invitation WHERE until < now() OR made_by = whose RETURNING login LOOP
    PERFORM hub.drop_login(over) FROM pg_roles WHERE rolname = over AND NOT pg_has_role(over, 'borrow_desk_workstation', 'MEMBER');
  END LOOP;
END $$;

-- The invitations that nobody has used yet, with the name of the workstation that wrote each, and the logins of removed workstations that are there still.
CREATE FUNCTION hub.list_invitations() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
BEGIN
  RETURN jsonb_build_object('leftLogins', to_jsonb(hub.left_logins()), 'invitations', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('login', login, 'by', coalesce((
        SELECT name FROM hub.workstation WHERE workstation.login = made_by ORDER BY number DESC LIMIT 1), ''),
      'madeAt', to_char(made_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'until', to_char(until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY made_at, login), '[]')
    FROM hub.invitation WHERE until > now()));
END $$;

-- Takes back an invitation: its joining file lets nobody in from then on. Few of other workstations in a day.
CREATE FUNCTION hub.withdraw_invitation(which text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
BEGIN
  mine := hub.lock_order_as_workstation();
  IF EXISTS (SELECT 1 FROM hub.invitation WHERE login = which AND made_by IS DISTINCT FROM session_user) THEN
    PERFORM hub.count_today(mine, 'invitations of others', 1, 5);
  END IF;
  DELETE FROM hub.invitation WHERE login = which;
  IF FOUND THEN PERFORM hub.drop_login(which); END IF;
END $$;

-- The logins of removed workstations that the server still has, locked.
CREATE FUNCTION hub.left_logins() RETURNS text[]
LANGUAGE sql STABLE SET search_path = hub, pg_temp AS $$
  SELECT ARRAY(
    SELECT DISTINCT login FROM hub.workstation AS ended JOIN pg_roles ON rolname = login
     WHERE login LIKE 'borrow\_desk\_%' AND NOT EXISTS (
       SELECT 1 FROM hub.workstation WHERE workstation.login = ended.login AND ended_at IS NULL) ORDER BY login) $$;

-- Drops them, where nobody gave them more than they need.
CREATE FUNCTION hub.drop_logins() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
  gone text;
BEGIN
  mine := hub.lock_order_as_workstation();
  PERFORM hub.drop_invitations();
  FOREACH gone IN ARRAY hub.left_logins() LOOP
    PERFORM hub.drop_login(gone);
  END LOOP;
  PERFORM hub.share_connections();
  DELETE FROM hub.day_count WHERE day < current_date - 1;
END $$;

-- What makes a hub from a library: called by whoever made these tables, and by nobody else.

-- Adds rows of a table, as the workstation has them.
CREATE FUNCTION hub.load_rows(shared text, loaded jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = hub, pg_temp AS $$
DECLARE
  columns text;
BEGIN
  SELECT string_agg(quote_ident(attname), ', ') INTO columns FROM pg_attribute
   WHERE attrelid = format('hub_rows.%I', shared)::regclass AND attnum > 0 AND NOT attisdropped AND loaded->0 ? attname;
  EXECUTE format('INSERT INTO hub_rows.%1$I (%2$s) SELECT %2$s FROM jsonb_populate_recordset(NULL::hub_rows.%1$I, $1)', shared, columns)
    USING loaded;
END $$;

-- Says which roles may take which kind of step: from the program's own list.
CREATE FUNCTION hub.load_roles(loaded jsonb) RETURNS void
LANGUAGE sql SET search_path = hub, pg_temp AS $$
  DELETE FROM hub.kind_role WHERE kind IN (SELECT jsonb_object_keys(loaded));
  INSERT INTO hub.kind_role (kind, role)
  SELECT kind, role FROM jsonb_each(loaded) AS one (kind, roles), jsonb_array_elements_text(roles) AS role $$;

-- Says which ways a request, its turns and its volumes may go, and which steps may go back: from the program's own lists.
CREATE FUNCTION hub.load_edges(loaded jsonb, back jsonb) RETURNS void
LANGUAGE sql SET search_path = hub, pg_temp AS $$
  DELETE FROM hub.edge;
  DELETE FROM hub.goes_back;
  INSERT INTO hub.edge ("table", "column", "from", "to")
  SELECT "table", "column", "from", "to" FROM jsonb_to_recordset(loaded) AS one ("table" text, "column" text, "from" text, "to" text);
  INSERT INTO hub.goes_back (kind) SELECT kind FROM jsonb_array_elements_text(back) AS kind $$;

-- Says in which statuses a request is over: from the program's own list.
CREATE FUNCTION hub.load_over(loaded jsonb) RETURNS void
LANGUAGE sql SET search_path = hub, pg_temp AS $$
  DELETE FROM hub.over;
  INSERT INTO hub.over (status) SELECT status FROM jsonb_array_elements_text(loaded) AS status $$;

-- Says which kinds of steps there are, who may take them and what they write, and which words columns may have: from the program's own lists. Kinds and
-- words of earlier programs stay.
CREATE FUNCTION hub.load_kinds(kinds jsonb, words jsonb) RETURNS void
LANGUAGE sql SET search_path = hub, pg_temp AS $$
  INSERT INTO hub.kind (kind, who, in_hand, of_partners)
  SELECT kind, who, "inHand", "ofPartners" FROM jsonb_to_recordset(kinds) AS one (kind text, who text, "inHand" boolean, "ofPartners" boolean)
  ON CONFLICT (kind) DO UPDATE SET who = EXCLUDED.who, in_hand = EXCLUDED.in_hand, of_partners = EXCLUDED.of_partners;
  DELETE FROM hub.kind_write WHERE kind IN (SELECT value->>'kind' FROM jsonb_array_elements(kinds));
  INSERT INTO hub.kind_write (kind, "table", adds, removes, columns)
  SELECT one.kind, two."table", two.adds, two.removes, two.columns
    FROM jsonb_to_recordset(kinds) AS one (kind text, writes jsonb),
         jsonb_to_recordset(one.writes) AS two ("table" text, adds boolean, removes boolean, columns text[]);
  INSERT INTO hub.closed_word ("table", "column", word)
  SELECT "table", "column", word FROM jsonb_to_recordset(words) AS one ("table" text, "column" text, word text) ON CONFLICT DO NOTHING $$;

-- Says which version this is now, and how old the schema of a workstation may be that reads the rows rightly. Raises HB008 where a newer program was
-- first: then nothing of this one is kept.
CREATE FUNCTION hub.load_version(made integer, oldest integer) RETURNS void
LANGUAGE plpgsql SET search_path = hub, pg_temp AS $$
BEGIN
  UPDATE hub.head SET version = made, oldest_version = greatest(oldest_version, oldest) WHERE version <= made;
  IF NOT FOUND THEN RAISE EXCEPTION 'the hub is newer' USING ERRCODE = 'HB008'; END IF;
END $$;

-- Steps from before the hub stand before the first place in its order, in theirs.
CREATE FUNCTION hub.load_steps(loaded jsonb) RETURNS void
LANGUAGE sql SET search_path = hub, pg_temp AS $$
  INSERT INTO hub.op (seq, op_id, workstation, kind, operator_id, desk_id, at, request_id, outcome, body)
  SELECT seq - 4503599627370496, "opId", (SELECT min(number) FROM hub.workstation), kind, "operatorId", "deskId", at, "requestId",
         'accepted', body
    FROM jsonb_to_recordset(loaded) AS one (seq bigint, "opId" text, kind text, "operatorId" bigint, "deskId" bigint, at text,
         "requestId" bigint, body jsonb) $$;

-- Adds the workstation that makes the hub, when its rows are there. Returns its number.
CREATE FUNCTION hub.add_workstation(login text, password text, name text) RETURNS integer
LANGUAGE plpgsql SET search_path = hub, pg_temp AS $$
DECLARE
  anew integer;
BEGIN
  PERFORM hub.pass_numbers();
  INSERT INTO hub.workstation (login, name) VALUES (add_workstation.login, add_workstation.name) RETURNING number INTO anew;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = login) THEN
    EXECUTE format('CREATE ROLE %I LOGIN PASSWORD %L IN ROLE borrow_desk_workstation', login, password);
    PERFORM hub.bind_login(login);
    PERFORM hub.share_connections();
  END IF;
  RETURN anew;
END $$;

-- Which life of the hub this is.
CREATE FUNCTION hub.epoch() RETURNS text
LANGUAGE sql STABLE SET search_path = hub, pg_temp AS $$ SELECT epoch FROM hub.head $$;

-- Joins: the login of the joining file becomes the workstation's own, under a password that nobody else has seen. That of the file is
-- worth nothing from then on.
CREATE FUNCTION hub.enroll(workstation_name text, password text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  invitation hub.invitation;
  anew integer;
BEGIN
  IF (length(password) BETWEEN 32 AND 200 AND length(workstation_name) BETWEEN 1 AND 100) IS NOT TRUE THEN
    RAISE EXCEPTION 'bad name or password' USING ERRCODE = 'HB006';
  END IF;
  -- Who is not invited does not wait for the lock either.
  IF NOT EXISTS (SELECT 1 FROM hub.invitation WHERE login = session_user AND until > now()) THEN
    RAISE EXCEPTION 'not invited to this hub' USING ERRCODE = '28000';
  END IF;
  IF current_setting('max_prepared_transactions') <> '0' THEN PERFORM pg_notify('hub_order_lock', ''); END IF;
  PERFORM hub.lock_order();
  DELETE FROM hub.invitation WHERE login = session_user RETURNING * INTO invitation;
  IF NOT FOUND THEN RAISE EXCEPTION 'not invited to this hub' USING ERRCODE = '28000'; END IF;
  -- Numbers have an end.
  IF (SELECT count(*) FROM hub.workstation WHERE ended_at IS NULL) >= 300
    OR (SELECT count(*) FROM hub.workstation WHERE joined_at > now() - interval '1 day') >= 1000 THEN
    RAISE EXCEPTION 'too many workstations' USING ERRCODE = 'HB012';
  END IF;
  PERFORM hub.pass_numbers();
  -- The library that it is about to take in is of now, or later.
  INSERT INTO hub.workstation (login, name, invited_by, counts_for, reached)
  VALUES (session_user, workstation_name, invitation.made_by,
    (SELECT hub.counts_for(inviting) FROM hub.workstation AS inviting WHERE login = invitation.made_by ORDER BY number DESC LIMIT 1),
    (SELECT seq FROM hub.head)) RETURNING number INTO anew;
  EXECUTE format('ALTER ROLE %I PASSWORD %L VALID UNTIL ''infinity''', session_user, password);
  EXECUTE format('GRANT borrow_desk_workstation TO %I', session_user);
  EXECUTE format('REVOKE borrow_desk_joining FROM %I', session_user);
  PERFORM hub.share_connections();
  RETURN anew;
END $$;

-- Removes a workstation under whatever number it goes by now, with the invitations that it wrote: its sessions end, and its login. Itself it may always
-- remove; another one by the step of an administrator that it took there, within an hour, one a step. One always stays, and in a day more than half do.
CREATE FUNCTION hub.remove_workstation(which integer, step text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
  gone text := (SELECT login FROM hub.workstation WHERE number = which);
  there integer;
  removed integer;
BEGIN
  IF gone IS NULL THEN RETURN; END IF;
  IF gone <> session_user THEN
    IF NOT EXISTS (
      SELECT 1 FROM hub.op WHERE op_id = step AND workstation = mine.number AND kind = 'remove-workstation' AND outcome = 'accepted'
         AND hub_at > now() - interval '1 hour' AND hub.is_administrator(operator_id)
         AND (body->>'input')::jsonb #>> '{asked,number}' = which::text) THEN
      RAISE EXCEPTION 'no step of an administrator' USING ERRCODE = 'HB005';
    END IF;
    -- It may hold what this needs.
    PERFORM hub.end_sessions(gone);
  END IF;
  mine := hub.lock_order_as_workstation();
  -- It has gone already, and its login may be there still.
  IF NOT EXISTS (SELECT 1 FROM hub.workstation WHERE login = gone AND ended_at IS NULL) THEN RETURN; END IF;
  SELECT count(*) FILTER (WHERE ended_at IS NULL), count(*) FILTER (WHERE removed_by IS NOT NULL AND ended_at > now() - interval '1 day')
    INTO there, removed FROM hub.workstation;
  IF there = 1 OR gone <> session_user AND removed > 0 AND removed + 1 > (there + removed) / 2 THEN
    RAISE EXCEPTION 'too many are removed' USING ERRCODE = 'HB013';
  END IF;
  UPDATE hub.workstation SET ended_at = now(), removed_by = CASE WHEN gone <> session_user THEN step END WHERE login = gone AND ended_at IS NULL;
  DELETE FROM hub.lease WHERE workstation IN (SELECT number FROM hub.workstation WHERE login = gone);
  PERFORM hub.drop_invitations(gone);
  PERFORM hub.drop_login(gone);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA hub FROM PUBLIC;
GRANT USAGE ON SCHEMA hub TO borrow_desk_workstation, borrow_desk_joining;
GRANT EXECUTE ON FUNCTION hub.push, hub.pull, hub.hello, hub.places, hub.begin_life, hub.known_columns, hub.lacks, hub.add_columns, hub.begin_anew, hub.forget_patrons, hub.empty_steps, hub.take_lease, hub.list_workstations, hub.rows_after,
  hub.steps_after, hub.invite, hub.list_invitations, hub.withdraw_invitation, hub.remove_workstation, hub.drop_logins TO borrow_desk_workstation;
GRANT EXECUTE ON FUNCTION hub.enroll TO borrow_desk_joining;
DO $$
DECLARE
  called regprocedure;
BEGIN
  -- None that changes something waits without end for a lock that a session holds open.
  FOR called IN
    SELECT oid FROM pg_proc WHERE pronamespace = 'hub'::regnamespace AND prosecdef AND provolatile = 'v' AND proconfig::text NOT LIKE '%lock_timeout%' LOOP
    EXECUTE format('ALTER FUNCTION %s SET lock_timeout = ''5s''', called);
  END LOOP;
  PERFORM hub.share_connections();
END $$;
-- The function that changes rows is written by another one, where there are tables already.
UPDATE hub.head SET rows_version = rows_version WHERE EXISTS (SELECT 1 FROM hub.shared_table);
