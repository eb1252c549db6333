import type { Migration } from '../migrate.ts';

// The words of this version, as they were when it was released.
const gone = `'returned-to-partner', 'lost'`;
const unsent = `'REQUEST_CREATED_BOR', 'READY_TO_SEND'`;
const shipped = `'SHIPPED_PHYSICALLY', 'SHIPPED_DIGITALLY'`;

/** The calendar day of a moment in the library's time zone; null where the moment is none. */
const dayOf = (at: string): string =>
  `date(${at}, (SELECT shift FROM report_zone WHERE valid_from <= ${at} ORDER BY valid_from DESC LIMIT 1))`;
const hourOf = (at: string): string =>
  `CAST(strftime('%H', ${at}, (SELECT shift FROM report_zone WHERE valid_from <= ${at} ORDER BY valid_from DESC LIMIT 1)) AS INTEGER)`;

/** Days as they are counted: each by itself up to 60, then by weeks, of which the first day stands for all; 400 stands for more. */
const counted = (days: string): string =>
  `iif(${days} <= 60, ${days}, min(400, 60 + (${days} - 60) / 7 * 7))`;
const daysFrom = (from: string, to: string): string =>
  `CAST(julianday(${dayOf(to)}) - julianday(${dayOf(from)}) AS INTEGER)`;

/** The library to which a request belongs; 0 where nobody knows. */
const homeOf = (request: string): string =>
  `ifnull(ifnull((SELECT library_id FROM desk WHERE id = ${request}.pickup_desk_id), ${request}.made_at_library_id), 0)`;

const isShipped = `request.supply IN (${shipped})`;
const isActive = `(rota_line.partner_id = request.active_partner_id AND rota_line.ended IS NULL)`;
const ofTurn = `item.request_id = rota_line.request_id AND item.partner_id = rota_line.partner_id`;

/** One table of sums: its columns beside the span, and the rows that are counted, with their day. */
type Sums = {
  readonly table: string;
  readonly columns: string;
  /** Rows with `day` and the columns, for what fits `where`. */
  readonly rows: (where: string) => string;
  /** Whether months are summed besides: long periods then add up a hundred rows instead of thousands. */
  readonly months: boolean;
};

// A LIMIT keeps SQLite from writing the subqueries of a row into each place where they are used.
const made: Sums = {
  table: 'report_made',
  columns: 'library_id, status',
  rows: (where) => `
    SELECT ${dayOf('created_at')} AS day, ${homeOf('request')} AS library_id, status FROM request WHERE ${where} LIMIT -1`,
  months: false,
};

// A file does not say when a partner was asked: the day of the request stands for it. Lines before the active one were passed over.
const turnRows = (where: string): string => `
    SELECT rota_line.partner_id, ${homeOf('request')} AS library_id,
           CASE WHEN rota_line.ended IS NOT NULL OR (request.supply NOT IN (${unsent}) AND (${isActive} OR EXISTS (
                  SELECT 1 FROM rota_line AS active
                   WHERE active.request_id = request.id AND active.partner_id = request.active_partner_id
                     AND active.ended IS NULL AND active.position > rota_line.position)))
                THEN ifnull(rota_line.asked_at, request.created_at) END AS asked_at,
           CASE WHEN rota_line.ended IS NOT NULL OR ${isShipped} THEN rota_line.shipped_at END AS shipped_at,
           (SELECT min(received_at) FROM item WHERE ${ofTurn} AND barcode <> '') AS arrived_at,
           (SELECT iif(count(*) = count(iif(status = 'returned-to-partner', returned_at, NULL)), max(returned_at), NULL)
              FROM item WHERE ${ofTurn}) AS home_at,
           CASE WHEN EXISTS (SELECT 1 FROM item WHERE ${ofTurn}) OR (${isActive} AND ${isShipped})
                  OR (${isActive} AND request.ended_as IN ('REQUEST_COMPLETED', 'RECEIVED_DIGITALLY')) THEN 'filled'
                WHEN rota_line.ended IN ('declined', 'rejected', 'expired')
                  OR (${isActive} AND (request.supply IN ('REJECTED', 'LOCATE_FAILED') OR request.ended_as IN ('CANCELLED', 'EXPIRED')))
                  THEN 'not-filled'
                ELSE 'open' END AS outcome
      FROM rota_line JOIN request ON request.id = rota_line.request_id
     WHERE ${where.replaceAll('request.id', 'rota_line.request_id')} LIMIT -1`;

