import type { Migration } from '../migrate.ts';

// The words of this version, as they were when it was released.
const gone = `'returned-to-partner', 'lost'`;
const unsent = `'REQUEST_CREATED_BOR', 'READY_TO_SEND'`;
const shipped = `'SHIPPED_PHYSICALLY', 'SHIPPED_DIGITALLY'`;

const shiftAt = (at: string): string =>
  `(SELECT shift FROM report_zone WHERE valid_from <= ${at} ORDER BY valid_from DESC LIMIT 1)`;
/** The calendar day of a moment in the library's time zone; null where the moment is none. */
const dayOf = (at: string): string => `date(${at}, ${shiftAt(at)})`;
const hourOf = (at: string): string => `CAST(strftime('%H', ${at}, ${shiftAt(at)}) AS INTEGER)`;
const daysFrom = (from: string, to: string): string =>
  `CAST(julianday(${to}) - julianday(${from}) AS INTEGER)`;
/** Days as they are counted: each by itself up to 60, then by weeks, of which the first day stands for all; 400 stands for more. */
const counted = (days: string): string =>
  `iif(${days} <= 60, ${days}, min(400, 60 + (${days} - 60) / 7 * 7))`;

/** The library to which a request belongs; 0 where nobody knows. */
const home = `ifnull(ifnull((SELECT library_id FROM desk WHERE id = request.pickup_desk_id), request.made_at_library_id), 0)`;

/** One table of sums: its columns beside the span, and the rows that are counted, with their day. */
type Sums = {
  readonly table: string;
  /** With their types. */
  readonly columns: Readonly<Record<string, 'INTEGER' | 'TEXT'>>;
  /** Rows with `day` and the columns, for the requests (or steps) that fit `where`. */
  readonly rows: (where: string) => string;
};

// A LIMIT keeps SQLite from writing the subqueries of a row into each place where they are used.
const made: Sums = {
  table: 'report_made',
  columns: { library_id: 'INTEGER', status: 'TEXT' },
  rows: (where) => `
    SELECT ${dayOf('created_at')} AS day, ${home} AS library_id, status FROM request WHERE ${where} LIMIT -1`,
};

// Of a partner that stands in a rota twice it is the turn of its first line that has not ended.
const lines = (where: string): string => `
    SELECT rota_line.request_id, position, partner_id, ended, asked_at, shipped_at, created_at, ended_as, supply,
           ${home} AS library_id, supply IN (${shipped}) AS is_shipped, supply NOT IN (${unsent}) AS is_sent,
           (SELECT min(position) FROM rota_line AS open
             WHERE open.request_id = request.id AND open.partner_id = request.active_partner_id AND open.ended IS NULL) AS turn
      FROM request CROSS JOIN rota_line ON rota_line.request_id = request.id WHERE ${where} LIMIT -1`;

// Lines before the one whose turn it is were passed over. What a partner sent counts for the last of its lines that was asked.
const asked = (line: string): string =>
  `(${line}.ended IS NOT NULL OR line.is_sent AND ${line}.position <= line.turn)`;
const moments = (where: string): string => `
    SELECT *, position = turn AS is_turn,
           position = (SELECT ifnull(max(iif(${asked('same')}, same.position, NULL)), min(same.position)) FROM rota_line AS same
                        WHERE same.request_id = line.request_id AND same.partner_id = line.partner_id)
             AND EXISTS (SELECT 1 FROM item WHERE item.request_id = line.request_id AND item.partner_id = line.partner_id) AS brought
      FROM (${lines(where)}) AS line LIMIT -1`;

// A file does not say when a partner was asked: the day of the request stands for it.
const brought = (what: string): string =>
  `CASE WHEN brought THEN (SELECT ${what} FROM item WHERE item.request_id = line.request_id AND item.partner_id = line.partner_id) END`;
