import type BetterSqlite3 from 'better-sqlite3';
import { capturedTables } from './change-capture.ts';
import { sql } from './sql.ts';
import type { ReadableDB } from './types.ts';

/** The tables whose rows workstations share by a hub, those first that others refer to. The log of steps goes with each step. */
export const sharedTables = [
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
  'request',
  'rota_line',
  'request_note',
  'request_condition',
  'item',
  'loan',
  'outbox',
  'notice',
  'saved_view',
  'file_profile',
  'file_conflict',
  'keyed_step',
  'task',
] as const satisfies readonly string[];

export type SharedTable = (typeof sharedTables)[number];

/** What a step changes of requests and records is shared, all of it. */
capturedTables satisfies readonly SharedTable[];

/** Columns that triggers keep: each workstation's own do it as well. */
const keptByTriggers: Readonly<Record<string, readonly string[]>> = {
  request: ['active_notes', 'patron_due_on'],
};

/** The log of steps, of which the hub has to know what is changed afterwards. Lines that are added go with their step. */
const logs = ['command_log', 'change_log'] as const;

/** The columns of a shared table that go to other workstations. */
export const sharedColumns = (db: BetterSqlite3.Database, table: string): readonly string[] =>
  (db.pragma(`table_info(${table})`) as { readonly name: string }[])
    .map(({ name }) => name)
    .filter((name) => keptByTriggers[table]?.includes(name) !== true);

/** What triggers have changed, and nothing else: those of the other workstations do it as well. */
const unlessKept = (db: BetterSqlite3.Database, table: string): string => {
  const kept = keptByTriggers[table];
  if (!kept) return '';
  const differ = (names: readonly string[]): string =>
    names.map((name) => `OLD.${name} IS NOT NEW.${name}`).join(' OR ');
  return ` AND NOT ((${differ(kept)}) AND NOT (${differ(sharedColumns(db, table))}))`;
};

const textColumns = (db: BetterSqlite3.Database, table: string): ReadonlySet<string> =>
  new Set(
    (db.pragma(`table_info(${table})`) as { readonly name: string; readonly type: string }[]).flatMap(
      ({ name, type }) => (type === 'TEXT' ? [name] : []),
    ),
  );

/** Whether this workstation shares its requests. */
export const isSharing = (db: BetterSqlite3.Database): boolean =>
  db.prepare('SELECT EXISTS (SELECT 1 FROM main.hub_state)').pluck().get() === 1;

/**
 * Keeps the whole rows that each step changes, before and after, in `hub_change`: what is offered to the hub, and what is put back when the
 * step must be checked again. Temporary triggers, made from the schema as it is now. Rows that no step changes have an empty `op_id` until
 * their transaction ends.
 */
export const captureForHub = (db: BetterSqlite3.Database): void => {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS hub_quiet (quiet INTEGER NOT NULL); DELETE FROM temp.hub_quiet');
  const trigger = (
    table: string,
    when: string,
    id: string,
    before: string,
    after: string,
    condition = '',
  ): string => `
    CREATE TEMP TRIGGER IF NOT EXISTS hub_${table}_${when} AFTER ${when} ON main.${table}
    WHEN NOT EXISTS (SELECT 1 FROM temp.hub_quiet)${condition}
    BEGIN
      INSERT INTO hub_change (op_id, table_name, row_id, before, after)
      VALUES (ifnull((SELECT op_id FROM temp.current_step), ''), '${table}', ${id}, ${before}, ${after});
    END;`;
  // What a statement made by a function of JSON would stand in the image as an object; with '' before it it is text.
  const rowOf = (table: string) => {
    const texts = textColumns(db, table);
    const value = (alias: string, name: string): string =>
      texts.has(name) ? `'' || ${alias}.${name}` : `${alias}.${name}`;
    return (alias: string) =>
      `json_object(${sharedColumns(db, table)
        .map((name) => `'${name}', ${value(alias, name)}`)
        .join(', ')})`;
  };
  for (const table of sharedTables) {
    const row = rowOf(table);
    db.exec(trigger(table, 'INSERT', 'NEW.id', 'NULL', row('NEW')));
    db.exec(trigger(table, 'UPDATE', 'NEW.id', row('OLD'), row('NEW'), unlessKept(db, table)));
    db.exec(trigger(table, 'DELETE', 'OLD.id', row('OLD'), 'NULL'));
  }
  for (const table of logs) {
    const row = rowOf(table);
    const id = table === 'command_log' ? 'OLD.seq' : 'OLD.id';
    db.exec(trigger(table, 'UPDATE', id, row('OLD'), row('NEW')));
    db.exec(trigger(table, 'DELETE', id, row('OLD'), 'NULL'));
  }
};

/** Ends that: this workstation works alone from now on. */
export const endHubCapture = (db: ReadableDB): void => {
  sql<[]>(db, 'INSERT INTO temp.hub_quiet VALUES (1)').run();
};

/** Runs what others have changed, or what is put back: none of it is a change of this workstation. */
export const withoutHubCapture = <T>(db: ReadableDB, work: () => T): T => {
  sql<[]>(db, 'INSERT INTO temp.hub_quiet VALUES (1)').run();
  const result = work();
  sql<[]>(db, 'DELETE FROM temp.hub_quiet').run();
  return result;
};
