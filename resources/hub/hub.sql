-- The hub: one order of all steps that the workstations of a library take, in the library's own PostgreSQL (13 or newer).
-- A workstation checks a step by its own rules and offers it here; `hub.push` gives it its place in the order, or says `stale`: then
-- something that it read has changed, and the workstation takes that in and checks again. No rule of lending stands here, but
-- what may never be, whoever checked it: constraints and roles.
--
-- Run by somebody who may make roles: in an empty database, and again in a hub of an earlier version to bring it up to date. Tables and columns
-- are made where they are not there; functions, all of them, are made anew. All of it belongs to `borrow_desk_owner`, with which nobody can
-- log in; a workstation may call a handful of functions, and read or write no table.

DO $$
DECLARE
  role text;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'borrow_desk_owner') THEN
    CREATE ROLE borrow_desk_owner NOLOGIN CREATEROLE;
  END IF;
  EXECUTE format('GRANT borrow_desk_owner TO %I', current_user);
  -- To end the connections of a workstation that is removed. Without it they end with their next question.
  BEGIN
    GRANT pg_signal_backend TO borrow_desk_owner;
  EXCEPTION WHEN insufficient_privilege THEN NULL;
  END;
  EXECUTE format('GRANT CREATE ON DATABASE %I TO borrow_desk_owner', current_database());
  SET ROLE borrow_desk_owner;
  FOREACH role IN ARRAY ARRAY['borrow_desk_workstation', 'borrow_desk_joining', 'borrow_desk_reports', 'borrow_desk_monitoring'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role) THEN EXECUTE format('CREATE ROLE %I NOLOGIN', role); END IF;
  END LOOP;
END $$;

CREATE SCHEMA IF NOT EXISTS hub;
-- The rows themselves, a table each, as on the workstations. Made from their schema (see electron/main/db/hub-schema.ts).
CREATE SCHEMA IF NOT EXISTS hub_rows;
-- Nobody pushes meanwhile.
SELECT pg_advisory_xact_lock(7206871);

CREATE TABLE IF NOT EXISTS hub.head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  -- The place of the last step in the order.
  seq bigint NOT NULL DEFAULT 0,
  -- Another one for each life of the hub: set anew when it is restored from a backup.
  epoch text NOT NULL DEFAULT gen_random_uuid()::text,
  -- The schema of the rows, as the workstations count it.
  rows_version integer NOT NULL DEFAULT 0,
  -- Workstations whose schema is older than this read the rows wrongly: they work alone until they are updated.
  oldest_version integer NOT NULL DEFAULT 0
);
INSERT INTO hub.head DEFAULT VALUES ON CONFLICT DO NOTHING;
-- The version of what is made here; of one that was made before versions were counted: 0.
ALTER TABLE hub.head ADD COLUMN IF NOT EXISTS version integer NOT NULL DEFAULT 0;

-- The lives before this one: of each somebody said that what the backup lacked is to be offered again.
CREATE TABLE IF NOT EXISTS hub.life (epoch text PRIMARY KEY, ended_at timestamptz NOT NULL DEFAULT now());

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
  ended_at timestamptz
);
CREATE UNIQUE INDEX IF NOT EXISTS workstation_login ON hub.workstation (login) WHERE ended_at IS NULL;

-- Logins that may join this hub, each once. Logins are of the server and not of one database: another hub there may have invited others.
CREATE TABLE IF NOT EXISTS hub.invitation (login text PRIMARY KEY, until timestamptz NOT NULL);

-- One line a step, in the order that holds for all; never changed.
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
  hub_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (workstation, n)
);

-- What named patrons who were forgotten is out of it.
ALTER TABLE hub.op ADD COLUMN IF NOT EXISTS emptied boolean NOT NULL DEFAULT false;

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

-- The ways that a step of staff may lead a request, by the column: from the machine of the request. Those that may go back are not held to it.
CREATE TABLE IF NOT EXISTS hub.edge (part text, "from" text, "to" text, PRIMARY KEY (part, "from", "to"));
CREATE TABLE IF NOT EXISTS hub.goes_back (kind text PRIMARY KEY);

CREATE TABLE IF NOT EXISTS hub.lease (
  name text PRIMARY KEY,
  workstation integer NOT NULL REFERENCES hub.workstation,
  until timestamptz NOT NULL
);

