import type BetterSqlite3 from 'better-sqlite3';
import { connect } from '../../../electron/main/db/open.ts';

const cell = `status, ifnull(active_partner_id, 0), ifnull(pickup_desk_id, 0),
  iif(pickup_desk_id IS NULL, ifnull(made_at_library_id, 0), 0), active_notes > 0,
  CASE WHEN status IN ('RETURNED_TO_PARTNER', 'REQUEST_COMPLETED', 'RECEIVED_DIGITALLY', 'CANCELLED', 'CANCELLED_BY_PATRON',
                       'CANCELLED_BY_STAFF', 'EXPIRED') THEN 'settled'
       WHEN due_on IS NULL THEN 'none' WHEN due_on < today THEN 'overdue' WHEN due_on = today THEN 'today'
       WHEN due_on <= week_end THEN 'week' WHEN due_on <= month_end THEN 'month' ELSE 'later' END`;

const cube =
  'SELECT status, partner_id, desk_id, made_at_library_id, has_notes, due, n FROM request_cube WHERE n <> 0';
const counted = `SELECT ${cell}, count(*) FROM request, request_cube_day GROUP BY 1, 2, 3, 4, 5, 6`;

const words = `external_id || ' ' || title || ' ' || author
  || ifnull((SELECT ' ' || name || ' ' || barcode FROM patron WHERE id = patron_id), '')
  || ifnull((SELECT ' ' || group_concat(barcode, ' ') FROM item WHERE request_id = request.id), '')`;

const differences = (
  raw: BetterSqlite3.Database,
  what: string,
  one: string,
  other: string,
): readonly string[] => {
  const rows = raw.prepare(`SELECT * FROM (${one} EXCEPT ${other}) LIMIT 3`).raw().all();
  return rows.map((row) => `${what}: ${JSON.stringify(row)}`);
};

// Over a connection of its own: on one that has had the index of names open, SQLite's check still goes by its structure as it was
// before another process, an import, has written to it.
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

/** What is wrong with a database after many calls, the index of words brought up to date before; empty when nothing is. */
export const ailments = (raw: BetterSqlite3.Database): readonly string[] => {
  raw.exec(`
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.fresh USING fts5 (
      words, content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.fresh_words USING fts5vocab (temp, fresh, instance);
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.kept_words USING fts5vocab (main, request_search, instance);
    DELETE FROM temp.fresh;
    INSERT INTO temp.fresh (rowid, words) SELECT id, ${words} FROM request;`);
  const fresh = 'SELECT DISTINCT term, doc FROM temp.fresh_words';
  const kept = 'SELECT DISTINCT term, doc FROM temp.kept_words';
  return [
    ...integrityOf(raw.name),
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
      'on loan without a loan',
      `SELECT id FROM item WHERE status = 'on-loan'`,
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
