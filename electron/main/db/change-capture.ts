import type BetterSqlite3 from 'better-sqlite3';
import { sql } from './sql.ts';
import type { ReadableDB } from './types.ts';

/** The tables whose rows a step may change and undo must restore. Slips and messages have rules of their own. */
export const stepTables = ['request', 'turn', 'request_note', 'turn_condition', 'item', 'loan'] as const;

/** What the desks of a library share besides: people, places, policy. Undo leaves them alone. */
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
 * Columns of records that are not logged: names and ways to reach somebody would live on in the log when they are deleted, and of
 * PINs nothing is kept twice.
 */
export const personalColumns = {
  library: ['name', 'address', 'email', 'phone'],
  partner: ['name', 'address', 'email', 'phone'],
  patron: ['barcode', 'name', 'email'],
  operator: ['name', 'pin_hash', 'pin_failures', 'pin_wait_until'],
} as const satisfies Partial<Readonly<Record<(typeof recordTables)[number], readonly string[]>>>;

/**
 * What a request keeps of its turns, volumes, loans and notes: worked out again after an undo. Its status is logged, because only the log knows
 * since when it was so.
 */
export const keptOfRequest = {
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
    'due_stage',
  ],
} as const;

/** What of a table is not logged. */
const leftOut: Readonly<Record<string, readonly string[]>> = {
  request: [...keptOfRequest.byTriggers, ...keptOfRequest.byWriter],
  ...personalColumns,
};

type Column = { readonly name: string };

/**
 * Logs every change of a captured row into `change_log` while a step runs (`beginCapture` … `endCapture`).
 * Temporary triggers, made from the schema as it is now: a migration that adds a column needs no change here.
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

/** The same for a connection on which steps are rare, an import's: the triggers are made before its first one. */
export const ensureCapture = (db: ReadableDB): void => {
  const has = sql<[]>(db, "SELECT 1 FROM temp.sqlite_schema WHERE name = 'current_step'").get();
  if (has === undefined) captureChanges(db);
};

/** From here to `endCapture` the changes belong to this step. */
export const beginCapture = (db: ReadableDB, opId: string): void => {
  sql<[string]>(db, 'INSERT INTO temp.current_step (op_id) VALUES (?)').run(opId);
};

/** Ends what `beginCapture` began. A rolled-back transaction ends it too. */
export const endCapture = (db: ReadableDB): void => {
  sql<[]>(db, 'DELETE FROM temp.current_step').run();
};