-- How far the order was looked through for what names patrons who were forgotten.
CREATE TABLE IF NOT EXISTS hub.forgetting (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  -- Up to this place it was, on the way to the next one.
  place bigint NOT NULL DEFAULT -9007199254740991,
  until bigint NOT NULL DEFAULT -9007199254740991
);
INSERT INTO hub.forgetting DEFAULT VALUES ON CONFLICT DO NOTHING;
-- Up to this place the steps are old: their rows are gone, and whoever has not taken them in joins anew.
ALTER TABLE hub.forgetting ADD COLUMN IF NOT EXISTS emptied bigint NOT NULL DEFAULT -9007199254740991;

-- The statuses in which nothing is awaited of a request: from the program's own list.
CREATE TABLE IF NOT EXISTS hub.over (status text PRIMARY KEY);

-- Each day some thousand steps come and as many are emptied: by the share of a table of five years they would be swept once a year.
ALTER TABLE hub.op SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_insert_scale_factor = 0,
  autovacuum_vacuum_insert_threshold = 50000, toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 20000);

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
  RETURN mine;
END $$;

-- Makes the number that a workstation gets next greater than every one by which rows have their ids: those of a library that was shared before keep
-- theirs. Takes the lock of `hub.push`, so that no row comes meanwhile.
CREATE FUNCTION hub.pass_numbers() RETURNS void
LANGUAGE plpgsql SET search_path = hub, pg_temp AS $$
DECLARE
  -- What is greater is an id of no workstation.
  most CONSTANT bigint := 1000000;
  shared text;
  found bigint;
  passed bigint := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(7206871);
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
BEGIN
  SELECT string_agg(format($table$
    WHEN %1$L THEN
      IF it.after IS NULL THEN
        DELETE FROM hub_rows.%1$I WHERE id = it.id;
      ELSIF it.before IS NULL THEN
        INSERT INTO hub_rows.%1$I SELECT _new.* FROM jsonb_populate_record(ROW(%2$s)::hub_rows.%1$I, it.after) AS _new;
      ELSE
        UPDATE hub_rows.%1$I AS _row SET (%3$s) = (SELECT %3$s FROM jsonb_populate_record(_row, it.after))
         WHERE id = it.id AND _row = jsonb_populate_record(_row, it.before);
      END IF;$table$, shared_table.name, defaults, columns), '' ORDER BY position DESC) INTO tables
    FROM hub.shared_table, LATERAL (
      SELECT string_agg(coalesce(pg_get_expr(adbin, adrelid), 'NULL'), ', ' ORDER BY attnum) AS defaults,
             string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns
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
  REVOKE ALL ON FUNCTION hub.change_row FROM PUBLIC;
  RETURN NULL;
END $make$;
CREATE TRIGGER know_tables AFTER UPDATE OF rows_version ON hub.head FOR EACH ROW EXECUTE FUNCTION hub.know_tables();

-- Raises HB005 where nobody gave the operator of a step one of its roles, and HB007 where it leads a request where no step can lead it. Files, and what
-- the program writes by itself, are not held to the second: they say what is so elsewhere.
CREATE FUNCTION hub.check_step(step jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = hub, pg_temp AS $$
DECLARE
  wrong text;
BEGIN
  IF EXISTS (SELECT 1 FROM hub.kind_role WHERE kind = step->>'kind') AND NOT EXISTS (
    -- Each with its table: a newer program may add columns with whatever names.
    SELECT 1 FROM hub.kind_role JOIN hub_rows.operator_role AS _row ON _row.role = kind_role.role
     WHERE kind_role.kind = check_step.step->>'kind' AND _row.operator_id = (check_step.step->>'operatorId')::bigint) THEN
    RAISE EXCEPTION 'no role for %', step->>'kind' USING ERRCODE = 'HB005';
  END IF;
  IF EXISTS (SELECT 1 FROM hub.kind_role WHERE kind = step->>'kind')
    AND NOT EXISTS (SELECT 1 FROM hub.goes_back WHERE kind = step->>'kind') THEN
    SELECT one.key || ' from ' || coalesce(change->'b'->>one.key, '') || ' to ' || coalesce(one.value, '') INTO wrong
      FROM jsonb_array_elements(step->'changes') AS change, jsonb_each_text(nullif(change->'a', 'null')) AS one
     WHERE change->>'t' = 'request' AND nullif(change->'b', 'null') IS NOT NULL
       AND one.key IN (SELECT part FROM hub.edge)
       AND coalesce(change->'b'->>one.key, '') <> coalesce(one.value, '')
       AND NOT EXISTS (
         SELECT 1 FROM hub.edge WHERE part = one.key AND "to" = coalesce(one.value, '')
            AND ("from" = coalesce(change->'b'->>one.key, '')
              OR "from" = 'outside' AND NOT EXISTS (
                SELECT 1 FROM hub.edge AS known WHERE known.part = one.key AND known."from" = change->'b'->>one.key)))
     LIMIT 1;
    IF FOUND THEN RAISE EXCEPTION 'no way for %: %', step->>'kind', wrong USING ERRCODE = 'HB007'; END IF;
  END IF;
END $$;

-- What of a step is not as all others read it; null where nothing is. They take in what stands in the order as it is, so that one step that they cannot
-- read would stop them all. In lists each kind of thing is asked first: a list in a list would else be looked into.
CREATE FUNCTION hub.misshapen(step jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = hub, pg_temp AS $$
BEGIN
  RETURN CASE
    WHEN jsonb_typeof(step) <> 'object' THEN 'step'
    WHEN step - '{opId,n,workstation,kind,operatorId,deskId,at,requestId,outcome}'::text[]
        - '{timeZone,input,answer,reads,writes,events,changes,amends}'::text[] <> '{}'
      OR (step @@ '$.opId.type() == "string" && $.at.type() == "string" && $.outcome.type() == "string" && $.timeZone.type() == "string"
        && $.input.type() == "string" && $.answer.type() == "string" && $.n.type() == "number" && $.workstation.type() == "number"
        && ($.kind.type() == "string" || $.kind.type() == "null") && ($.operatorId.type() == "number" || $.operatorId.type() == "null")
        && ($.deskId.type() == "number" || $.deskId.type() == "null") && ($.requestId.type() == "number" || $.requestId.type() == "null")
        && $.reads.type() == "array" && $.writes.type() == "array" && $.events.type() == "array" && $.changes.type() == "array"
        && $.amends.type() == "array"') IS NOT TRUE THEN 'step'
    WHEN step @? '$.reads[*].type() ? (@ != "string")' OR step @? '$.writes[*].type() ? (@ != "string")' THEN 'keys'
    WHEN step @? '$.events[*].type() ? (@ != "object")' OR step @? '$.events[*] ? (!(@.requestId.type() == "number"
        && @.requestId < 9007199254740992 && @.requestId > -9007199254740992 && @.at.type() == "string" && @.kind.type() == "string" && @.statusBefore.type() == "string" && @.statusAfter.type() == "string"
        && @.headline.type() == "string"))' THEN 'events'
    WHEN step @? '$.changes[*].type() ? (@ != "object")' OR step @? '$.changes[*] ? (!(@.t.type() == "string" && @.id.type() == "number"
        && @.id < 9007199254740992 && @.id > -9007199254740992 && (@.b.type() == "object" || @.b.type() == "null")
        && (@.a.type() == "object" || @.a.type() == "null"))
        || @.b.type() == "null" && @.a.type() == "object" && !(@.a.id == @.id))' THEN 'changes'
    WHEN step @? 'strict $.changes[*].* ? (@.type() == "object").* ? (!(@.type() == "string" || @.type() == "null"
        || @.type() == "number" && @ < 9007199254740992 && @ > -9007199254740992))' THEN 'rows'
    WHEN step->'amends' <> '[]' AND (step @? '$.amends[*].type() ? (@ != "object")' OR step @? '$.amends[*] ? (!(@.b.type() == "object"
        && (@.a.type() == "object" || @.a.type() == "null") && @.b.op_id.type() == "string" && (@.log == "command_log" || @.log == "change_log"
        && exists(@.b.table_name) && exists(@.b.row_id) && exists(@.b.before) && exists(@.b.after))))'
      OR step @? '$.amends[*].*.*.type() ? (@ != "string" && @ != "number" && @ != "null")'
      OR step @? '$.amends[*].*.* ? (@ >= 9007199254740992 || @ <= -9007199254740992)'
      OR step @? '$.amends[*].a.keyvalue() ? (@.value.type() == "null"
        && @.key != "undone_by" && @.key != "request_id" && @.key != "before" && @.key != "after")')
      THEN 'amends'
  END;