const turns: Sums = {
  table: 'report_turn',
  columns: 'library_id, partner_id, outcome',
  rows: (where) => `
    SELECT ${dayOf('asked_at')} AS day, library_id, partner_id, outcome FROM (${turnRows(where)}) LIMIT -1`,
  months: true,
};

const legs: Sums = {
  table: 'report_leg',
  columns: 'library_id, partner_id, leg, days',
  rows: (where) => `
    SELECT day, library_id, partner_id, leg, ${counted('days')} AS days
      FROM (SELECT ${dayOf('done_at')} AS day, library_id, partner_id, leg, ${daysFrom('begun_at', 'done_at')} AS days
              FROM (SELECT library_id, partner_id, column1 AS leg,
                           CASE column1 WHEN 'ship' THEN asked_at WHEN 'arrive' THEN shipped_at WHEN 'wait' THEN asked_at
                                        ELSE arrived_at END AS begun_at,
                           CASE column1 WHEN 'ship' THEN shipped_at WHEN 'home' THEN home_at ELSE arrived_at END AS done_at
                      FROM (${turnRows(where)}) AS turn CROSS JOIN (VALUES ('ship'), ('arrive'), ('home'), ('wait')) LIMIT -1)
             WHERE begun_at IS NOT NULL AND done_at IS NOT NULL LIMIT -1)
     WHERE days >= 0`,
  months: true,
};

// What runs still counts by its due day; of what has ended, how many days late it was.
const loans: Sums = {
  table: 'report_loan',
  columns: 'library_id, late',
  rows: (where) => `
    SELECT date(loan.due_on) AS day, ${homeOf('request')} AS library_id,
           CASE WHEN loan.ended_on IS NULL THEN -1
                ELSE ifnull(min(61, max(0, CAST(julianday(loan.ended_on) - julianday(loan.due_on) AS INTEGER))), 0) END AS late
      FROM request CROSS JOIN item ON item.request_id = request.id CROSS JOIN loan ON loan.item_id = item.id
     WHERE ${where} AND (loan.ended_on IS NOT NULL OR item.status NOT IN (${gone})) LIMIT -1`,
  months: false,
};

const shelf: Sums = {
  table: 'report_shelf',
  columns: 'library_id, lent, days',
  rows: (where) => `
    SELECT day, library_id, lent, ${counted('days')} AS days
      FROM (SELECT ${dayOf('item.left_shelf_at')} AS day, ${homeOf('request')} AS library_id, item.left_shelf_as = 'on-loan' AS lent,
                   ${daysFrom('item.left_shelf_since', 'item.left_shelf_at')} AS days
              FROM request CROSS JOIN item ON item.request_id = request.id
             WHERE ${where} AND item.shelved_at IS NULL AND item.left_shelf_at IS NOT NULL LIMIT -1)
     WHERE days >= 0`,
  months: false,
};

const work: Sums = {
  table: 'report_work',
  columns: 'desk_id, hour, kind',
  rows: (where) => `
    SELECT ${dayOf('at')} AS day, desk_id, ${hourOf('at')} AS hour, kind FROM command_log
     WHERE ${where} AND undone_by IS NULL AND request_id IS NOT NULL LIMIT -1`,
  months: true,
};

