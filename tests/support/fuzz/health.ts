import type BetterSqlite3 from 'better-sqlite3';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { recount } from '../recount.ts';
import { wordsOfRequest } from '../../../electron/main/desk/store/search-index.queries.ts';
import { expectDerivedColumns } from '../expect-derived-columns.ts';
import { connect } from '../../../electron/main/db/open.ts';

const cell = `status, ifnull(partner_id, 0), ifnull(pickup_desk_id, 0),
  iif(pickup_desk_id IS NULL, ifnull(made_at_library_id, 0), 0), active_notes > 0, due_stage = 'out',
  CASE WHEN due_stage = 'over' THEN 'settled'
       WHEN wanted_on IS NULL THEN 'none' WHEN wanted_on < today THEN 'overdue' WHEN wanted_on = today THEN 'today'
       WHEN wanted_on <= week_end THEN 'week' WHEN wanted_on <= month_end THEN 'month' ELSE 'later' END,
  CASE WHEN patron_due_on IS NULL THEN iif(due_stage = 'over', 'settled', 'none')
       WHEN patron_due_on < today THEN 'overdue' WHEN patron_due_on = today THEN 'today'
       WHEN patron_due_on <= week_end THEN 'week' WHEN patron_due_on <= month_end THEN 'month' ELSE 'later' END,
  ifnull(turn_state, ''), demand, check_in_at IS NOT NULL,
  CASE WHEN created_at IS NULL THEN '' WHEN created_at >= day_start THEN 'today'
       WHEN created_at >= week_start AND created_at >= month_start THEN 'week-and-month'
       WHEN created_at >= week_start THEN 'week' WHEN created_at >= month_start THEN 'month' ELSE 'older' END`;

const cube =
  'SELECT status, partner_id, desk_id, made_at_library_id, has_notes, is_out, due, patron_due, turn_state, demand, not_checked_in, created, n FROM request_cube WHERE n <> 0';
const counted = `SELECT ${cell}, count(*) FROM request, request_cube_day GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12`;

const differences = (
  raw: BetterSqlite3.Database,
  what: string,
  one: string,
  other: string,
): readonly string[] => {
  const rows = raw.prepare(`SELECT * FROM (${one} EXCEPT ${other}) LIMIT 3`).raw().all();
  return rows.map((row) => `${what}: ${JSON.stringify(row)}`);
};

// With a new connection: on one that has opened the index of names, SQLite's check still uses the index's structure from
// before another process, an import, wrote to it.
const integrityOf = (file: string): readonly string[] => {
  const fresh = connect(file);
  try {
    return (fresh.pragma('integrity_check') as { integrity_check: string }[])
      .map((row) => row.integrity_check)
      .filter((said) => said !== 'ok');
  } finally {
    fresh.close();
  }
};

/** Requests whose status, open questions or due date do not follow from their parts. */
const notKept = (raw: BetterSqlite3.Database): readonly string[] => {
  try {
    expectDerivedColumns(raw);
    return [];
  } catch (error) {
    return [`not what its parts add up to: ${String(error).slice(0, 500)}`];
  }
};

/** Returns what is wrong with a database after many calls; empty if nothing is. Updates the full-text index first. */
export const integrityFaults = (raw: BetterSqlite3.Database): readonly string[] => {
  raw.exec(`
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.fresh USING fts5 (
      words, content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.fresh_words USING fts5vocab (temp, fresh, instance);
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.kept_words USING fts5vocab (main, request_search, instance);
    DELETE FROM temp.fresh;
    INSERT INTO temp.fresh (rowid, words) SELECT id, ${wordsOfRequest} FROM request;`);
  const fresh = 'SELECT DISTINCT term, doc FROM temp.fresh_words';
  const kept = 'SELECT DISTINCT term, doc FROM temp.kept_words';
  return [
    ...integrityOf(raw.name),
    ...notKept(raw),
    ...recount(raw as ReadableDB),
    ...(raw.pragma('foreign_key_check') as object[]).map((row) => `foreign key: ${JSON.stringify(row)}`),
    ...differences(raw, 'counted, but not there', cube, counted),
    ...differences(raw, 'there, but not counted', counted, cube),
    ...differences(raw, 'found by a word that is not there', kept, fresh),
    ...differences(raw, 'not found by its word', fresh, kept),
    ...differences(
      raw,
      'notes',
      'SELECT id, active_notes FROM request',
      'SELECT id, (SELECT count(*) FROM request_note WHERE request_id = request.id AND active = 1) FROM request',
    ),
    ...differences(
      raw,
      'patron’s date',
      'SELECT id, patron_due_on FROM request',
      `SELECT id, (SELECT min(loan.due_on) FROM item JOIN loan ON loan.item_id = item.id
                    WHERE item.request_id = request.id AND ended_on IS NULL AND item.status NOT IN ('lost', 'returned-to-partner'))
         FROM request`,
    ),
    ...differences(
      raw,
      'on loan without a loan',
      // A file that names no volume does not say when its loan is due.
      `SELECT id FROM item WHERE status = 'on-loan' AND barcode <> ''`,
      'SELECT item_id FROM loan WHERE ended_on IS NULL',
    ),
    ...differences(
      raw,
      'lent, but not on loan',
      'SELECT item_id FROM loan WHERE ended_on IS NULL',
      `SELECT id FROM item WHERE status IN ('on-loan', 'lost')`,
    ),
  ];
};