END $$;

-- Raises HB009 where the line of a step in the log, its history, or lines that it changes there, name what is nowhere; what must be JSON in them and is none
-- raises what the server says of that.
CREATE FUNCTION hub.check_lines(step jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = hub, pg_temp AS $$
BEGIN
  IF step->'amends' <> '[]' THEN
    PERFORM (line->'a'->>'input')::json, (line->'a'->>'answer')::json, (line->'a'->>'before')::json, (line->'a'->>'after')::json
       FROM jsonb_array_elements(check_lines.step->'amends') AS line;
    IF EXISTS (
      SELECT 1 FROM jsonb_array_elements(check_lines.step->'amends') AS line, LATERAL (VALUES (line->'a'->>'undone_by'), (line->'a'->>'op_id')) AS names (op_id)
       WHERE names.op_id <> check_lines.step->>'opId' AND NOT EXISTS (
         SELECT 1 FROM hub.op WHERE op.op_id = names.op_id AND op.kind IS NOT NULL AND op.outcome = 'accepted'))
      OR EXISTS (
      SELECT 1 FROM jsonb_array_elements(check_lines.step->'amends') AS line
       WHERE NOT EXISTS (SELECT 1 FROM hub_rows.desk AS _row WHERE _row.id = coalesce((line->'a'->>'desk_id')::bigint, _row.id))
          OR NOT EXISTS (SELECT 1 FROM hub_rows.operator AS _row WHERE _row.id = coalesce((line->'a'->>'operator_id')::bigint, _row.id))) THEN
      RAISE EXCEPTION 'amends what is nowhere' USING ERRCODE = 'HB009';
    END IF;
  END IF;
  IF step->>'kind' IS NULL OR step->>'outcome' <> 'accepted' THEN RETURN; END IF;
  IF (step->>'input')::json IS NULL OR (step->>'answer')::json IS NULL
    OR NOT EXISTS (SELECT 1 FROM hub_rows.operator AS _row WHERE _row.id = (check_lines.step->>'operatorId')::bigint)
    OR NOT EXISTS (SELECT 1 FROM hub_rows.desk AS _row WHERE _row.id = (check_lines.step->>'deskId')::bigint)
    OR EXISTS (
      SELECT 1 FROM (SELECT (check_lines.step->>'requestId')::bigint UNION ALL
                     SELECT (event->>'requestId')::bigint FROM jsonb_array_elements(check_lines.step->'events') AS event) AS named (id)
       WHERE named.id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM hub_rows.request AS _row WHERE _row.id = named.id)) THEN
    RAISE EXCEPTION 'a step of nobody, nowhere or on nothing' USING ERRCODE = 'HB009';
  END IF;
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
  known hub.op;
  verdicts jsonb := '[]';
  verdict text;
  why text;
  wrong text;
  pushed integer := 0;