/** Counts some rows in, or out again. Of one request there are so few that to gather them first would cost more. */
const count = (
  { table, columns, rows, months }: Sums,
  change: 1 | -1,
  where: string,
  many = false,
): string => `
  INSERT INTO ${table} (span, ${columns}, n)
  SELECT ${months ? `iif(column1, 'M' || substr(day, 1, 7), day)` : 'day'} AS span, ${columns}, ${many ? 'count(*)' : change}
    FROM (${rows(where)})${months ? ' CROSS JOIN (VALUES (0), (1))' : ''}
   WHERE day IS NOT NULL${many ? ` GROUP BY span, ${columns}` : ''}
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

const inTable = ({ table, columns, months }: Sums, types: string): string => `
CREATE TABLE ${table} (
  -- A day, as YYYY-MM-DD${months ? '; or a month, as MYYYY-MM' : ''}.
  span TEXT NOT NULL,
  ${types},
  n INTEGER NOT NULL,
  PRIMARY KEY (span, ${columns})
) WITHOUT ROWID, STRICT;`;

const range = 'request.id > OLD.requests_to AND request.id <= NEW.requests_to';
const stepRange = 'seq > OLD.steps_to AND seq <= NEW.steps_to';
const ofRequests = [made, turns, legs, loans, shelf];
const all = [...ofRequests, work];

/**
 * What the reports add up: sums by day and month of the library's time zone, kept by triggers, whoever writes: a step, an undo, an
 * import. They hold for the requests and steps up to those that stand in `report_state`; the rest is counted in turns when somebody
 * asks for a report, so that an import, and a library that never looks, pay nothing. And the moments that a report needs and that no
 * row kept: when a partner was asked and when it shipped, when a volume went back, and its last stay on the hold shelf.
 */
export const sumsOfReports: Migration = {
  version: 220,
  up: `
ALTER TABLE rota_line ADD COLUMN asked_at TEXT;
ALTER TABLE rota_line ADD COLUMN shipped_at TEXT;
ALTER TABLE item ADD COLUMN returned_at TEXT;
-- The last stay on the hold shelf that is over: from when, until when, and what became of the item then.
ALTER TABLE item ADD COLUMN left_shelf_since TEXT;
ALTER TABLE item ADD COLUMN left_shelf_at TEXT;
ALTER TABLE item ADD COLUMN left_shelf_as TEXT;

-- What the log still says of them.
UPDATE item SET returned_at = last.at
  FROM (SELECT row_id, command_log.at, max(change_log.id) FROM change_log JOIN command_log USING (op_id)
         WHERE table_name = 'item' AND undone_by IS NULL
           AND after ->> '$.status' = 'returned-to-partner' AND before ->> '$.status' IS NOT 'returned-to-partner'
         GROUP BY row_id) AS last
 WHERE item.id = last.row_id AND item.status = 'returned-to-partner';
UPDATE item SET left_shelf_since = last.since, left_shelf_at = last.at, left_shelf_as = last.became
  FROM (SELECT row_id, before ->> '$.shelved_at' AS since, command_log.at, after ->> '$.status' AS became, max(change_log.id)
          FROM change_log JOIN command_log USING (op_id)
         WHERE table_name = 'item' AND undone_by IS NULL
           AND before ->> '$.shelved_at' IS NOT NULL AND after IS NOT NULL AND after ->> '$.shelved_at' IS NULL
         GROUP BY row_id) AS last
 WHERE item.id = last.row_id AND item.shelved_at IS NULL;
-- A line was asked when the one before it ended; the first one when the request was sent.
UPDATE rota_line SET asked_at = (SELECT ended_at FROM rota_line AS earlier
    WHERE earlier.request_id = rota_line.request_id AND earlier.position < rota_line.position AND earlier.ended_at IS NOT NULL
    ORDER BY earlier.position DESC LIMIT 1)
 WHERE position > 1;