const turnRows = (where: string): string => `
    SELECT library_id, partner_id, outcome, ${dayOf('asked_at')} AS asked, ${dayOf('shipped_at')} AS shipped,
           ${dayOf('arrived_at')} AS arrived, ${dayOf('home_at')} AS home
      FROM (SELECT library_id, partner_id,
                   CASE WHEN ${asked('line')} THEN ifnull(asked_at, created_at) END AS asked_at,
                   CASE WHEN ended IS NOT NULL OR is_shipped THEN shipped_at END AS shipped_at,
                   ${brought("min(iif(barcode <> '', received_at, NULL))")} AS arrived_at,
                   ${brought("iif(count(*) = count(iif(status = 'returned-to-partner', returned_at, NULL)), max(returned_at), NULL)")} AS home_at,
                   CASE WHEN brought OR is_turn AND (is_shipped OR ended_as IN ('REQUEST_COMPLETED', 'RECEIVED_DIGITALLY')) THEN 'filled'
                        WHEN ended IN ('declined', 'rejected', 'expired')
                          OR is_turn AND (supply IN ('REJECTED', 'LOCATE_FAILED') OR ended_as IN ('CANCELLED', 'EXPIRED')) THEN 'not-filled'
                        ELSE 'open' END AS outcome
              FROM (${moments(where)}) AS line LIMIT -1) LIMIT -1`;

const turns: Sums = {
  table: 'report_turn',
  columns: { library_id: 'INTEGER', partner_id: 'INTEGER', outcome: 'TEXT' },
  rows: (where) => `SELECT asked AS day, library_id, partner_id, outcome FROM (${turnRows(where)}) LIMIT -1`,
};

const legs: Sums = {
  table: 'report_leg',
  columns: { library_id: 'INTEGER', partner_id: 'INTEGER', leg: 'TEXT', days: 'INTEGER' },
  rows: (where) => `
    SELECT done AS day, library_id, partner_id, leg, ${counted('days')} AS days
      FROM (SELECT done, library_id, partner_id, leg, ${daysFrom('begun', 'done')} AS days
              FROM (SELECT library_id, partner_id, column1 AS leg,
                           CASE column1 WHEN 'ship' THEN asked WHEN 'arrive' THEN shipped WHEN 'wait' THEN asked ELSE arrived END AS begun,
                           CASE column1 WHEN 'ship' THEN shipped WHEN 'home' THEN home ELSE arrived END AS done
                      FROM (${turnRows(where)}) CROSS JOIN (VALUES ('ship'), ('arrive'), ('home'), ('wait')) LIMIT -1)
             WHERE begun IS NOT NULL AND done IS NOT NULL LIMIT -1)
     WHERE days >= 0`,
};

// What runs still counts by its due day; of what has ended, how many days late it was.
const loans: Sums = {
  table: 'report_loan',
  columns: { library_id: 'INTEGER', late: 'INTEGER' },
  rows: (where) => `
    SELECT date(loan.due_on) AS day, ${home} AS library_id,
           CASE WHEN loan.ended_on IS NULL THEN -1
                ELSE ifnull(min(61, max(0, ${daysFrom('loan.due_on', 'loan.ended_on')})), 0) END AS late
      FROM request CROSS JOIN item ON item.request_id = request.id CROSS JOIN loan ON loan.item_id = item.id
     WHERE ${where} AND (loan.ended_on IS NOT NULL OR item.status NOT IN (${gone})) LIMIT -1`,
};

const shelf: Sums = {
  table: 'report_shelf',
  columns: { library_id: 'INTEGER', lent: 'INTEGER', days: 'INTEGER' },
  rows: (where) => `
    SELECT day, library_id, lent, ${counted('days')} AS days
      FROM (SELECT day, library_id, lent, ${daysFrom('since', 'day')} AS days
              FROM (SELECT ${dayOf('item.left_shelf_since')} AS since, ${dayOf('item.left_shelf_at')} AS day, ${home} AS library_id,
                           item.left_shelf_as = 'on-loan' AS lent
                      FROM request CROSS JOIN item ON item.request_id = request.id
                     WHERE ${where} AND item.shelved_at IS NULL AND item.left_shelf_at IS NOT NULL LIMIT -1) LIMIT -1)
     WHERE days >= 0`,
};