BEGIN
  -- Taken first: who waits for it holds nothing. It makes the order of places the order of commits.
  PERFORM pg_advisory_xact_lock(7206871);
  SELECT n INTO mine.n FROM hub.workstation WHERE number = mine.number;
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
       WHERE key.seq > base AND key.workstation <> mine.number) THEN
      verdict := 'stale';
    ELSE
      BEGIN
        IF step->>'outcome' = 'accepted' THEN PERFORM hub.check_step(step); END IF;
        PERFORM hub.change_row(change) FROM jsonb_array_elements(step->'changes') AS change;
        -- A row may refer to one that comes after it in the same step, and to none that is not there.
        SET CONSTRAINTS ALL IMMEDIATE;
        SET CONSTRAINTS ALL DEFERRED;
        PERFORM hub.check_lines(step);
        INSERT INTO hub.op (seq, op_id, workstation, n, kind, operator_id, desk_id, at, request_id, outcome, body)
        VALUES (place + 1, step->>'opId', mine.number, (step->>'n')::bigint, step->>'kind', (step->>'operatorId')::bigint,
                (step->>'deskId')::bigint, step->>'at', (step->>'requestId')::bigint, step->>'outcome',
                step - '{opId,n,workstation,kind,operatorId,deskId,at,requestId,outcome,reads}'::text[]);
        INSERT INTO hub.key (key, seq, workstation)
        SELECT DISTINCT value, place + 1, mine.number FROM jsonb_array_elements_text(step->'writes')
        ON CONFLICT (key) DO UPDATE SET seq = EXCLUDED.seq, workstation = EXCLUDED.workstation;
        place := place + 1;
        mine.n := mine.n + 1;
        pushed := pushed + 1;
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
    UPDATE hub.head SET seq = place;
    UPDATE hub.workstation SET n = mine.n, seen_at = now() WHERE number = mine.number;
    PERFORM pg_notify('hub', place::text);
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
            'seq', op.seq, 'opId', op.op_id, 'n', op.n, 'own', op.workstation = mine.number, 'by', op.workstation, 'kind', op.kind,
            'operatorId', op.operator_id, 'deskId', op.desk_id, 'at', op.at, 'requestId', op.request_id, 'outcome', op.outcome)
        END ORDER BY op.seq), '[]'))
      FROM (SELECT * FROM hub.op WHERE seq > place ORDER BY seq LIMIT least(most, 1000)) AS op);
