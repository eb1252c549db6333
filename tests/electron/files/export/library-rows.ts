import type BetterSqlite3 from 'better-sqlite3';

// Every row of a library that a library file holds. Ids, which differ between databases, are replaced with the names of what they refer
// to.

const nameOf = (column: string): string => {
  const of = (table: string, name = 'code'): string =>
    `(SELECT ${name} FROM ${table} AS named WHERE named.id = own.${column})`;
  if (/(^|_)desk_id$/.test(column)) return of('desk');
  if (/(^|_)library_id$/.test(column)) return of('library');
  if (/(^|_)partner_id$/.test(column)) return of('partner');
  if (column === 'patron_id') return of('patron', 'barcode');
  if (column === 'request_id' || column === 'again_of') return of('request', 'external_id');
  if (column === 'item_id') return `(SELECT volume FROM item AS named WHERE named.id = own.item_id)`;
  if (column === 'operator_id') return of('operator', 'name');
  if (/(^|_)turn_id$/.test(column))
    return `(SELECT position FROM turn AS named WHERE named.id = own.turn_id)`;
  // A file holds no letters: a partner that was asked counts as informed.
  if (column === 'heard') return `(own.heard = 1 OR own.state <> 'waiting')`;
  if (column === 'note_id') return `(SELECT body FROM request_note AS named WHERE named.id = own.note_id)`;
  return `own.${column}`;
};

/** Columns that a library file leaves out: ids, PINs, and counters of failed attempts. */
const leftOut: readonly string[] = ['id', 'pin_hash', 'pin_failures', 'pin_wait_until'];

const tables = {
  library: 'code',
  desk: 'code',
  partner: 'code',
  patron: 'barcode',
  cancellation_reason: 'code',
  letter_template: 'library_id, code',
  library_setting: 'library_id, key',
  barcode_series: 'prefix',
  opening_hours: 'library_id, weekday',
  closed_day: 'library_id, day',
  request: 'external_id',
  turn: 'request_id, position',
  request_note: '1, 2, 3, 4, 5',
  turn_condition: '1, 2, 3, 4, 5',
  item: 'request_id, volume',
  loan: '1, 2, 3, 4, 5',
  notice: '1, 2, 3, 4, 5',
  file_conflict: '1, 2, 3, 4',
  file_said: 'request_id, source',
} as const;

/** Returns the rows of all tables, as text for comparison. */
export const libraryRows = (
  db: BetterSqlite3.Database,
  expected: (table: string) => string = () => '1',
): Readonly<Record<string, readonly unknown[]>> =>
  Object.fromEntries(
    Object.keys(tables).map((table) => {
      const columns = (db.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all() as string[])
        .filter((column) => !leftOut.includes(column))
        .map((column) => `${nameOf(column)} AS ${column}`);
      const rows = db
        .prepare(`SELECT ${columns.join(', ')} FROM ${table} AS own WHERE ${expected(table)}`)
        .all() as Record<string, unknown>[];
      return [table, rows.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))];
    }),
  );