// By its numbers, and by no index of what stands in it: of a long log a small part is counted at a time.
const work: Sums = {
  table: 'report_work',
  columns: { desk_id: 'INTEGER', hour: 'INTEGER', kind: 'TEXT' },
  rows: (where) => `
    SELECT ${dayOf('at')} AS day, desk_id, ${hourOf('at')} AS hour, kind FROM command_log NOT INDEXED
     WHERE ${where} AND undone_by IS NULL AND request_id IS NOT NULL LIMIT -1`,
};

const ofRequests = [made, turns, legs, loans, shelf];
const all = [...ofRequests, work];

const namesOf = ({ columns }: Sums): string => Object.keys(columns).join(', ');

/** Counts the rows of one request in, or out again: for its day, its month and its year. */
const count = (sums: Sums, change: 1 | -1, where: string): string => `
  INSERT INTO ${sums.table} (span, ${namesOf(sums)}, n)
  SELECT CASE column1 WHEN 0 THEN day WHEN 1 THEN 'M' || substr(day, 1, 7) ELSE 'Y' || substr(day, 1, 4) END, ${namesOf(sums)}, ${change}
    FROM (${sums.rows(where)}) CROSS JOIN (VALUES (0), (1), (2)) WHERE day IS NOT NULL
  ON CONFLICT DO UPDATE SET n = n + excluded.n;`;

const countedRequests = (id: string): string => `${id} <= (SELECT requests_to FROM report_state)`;
const countedSteps = (seq: string): string => `${seq} <= (SELECT steps_to FROM report_state)`;

const different = (columns: readonly string[]): string =>
  columns.map((column) => `OLD.${column} IS NOT NEW.${column}`).join(' OR ');

/** Columns of a table by which its rows count in some of the sums. */
type Kept = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly sums: readonly Sums[];
  /** Where a change of these columns counts; left out: wherever one of them differs. */
  readonly differs?: string;
  /** Whether a row that comes or goes changes what is counted; left out: it always does, null: it never does. */
  readonly matters?: ((row: 'OLD' | 'NEW') => string) | null;
};

/**
 * Triggers that count a request out before a change of one of its rows, and in again after it.
 * @param id the request that a row is about.
 */
const keep = (table: string, id: (row: 'OLD' | 'NEW') => string, groups: readonly Kept[]): string =>
  groups.map((group) => keepGroup(table, id, group)).join('');

const keepGroup = (
  table: string,
  id: (row: 'OLD' | 'NEW') => string,
  { name, columns, sums, differs = different(columns), matters }: Kept,
): string => {
  const trigger = (
    suffix: string,
    event: string,
    when: string,
    change: 1 | -1,
    row: 'OLD' | 'NEW',
  ): string => `
CREATE TRIGGER report_${name}_${suffix} ${event} ON ${table}
WHEN ${when === '' ? '' : `(${when}) AND `}${countedRequests(id(row))} BEGIN ${sums
    .map((one) => count(one, change, `request.id = ${id(row)}`))
    .join('')}
END;`;
  const update = `UPDATE OF ${columns.join(', ')}`;
  const changes =
    trigger('changing', `BEFORE ${update}`, differs, -1, 'OLD') +
    trigger('changed', `AFTER ${update}`, differs, 1, 'OLD');
  if (matters === null) return changes;
  const row = (which: 'OLD' | 'NEW'): string => matters?.(which) ?? '';
  const ownRows =
    trigger('added', 'AFTER INSERT', row('NEW'), 1, 'NEW') +
    trigger('removing', 'BEFORE DELETE', row('OLD'), -1, 'OLD');
  // A request that is not there yet, or no longer, has nothing that counts.
  if (table === 'request') return changes + ownRows;
  return (
    changes +
    ownRows +
    trigger('adding', 'BEFORE INSERT', row('NEW'), -1, 'NEW') +
    trigger('removed', 'AFTER DELETE', row('OLD'), 1, 'OLD')
  );
};