END $$;

-- For so many days the hub keeps what steps changed: a setting of the library, and never less than a workstation may need after a restore.
CREATE FUNCTION hub.days_kept() RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = hub, pg_temp AS $$
BEGIN
  RETURN greatest(60, coalesce((
    SELECT substring(_row.value FROM '"days":([0-9]{1,4})[,}]') FROM hub_rows.library_setting AS _row WHERE _row.key = 'steps')::integer, 90));
END $$;

-- The place up to which every workstation has taken in; null where none is there. Those that were away for longer than steps are kept join anew.
CREATE FUNCTION hub.taken_in() RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = hub, pg_temp AS $$
BEGIN
  RETURN (SELECT min(cursor) FROM hub.workstation WHERE ended_at IS NULL AND seen_at > now() - make_interval(days => hub.days_kept()));
END $$;

-- What stays of a step for good: its lines of history, which step it took back, and what was asked and answered, if that is to be kept. Of a line of
-- history what the step itself says stands there alone. What a line says of a request whose patron was forgotten goes.
CREATE FUNCTION hub.emptied_body(step hub.op, keeps_words boolean) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = hub, pg_temp AS $$
BEGIN
  RETURN jsonb_strip_nulls(jsonb_build_object(
    'gone', true,
    'timeZone', step.body->'timeZone',
    'undoneBy', step.body->'undoneBy',
    'input', CASE WHEN keeps_words THEN step.body->'input' END,
    'answer', CASE WHEN keeps_words THEN step.body->'answer' END,
    'events', (
      SELECT jsonb_agg(_event || jsonb_build_object(
          'requestId', nullif(about, step.request_id), 'at', nullif(_event->>'at', step.at), 'kind', nullif(_event->>'kind', step.kind),
          'headline', CASE WHEN coalesce(_event->>'kind', step.kind) = 'forget-patron-data' OR NOT EXISTS (
            SELECT 1 FROM hub_rows.request AS _row WHERE _row.id = about AND _row.patron_forgotten_at IS NOT NULL) THEN _event->>'headline' ELSE '' END))
        FROM jsonb_array_elements(step.body->'events') AS _event,
             LATERAL (SELECT coalesce((_event->>'requestId')::bigint, step.request_id)) AS its (about)),
    'amends', (
      SELECT jsonb_agg(jsonb_build_object('log', line->'log', 'b', jsonb_build_object('op_id', line->'b'->'op_id'),
          'a', jsonb_build_object('op_id', line->'a'->'op_id', 'undone_by', line->'a'->'undone_by')))
        FROM jsonb_array_elements(step.body->'amends') AS line WHERE line->>'log' = 'command_log' AND line->'a' <> 'null')));
END $$;

-- Takes out of steps that are older than they are kept what they changed, and of those on requests that are over also what they asked and answered. Only
-- what every workstation has taken in; no more than so many at a time, so that nobody waits. Returns 0 when it is through.
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
    UPDATE hub.op AS step SET body = CASE WHEN step.kind IS NULL AND step.body @> '{"events": [], "amends": []}' THEN NULL
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
          WHERE (coalesce(change->'a'->>'request_id', change->'b'->>'request_id') IN (SELECT id::text FROM forgotten)) IS TRUE)))
  UPDATE hub.op AS step SET emptied = true, body = hub.emptied_body(step, false)
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

-- What a workstation says first: who it is, and how far it came.
CREATE FUNCTION hub.hello(program text, schema_version integer, place bigint, own bigint, waits integer) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
BEGIN
  UPDATE hub.workstation
     SET version = program, schema_version = hello.schema_version, cursor = place, waiting = waits, seen_at = now()
   WHERE number = mine.number;
  RETURN (SELECT jsonb_build_object('workstation', mine.number, 'n', mine.n, 'head', seq, 'epoch', epoch,
    'version', version, 'rowsVersion', rows_version, 'oldestVersion', oldest_version,
    -- The step at the place that the workstation has reached: another one than it knows, or none, where this is an older backup.
    'at', (SELECT op_id FROM hub.op WHERE op.seq = place),
    'earlier', (SELECT coalesce(jsonb_agg(life.epoch), '[]') FROM hub.life)) FROM hub.head);
