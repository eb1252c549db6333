import type BetterSqlite3 from 'better-sqlite3';
import { sql } from './sql.ts';
import type { ReadableDB } from './types.ts';

/** The tables whose rows a step may change and undo must restore. Slips and messages have their own rules. */
export const stepTables = ['request', 'turn', 'request_note', 'turn_condition', 'item', 'loan'] as const;

/** The tables of people, places and policy that the desks of a library share. Undo leaves them alone. */
export const recordTables = [
  'library',
  'desk',
  'partner',
  'patron',
  'operator',
  'operator_role',
  'opening_hours',
  'closed_day',
  'cancellation_reason',
  'letter_template',
  'library_setting',
] as const;

export const capturedTables = [...stepTables, ...recordTables] as const;

/**
 * Columns of records that are not logged: names and contact details would survive in the log after the record is deleted, and PIN hashes
 * must not be stored twice.
 */
export const personalColumns = {
  library: ['name', 'address', 'email', 'phone'],
  partner: ['name', 'address', 'email', 'phone', 'held_by_name'],
  patron: ['barcode', 'name', 'email'],
  operator: ['name', 'pin_hash', 'pin_failures', 'pin_wait_until'],
} as const satisfies Partial<Readonly<Record<(typeof recordTables)[number], readonly string[]>>>;

/** Whether rows of a table name people or places. */
export const holdsNames = (table: string): boolean => Object.hasOwn(personalColumns, table);

/**
 * Columns of a request derived from its turns, volumes, loans and notes: recomputed after an undo. The status is logged, because only the
 * log shows since when it has applied.
 */
export const derivedRequestColumns = {
  byTriggers: ['active_notes', 'patron_due_on'],
  byWriter: [
    'partner_id',
    'turn_state',
    'turn_at',
    'cancellation',
    'cancellation_at',
    'renewal',
    'demand',
    'loss',
    'loss_at',
    'goes_back_at',
    'check_in_at',
    'due_on',
    'wanted_on',
    'due_stage',
  ],
} as const;

/** The columns of each table that are not logged. */
const leftOut: Readonly<Record<string, readonly string[]>> = {
  request: [...derivedRequestColumns.byTriggers, ...derivedRequestColumns.byWriter],
  ...personalColumns,
};

type Column = { readonly name: string };

/**
 * Logs every change of a captured row to `change_log` while a step runs (`beginCapture` … `endCapture`). Uses temporary triggers made from
 * the current schema: a migration that adds a column needs no change here.
 */
export const captureChanges = (db: BetterSqlite3.Database): void => {
  db.exec('CREATE TEMP TABLE current_step (op_id TEXT NOT NULL)');
  for (const table of capturedTables) {
    const columns = (db.pragma(`table_info(${table})`) as Column[]).filter(
      ({ name }) => leftOut[table]?.includes(name) !== true,
    );
    const row = (alias: string): string =>
      `json_object(${columns.map(({ name }) => `'${name}', ${alias}.${name}`).join(', ')})`;
    const trigger = (when: string, id: string, before: string, after: string): string => `
      CREATE TEMP TRIGGER capture_${table}_${when} AFTER ${when} ON main.${table}
      WHEN EXISTS (SELECT 1 FROM temp.current_step)
      BEGIN
        INSERT INTO change_log (op_id, table_name, row_id, before, after)
        SELECT op_id, '${table}', ${id}, ${before}, ${after} FROM temp.current_step;
      END;`;
    db.exec(trigger('INSERT', 'NEW.id', 'NULL', row('NEW')));
    db.exec(trigger('UPDATE', 'NEW.id', row('OLD'), row('NEW')));
    db.exec(trigger('DELETE', 'OLD.id', row('OLD'), 'NULL'));
  }
};

/** Like `captureChanges`, for an import's connection, on which steps are rare: creates the triggers before the first step. */
export const ensureCapture = (db: ReadableDB): void => {
  const has = sql<[]>(db, "SELECT 1 FROM temp.sqlite_schema WHERE name = 'current_step'").get();
  if (has === undefined) captureChanges(db);
};

/** Attributes all changes to this step until `endCapture` is called. */
export const beginCapture = (db: ReadableDB, opId: string): void => {
  sql<[string]>(db, 'INSERT INTO temp.current_step (op_id) VALUES (?)').run(opId);
};

/** Ends what `beginCapture` started. A transaction that is rolled back ends it too. */
export const endCapture = (db: ReadableDB): void => {
  sql<[]>(db, 'DELETE FROM temp.current_step').run();
};