/** Whether an item comes to one of these statuses, or from it. */
const passes = (statuses: string): string => `(OLD.status IN (${statuses})) <> (NEW.status IN (${statuses}))`;

/** Whether a volume decides that its partner filled the request: not where it has shipped already, and is asked for the first time. */
const makesFilled = (row: 'OLD' | 'NEW'): string =>
  `NOT EXISTS (SELECT 1 FROM request WHERE id = ${row}.request_id AND supply IN (${shipped}) AND active_partner_id = ${row}.partner_id)
    OR EXISTS (SELECT 1 FROM rota_line WHERE request_id = ${row}.request_id AND partner_id = ${row}.partner_id AND ended IS NOT NULL)`;

const ofRow = (column: string) => (row: 'OLD' | 'NEW') => `${row}.${column}`;

const tableOf = (sums: Sums): string => `
CREATE TABLE ${sums.table} (
  -- A day as YYYY-MM-DD, a month as MYYYY-MM, or a year as YYYYY.
  span TEXT NOT NULL,
  ${Object.entries(sums.columns)
    .map(([name, type]) => `${name} ${type} NOT NULL`)
    .join(',\n  ')},
  n INTEGER NOT NULL,
  PRIMARY KEY (span, ${namesOf(sums)})
) WITHOUT ROWID, STRICT;`;

/** What is to be counted next, by day: each row of it once. */
const nextOf = (sums: Sums): string => {
  const between = (id: string, to: string): string =>
    `${id} > (SELECT ${to} FROM report_state) AND ${id} <= (SELECT next_${to} FROM report_state)`;
  const where = sums === work ? between('seq', 'steps_to') : between('request.id', 'requests_to');
  return `
CREATE VIEW ${sums.table}_next AS
  SELECT day AS span, ${namesOf(sums)}, 1 AS n FROM (${sums.rows(where)}) WHERE day IS NOT NULL;`;
};

const withSuffixes = (names: readonly string[], suffixes: readonly string[]): readonly string[] =>
  names.flatMap((name) => suffixes.map((suffix) => `${name}_${suffix}`));

const ofUpdates = ['changing', 'changed'];
const earlierTriggers = [
  ['count_requests', 'count_steps', 'count_anew', 'desk_moved'],
  withSuffixes(['made', 'turn', 'home', 'lost'], ofUpdates),
  withSuffixes(['made'], ['added', 'removing']),
  withSuffixes(
    ['line', 'source', 'volume', 'stay', 'loan'],
    [...ofUpdates, 'added', 'removing', 'adding', 'removed'],
  ),
  withSuffixes(['step'], ['added', 'removing', 'undoing', 'undone']),
].flat();

/**
 * Sums by month and by year for every report, beside those by day: a period of twenty years reads some years, some months and some days.
 * A partner that stands in a rota twice is asked twice, and what it sent counts once. All is counted anew, which is quick now: the
 * program reads what is next from views, adds it up in memory and writes it in the order of the days.
 */