END $$;

-- The columns of the shared tables: {table: [columns]}.
CREATE FUNCTION hub.known_columns() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
BEGIN
  RETURN (SELECT jsonb_object_agg(name, (
      SELECT jsonb_agg(attname) FROM pg_attribute
       WHERE attrelid = format('hub_rows.%I', name)::regclass AND attnum > 0 AND NOT attisdropped))
    FROM hub.shared_table);
END $$;

-- Adds what a newer program knows of the rows: tables, and columns that may be empty or have a value for rows that do not name them. A workstation may do
-- that, because it can do no more by it: names and values are quoted, types are two, there is no expression, and nothing is ever taken away or
-- changed. What it cannot bring is for the administrator.
CREATE FUNCTION hub.add_columns(loaded jsonb, version integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
  mine hub.workstation := hub.me();
  -- So many tables, and so many columns each: the server knows an end of both.
  most CONSTANT integer := 200;
  one jsonb;
  of jsonb;
  name text;
  is_new boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(7206871);
  FOR one IN SELECT value FROM jsonb_array_elements(loaded) LOOP
    name := one->>'table';
    IF (name ~ '^[a-z][a-z0-9_]{0,50}$' AND jsonb_array_length(one->'columns') <= most) IS NOT TRUE THEN
      RAISE EXCEPTION 'bad table: %', name USING ERRCODE = 'HB006';
    END IF;
    is_new := NOT EXISTS (SELECT 1 FROM hub.shared_table WHERE shared_table.name = one->>'table');
    IF is_new THEN
      IF (SELECT count(*) FROM hub.shared_table) >= most THEN RAISE EXCEPTION 'bad table: %', name USING ERRCODE = 'HB006'; END IF;
      EXECUTE format('CREATE TABLE hub_rows.%I (id bigint PRIMARY KEY)', name);
      INSERT INTO hub.shared_table (name, position) SELECT one->>'table', max(position) + 1 FROM hub.shared_table;
    END IF;
    FOR of IN SELECT value FROM jsonb_array_elements(one->'columns') LOOP
      CONTINUE WHEN EXISTS (SELECT 1 FROM pg_attribute
        WHERE attrelid = format('hub_rows.%I', name)::regclass AND attname = of->>'name' AND attnum > 0 AND NOT attisdropped);
      IF (of->>'name' ~ '^[a-z][a-z0-9_]{0,50}$' AND of->>'type' IN ('bigint', 'text')
          -- It comes to stand in the text of a function, between signs of this kind.
          AND coalesce(of->>'without', '') NOT LIKE '%$%'
          AND (SELECT count(*) FROM pg_attribute WHERE attrelid = format('hub_rows.%I', name)::regclass AND attnum > 0) < most) IS NOT TRUE THEN
        RAISE EXCEPTION 'bad column: %', of->>'name' USING ERRCODE = 'HB006';
      END IF;
      EXECUTE format('ALTER TABLE hub_rows.%I ADD COLUMN %I %s', name, of->>'name', of->>'type')
        || CASE WHEN of->>'without' IS NULL THEN '' ELSE format(' NOT NULL DEFAULT %L', of->>'without') END;
      IF of->>'refersTo' IS NOT NULL THEN
        EXECUTE format('ALTER TABLE hub_rows.%I ADD FOREIGN KEY (%I) REFERENCES hub_rows.%I (id) DEFERRABLE INITIALLY DEFERRED',
          name, of->>'name', of->>'refersTo');
      END IF;
    END LOOP;
    IF is_new THEN
      FOR of IN SELECT value FROM jsonb_array_elements(one->'once') LOOP
        EXECUTE format('CREATE UNIQUE INDEX ON hub_rows.%I (%s)', name, (
          SELECT string_agg(CASE WHEN (part->>'lower')::boolean THEN format('lower(%I)', part->>'name') ELSE quote_ident(part->>'name') END, ', ')
            FROM jsonb_array_elements(of) AS part));
      END LOOP;
    END IF;
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
-- still the same hub. `before` is the epoch of the backup, `mine_before` the one that was lost with what came after it.
CREATE FUNCTION hub.begin_life(before text, mine_before text, greatest_number integer) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
BEGIN
  PERFORM pg_advisory_xact_lock(7206871);
  PERFORM setval(pg_get_serial_sequence('hub.workstation', 'number'),
    greatest((SELECT max(number) FROM hub.workstation), least(greatest_number, 1000000)));
  UPDATE hub.head SET epoch = split_part(before, '/', 1) || '/' || gen_random_uuid() WHERE epoch = before;
  IF FOUND THEN INSERT INTO hub.life (epoch) VALUES (before), (mine_before) ON CONFLICT DO NOTHING; END IF;
  RETURN (SELECT epoch FROM hub.head);
END $$;

-- Gives a workstation that was copied or restored another number: what it makes from now on is told apart from what it made before.
CREATE FUNCTION hub.begin_anew() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
  anew integer;
BEGIN
  PERFORM hub.pass_numbers();
  UPDATE hub.workstation SET ended_at = now() WHERE number = mine.number;
  INSERT INTO hub.workstation (login, name, version, schema_version, cursor)
  VALUES (mine.login, mine.name, mine.version, mine.schema_version, mine.cursor) RETURNING number INTO anew;
  UPDATE hub.lease SET workstation = anew WHERE workstation = mine.number;
  RETURN anew;
END $$;

-- Takes a lease, or keeps it: one workstation at a time has it, and another one when that has not been heard of for so long. `place`: up to where the
-- workstation has taken in the order; one that stays connected for weeks greets once.
CREATE FUNCTION hub.take_lease(lease text, seconds integer, place bigint DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
BEGIN
  -- It is asked after everything was shared, and often: so it says too that the workstation is there, once a minute.
  UPDATE hub.workstation SET seen_at = now(), waiting = 0, cursor = coalesce(place, cursor)
   WHERE number = mine.number AND (waiting <> 0 OR seen_at < now() - interval '1 minute' OR cursor <> place);
  INSERT INTO hub.lease AS held (name, workstation, until)
  VALUES (take_lease.lease, mine.number, now() + make_interval(secs => seconds))
  ON CONFLICT (name) DO UPDATE SET workstation = EXCLUDED.workstation, until = EXCLUDED.until
   WHERE held.workstation = EXCLUDED.workstation OR held.until < now();
  RETURN (SELECT jsonb_build_object('mine', held.workstation = mine.number, 'holder', workstation.name)
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
-- As text from the beginning: nothing is looked up in it here.
CREATE FUNCTION hub.rows_after(shared text, after bigint, most integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
  found json;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM hub.shared_table WHERE name = shared) THEN
    RAISE EXCEPTION 'no shared table: %', shared USING ERRCODE = 'HB003';
  END IF;
  EXECUTE format('SELECT coalesce(json_agg(row_to_json(_row) ORDER BY id), ''[]'')
                    FROM (SELECT * FROM hub_rows.%I WHERE id > $1 ORDER BY id LIMIT $2) AS _row', shared)
    INTO found USING after, least(most, 5000);
  RETURN found;
END $$;

-- The steps of staff up to a place in the order, for a workstation that joins: without the rows that they changed. As text from the beginning.
CREATE FUNCTION hub.steps_after(after bigint, upto bigint, most integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = hub, pg_temp SET jit = off AS $$
DECLARE
  mine hub.workstation := hub.me();
BEGIN
  RETURN (SELECT coalesce(json_agg(json_build_object('seq', seq, 'opId', op_id, 'kind', kind, 'operatorId', operator_id, 'deskId', desk_id,
      'at', at, 'requestId', request_id, 'input', body->>'input', 'answer', body->>'answer', 'undoneBy', body->>'undoneBy',
      'events', body->'events', 'amends', body->'amends') ORDER BY seq), '[]')
    FROM (SELECT * FROM hub.op WHERE seq > after AND seq <= upto AND kind IS NOT NULL AND outcome = 'accepted'
           ORDER BY seq LIMIT least(most, 5000)) AS op);
END $$;

-- Makes a login that can do nothing but join, with a password that a joining file carries, until its time is over. Those whose time is over go.
CREATE FUNCTION hub.invite(password text, hours integer) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
  login text := 'borrow_desk_' || replace(gen_random_uuid()::text, '-', '');
  ends CONSTANT timestamptz := now() + make_interval(hours => hours);
BEGIN
  IF (length(password) >= 32 AND hours BETWEEN 1 AND 720) IS NOT TRUE THEN
    RAISE EXCEPTION 'bad password or time' USING ERRCODE = 'HB006';
  END IF;
  PERFORM hub.drop_invitations();
  EXECUTE format('CREATE ROLE %I LOGIN PASSWORD %L VALID UNTIL %L IN ROLE borrow_desk_joining', login, password, ends);
  INSERT INTO hub.invitation (login, until) VALUES (login, ends);
  RETURN login;
END $$;

-- Takes away invitations whose time is over, with their logins. Where this database was copied on its server, somebody may have joined the other hub
-- with one of them since: that is a login of a workstation, and stays.
CREATE FUNCTION hub.drop_invitations() RETURNS void
LANGUAGE plpgsql SET search_path = hub, pg_temp AS $$
DECLARE
  over text;
BEGIN
  FOR over IN DELETE FROM hub.invitation WHERE until < now() RETURNING login LOOP
    CONTINUE WHEN NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = over) OR pg_has_role(over, 'borrow_desk_workstation', 'MEMBER');
    BEGIN
      EXECUTE format('DROP ROLE %I', over);
    -- Somebody gave it more than it needs. Its password is worth nothing by now.
    EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege THEN NULL;
    END;
  END LOOP;
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
  DELETE FROM hub.kind_role;
  INSERT INTO hub.kind_role (kind, role)
  SELECT kind, role FROM jsonb_each(loaded) AS one (kind, roles), jsonb_array_elements_text(roles) AS role $$;

-- Says which ways a request may go, and which steps may go back: from the program's own lists.
CREATE FUNCTION hub.load_edges(loaded jsonb, back jsonb) RETURNS void
LANGUAGE sql SET search_path = hub, pg_temp AS $$
  DELETE FROM hub.edge;
  DELETE FROM hub.goes_back;
  INSERT INTO hub.edge (part, "from", "to") SELECT part, "from", "to" FROM jsonb_to_recordset(loaded) AS one (part text, "from" text, "to" text);
  INSERT INTO hub.goes_back (kind) SELECT kind FROM jsonb_array_elements_text(back) AS kind $$;

-- Says in which statuses a request is over: from the program's own list.
CREATE FUNCTION hub.load_over(loaded jsonb) RETURNS void
LANGUAGE sql SET search_path = hub, pg_temp AS $$
  DELETE FROM hub.over;
  INSERT INTO hub.over (status) SELECT status FROM jsonb_array_elements_text(loaded) AS status $$;

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
  anew integer;
BEGIN
  IF (length(password) >= 32 AND length(workstation_name) BETWEEN 1 AND 100) IS NOT TRUE THEN
    RAISE EXCEPTION 'bad name or password' USING ERRCODE = 'HB006';
  END IF;
  DELETE FROM hub.invitation WHERE login = session_user;
  IF NOT FOUND THEN RAISE EXCEPTION 'not invited to this hub' USING ERRCODE = '28000'; END IF;
  PERFORM hub.pass_numbers();
  INSERT INTO hub.workstation (login, name) VALUES (session_user, workstation_name) RETURNING number INTO anew;
  EXECUTE format('ALTER ROLE %I PASSWORD %L VALID UNTIL ''infinity''', session_user, password);
  EXECUTE format('GRANT borrow_desk_workstation TO %I', session_user);
  EXECUTE format('REVOKE borrow_desk_joining FROM %I', session_user);
  RETURN anew;
END $$;

-- Removes a workstation: its login ends, and what it is connected with.
CREATE FUNCTION hub.remove_workstation(which integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
  mine hub.workstation := hub.me();
  gone text;
BEGIN
  UPDATE hub.workstation SET ended_at = now() WHERE number = which AND ended_at IS NULL RETURNING login INTO gone;
  IF NOT FOUND THEN RETURN; END IF;
  DELETE FROM hub.lease WHERE workstation = which;
  EXECUTE format('ALTER ROLE %I NOLOGIN', gone);
  IF which <> mine.number THEN
    BEGIN
      PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = gone;
    EXCEPTION WHEN insufficient_privilege THEN NULL;
    END;
  END IF;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA hub FROM PUBLIC;
GRANT USAGE ON SCHEMA hub TO borrow_desk_workstation, borrow_desk_joining;
GRANT EXECUTE ON FUNCTION hub.push, hub.pull, hub.hello, hub.places, hub.begin_life, hub.known_columns, hub.add_columns, hub.begin_anew, hub.forget_patrons, hub.empty_steps, hub.take_lease, hub.list_workstations, hub.rows_after,
  hub.steps_after, hub.invite, hub.remove_workstation TO borrow_desk_workstation;
GRANT EXECUTE ON FUNCTION hub.enroll TO borrow_desk_joining;
-- The function that changes rows is written by another one, where there are tables already.
UPDATE hub.head SET rows_version = rows_version WHERE EXISTS (SELECT 1 FROM hub.shared_table);