UPDATE rota_line SET asked_at = sent.at
  FROM (SELECT request_event.request_id AS of_request, request_event.at, max(request_event.id)
          FROM request_event JOIN command_log USING (op_id)
         WHERE request_event.kind = 'send-request' AND undone_by IS NULL GROUP BY request_event.request_id) AS sent
 WHERE rota_line.request_id = sent.of_request AND asked_at IS NULL
   AND position = (SELECT min(position) FROM rota_line AS first WHERE first.request_id = rota_line.request_id);
UPDATE rota_line SET shipped_at = shipped.at
  FROM (SELECT request_event.request_id AS of_request, request_event.at, max(request_event.id)
          FROM request_event JOIN command_log USING (op_id)
         WHERE status_after IN (${shipped}) AND status_before NOT IN (${shipped}) AND undone_by IS NULL
         GROUP BY request_event.request_id) AS shipped
  JOIN request ON request.id = of_request
 WHERE rota_line.request_id = of_request AND rota_line.partner_id = request.active_partner_id AND rota_line.ended IS NULL;

-- From when on clocks in the library's time zone differ from UTC by how much. The program fills it: SQLite knows no zones.
CREATE TABLE report_zone (valid_from TEXT PRIMARY KEY, shift TEXT NOT NULL) WITHOUT ROWID, STRICT;
-- For which time zone the sums hold, and up to which request and step they count. One row.
CREATE TABLE report_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  time_zone TEXT NOT NULL,
  requests_to INTEGER NOT NULL,
  steps_to INTEGER NOT NULL
) STRICT;
INSERT INTO report_state VALUES (1, '', 0, 0);

-- Requests by the day on which they were made. 0 stands for no library. Sums may be left at 0.
${inTable(made, 'library_id INTEGER NOT NULL,\n  status TEXT NOT NULL')}
-- Partners asked, by the day on which they were asked.
${inTable(turns, 'library_id INTEGER NOT NULL,\n  partner_id INTEGER NOT NULL,\n  outcome TEXT NOT NULL')}
-- How many days it took: until the partner shipped, from there until it arrived, from there until it went back, and from the
-- asking until it arrived; by the day on which that ended.
${inTable(legs, 'library_id INTEGER NOT NULL,\n  partner_id INTEGER NOT NULL,\n  leg TEXT NOT NULL,\n  days INTEGER NOT NULL')}
-- Loans by their due date: how many days late they ended, 61 for more; -1 while they run.
${inTable(loans, 'library_id INTEGER NOT NULL,\n  late INTEGER NOT NULL')}
-- Days on the hold shelf, by the day on which the item left it.
${inTable(shelf, 'library_id INTEGER NOT NULL,\n  lent INTEGER NOT NULL,\n  days INTEGER NOT NULL')}
-- Steps on requests that were not taken back.
${inTable(work, 'desk_id INTEGER NOT NULL,\n  hour INTEGER NOT NULL,\n  kind TEXT NOT NULL')}

-- Counting on, up to another request or step; and all anew.
CREATE TRIGGER report_count_requests AFTER UPDATE OF requests_to ON report_state WHEN NEW.requests_to > OLD.requests_to BEGIN
  ${ofRequests.map((one) => count(one, 1, range, true)).join('')}
END;
CREATE TRIGGER report_count_steps AFTER UPDATE OF steps_to ON report_state WHEN NEW.steps_to > OLD.steps_to BEGIN
  ${count(work, 1, stepRange, true)}
END;
CREATE TRIGGER report_count_anew AFTER UPDATE OF requests_to ON report_state WHEN NEW.requests_to = 0 BEGIN
  ${all.map(({ table }) => `DELETE FROM ${table};`).join('\n  ')}
END;
-- A desk in another library takes all its requests along, and more than one step may count again.
CREATE TRIGGER report_desk_moved AFTER UPDATE OF library_id ON desk WHEN OLD.library_id <> NEW.library_id BEGIN
  UPDATE report_state SET requests_to = 0, steps_to = 0;
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