export const sumsByMonthAndYear: Migration = {
  version: 240,
  up: `
${earlierTriggers.map((name) => `DROP TRIGGER report_${name};`).join('\n')}
${all.map(({ table }) => `DROP TABLE ${table};`).join('\n')}
DROP TABLE report_state;
-- For which time zone the sums hold, and up to which request and step they count; below 0: what is there is to go first. Up to where
-- the views show what is next. Whether a part of the sums is in the memory of the program still. One row.
CREATE TABLE report_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  time_zone TEXT NOT NULL,
  requests_to INTEGER NOT NULL,
  steps_to INTEGER NOT NULL,
  next_requests_to INTEGER NOT NULL,
  next_steps_to INTEGER NOT NULL,
  in_memory INTEGER NOT NULL
) STRICT;
INSERT INTO report_state VALUES (1, '', 0, 0, 0, 0, 0);

-- Requests by the day on which they were made. 0 stands for no library. Sums may be left at 0.
${tableOf(made)}
-- Partners asked, by the day on which they were asked.
${tableOf(turns)}
-- How many days it took: until the partner shipped, from there until it arrived, from there until it went back, and from the
-- asking until it arrived; by the day on which that ended.
${tableOf(legs)}
-- Loans by their due date: how many days late they ended, 61 for more; -1 while they run.
${tableOf(loans)}
-- How late a loan is that runs still depends on the day of the reading: it is read by days.
CREATE INDEX report_loan_out ON report_loan (span) WHERE late = -1;
-- Days on the hold shelf, by the day on which the item left it.
${tableOf(shelf)}
-- Steps on requests that were not taken back.
${tableOf(work)}
${all.map(nextOf).join('\n')}

-- A desk in another library takes all its requests along, and more than one step may count again.
CREATE TRIGGER report_desk_moved AFTER UPDATE OF library_id ON desk WHEN OLD.library_id <> NEW.library_id BEGIN
  UPDATE report_state SET requests_to = -1, steps_to = -1;
END;
${keep('request', ofRow('id'), [
  {
    name: 'made',
    columns: ['created_at', 'status', 'pickup_desk_id', 'made_at_library_id'],
    sums: [made],
  },
  {
    name: 'turn',
    columns: [
      'pickup_desk_id',
      'made_at_library_id',
      'active_partner_id',
      'supply',
      'ended_as',
      'created_at',
    ],
    sums: [turns, legs],
    matters: null,
  },
  {
    name: 'home',
    columns: ['pickup_desk_id', 'made_at_library_id'],
    sums: [loans, shelf],
    matters: null,
  },
])}
${keep('rota_line', ofRow('request_id'), [
  {
    name: 'line',
    columns: ['position', 'partner_id', 'ended', 'asked_at', 'shipped_at'],
    sums: [turns, legs],
  },
])}
${keep('item', ofRow('request_id'), [
  { name: 'source', columns: ['partner_id'], sums: [turns], matters: makesFilled },
  {
    name: 'volume',
    columns: ['partner_id', 'barcode', 'received_at', 'status', 'returned_at'],
    sums: [legs],
    differs: `${different(['partner_id', 'barcode', 'received_at', 'returned_at'])} OR ${passes(`'returned-to-partner'`)}`,
  },
  {
    name: 'stay',
    columns: ['shelved_at', 'left_shelf_since', 'left_shelf_at', 'left_shelf_as'],
    sums: [shelf],
    differs: `(OLD.left_shelf_at IS NOT NULL OR NEW.left_shelf_at IS NOT NULL)
   AND (${different(['shelved_at', 'left_shelf_since', 'left_shelf_at', 'left_shelf_as'])})`,
    matters: (row) => `${row}.left_shelf_at IS NOT NULL`,
  },
  { name: 'lost', columns: ['status'], sums: [loans], differs: passes(gone), matters: null },
])}
${keep('loan', (row) => `(SELECT request_id FROM item WHERE id = ${row}.item_id)`, [
  { name: 'loan', columns: ['item_id', 'due_on', 'ended_on'], sums: [loans] },
])}
CREATE TRIGGER report_step_added AFTER INSERT ON command_log WHEN ${countedSteps('NEW.seq')} BEGIN ${count(work, 1, 'seq = NEW.seq')}
END;
CREATE TRIGGER report_step_removing BEFORE DELETE ON command_log WHEN ${countedSteps('OLD.seq')} BEGIN ${count(work, -1, 'seq = OLD.seq')}
END;
CREATE TRIGGER report_step_undoing BEFORE UPDATE OF undone_by ON command_log
WHEN OLD.undone_by IS NOT NEW.undone_by AND ${countedSteps('OLD.seq')} BEGIN ${count(work, -1, 'seq = OLD.seq')}
END;
CREATE TRIGGER report_step_undone AFTER UPDATE OF undone_by ON command_log
WHEN OLD.undone_by IS NOT NEW.undone_by AND ${countedSteps('OLD.seq')} BEGIN ${count(work, 1, 'seq = OLD.seq')}
END;
`,
};
