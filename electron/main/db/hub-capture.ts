import type BetterSqlite3 from 'better-sqlite3';
import { derivedRequestColumns, recordTables, stepTables } from './change-capture.ts';
import { sql } from './sql.ts';
import type { ReadableDB } from './types.ts';

/** The tables whose rows workstations share through a hub; referenced tables come first. The log is sent with each step. */
export const sharedTables = [
  ...recordTables,
  ...stepTables,
  'outbox',
  'notice',
  'saved_view',
  'file_profile',
  'file_conflict',
  'keyed_step',
  'other_system_message',
  'task',
  'conversation',
  'partner_message',
  'incoming_mail',
  'mailbox_position',
] as const satisfies readonly string[];

export type SharedTable = (typeof sharedTables)[number];

/** Columns that triggers maintain: every workstation has the same triggers. */
const keptByTriggers: Readonly<Record<string, readonly string[]>> = {
  request: derivedRequestColumns.byTriggers,
};

/** The logs whose later changes the hub must know about. New lines are sent with their step. */
export const offeredLogs = ['command_log', 'change_log'] as const;

/** Also includes the request history, whose wording each workstation erases separately: rolling back an erasing step restores it. */
const logs = [...offeredLogs, 'request_event'] as const;

/** A log whose lines a later step may change. */
export type Log = (typeof logs)[number];
export type OfferedLog = (typeof offeredLogs)[number];

/** Whether a table is a log. */
export const isLog = (table: string): table is Log => (logs as readonly string[]).includes(table);

/** Returns the columns of a shared table that are sent to other workstations. */
export const sharedColumns = (db: BetterSqlite3.Database, table: string): readonly string[] =>
  (db.pragma(`table_info(${table})`) as { readonly name: string }[])
    .map(({ name }) => name)
    .filter((name) => keptByTriggers[table]?.includes(name) !== true);

/** Excludes updates that changed only columns maintained by triggers: other workstations have the same triggers. */
const unlessKept = (db: BetterSqlite3.Database, table: string): string => {
  const kept = keptByTriggers[table];
  if (!kept) return '';
  return ` AND NOT ((${differ(kept)}) AND NOT (${differ(sharedColumns(db, table))}))`;
};

/**
 * Values that must be unique across requests and patrons, with the columns that decide whether that applies: a barcode is free again once
 * its item has gone back.
 */
const uniqueValues: Readonly<
  Partial<Record<SharedTable, { readonly name: (row: string) => string; readonly by: readonly string[] }>>
> = {
  request: { name: (row) => `${row}.external_id`, by: ['external_id'] },
  item: { name: (row) => `${row}.barcode`, by: ['barcode', 'status'] },
  patron: { name: (row) => `${row}.barcode`, by: ['barcode'] },
  saved_view: { name: (row) => `${row}.operator_id || ' ' || ${row}.name`, by: ['operator_id', 'name'] },
  file_profile: { name: (row) => `${row}.name`, by: ['name'] },
  keyed_step: { name: (row) => `${row}.op_id`, by: ['op_id'] },
  conversation: { name: (row) => `${row}.sent_as`, by: ['sent_as'] },
  partner_message: {
    name: (row) => `${row}.direction || ' ' || ${row}.identity`,
    by: ['direction', 'identity'],
  },
  incoming_mail: { name: (row) => `${row}.identity`, by: ['identity'] },
  mailbox_position: { name: (row) => `${row}.mailbox`, by: ['mailbox'] },
};

type Column = { readonly name: string; readonly type: string };

const columnsOf = (db: BetterSqlite3.Database, table: string): readonly Column[] => {
  const shared = sharedColumns(db, table);
  return (db.pragma(`table_info(${table})`) as Column[]).filter(({ name }) => shared.includes(name));
};

/** Returns an SQL expression for the request to which a row belongs. */
const requestOf = (table: string, columns: readonly Column[]): ((alias: string) => string) => {
  if (table === 'request') return (alias) => `${alias}.id`;
  if (table === 'loan') return (alias) => `(SELECT request_id FROM item WHERE id = ${alias}.item_id)`;
  const has = columns.some(({ name }) => name === 'request_id') && !isLog(table);
  return (alias) => (has ? `${alias}.request_id` : 'NULL');
};

// Text made by a JSON function would become an object in the image; the '' in front keeps it text.
const valueOf = ({ name, type }: Column, alias: string): string =>
  type === 'TEXT' ? `'' || ${alias}.${name}` : `${alias}.${name}`;

const whole = (columns: readonly Column[], alias: string): string =>
  `json_object(${columns.map((column) => `'${column.name}', ${valueOf(column, alias)}`).join(', ')})`;

const differ = (names: readonly string[]): string =>
  names.map((name) => `OLD.${name} IS NOT NEW.${name}`).join(' OR ');

/**
 * Returns an SQL expression for the columns that an update changed, each with its old and new value: JSON, concatenated from parts most of
 * which are NULL. Comparing all columns once takes half as long as doing so for each image.
 */
const differing = (columns: readonly Column[]): string =>
  `'{' || concat_ws(',', ${columns
    .map(
      (column) =>
        `iif(${differ([column.name])}, '"${column.name}":[' || json_quote(${valueOf(column, 'OLD')}) || ',' || json_quote(${valueOf(column, 'NEW')}) || ']', NULL)`,
    )
    .join(', ')}) || '}'`;

/** Whether this workstation shares its requests. */
export const isSharing = (db: BetterSqlite3.Database): boolean =>
  db.prepare('SELECT EXISTS (SELECT 1 FROM main.hub_state)').pluck().get() === 1;

/**
 * Records the row changes of each step in `hub_change`, before and after: they are pushed to the hub, and rolled back if the step must be
 * rechecked. For an update, `before` holds both values and `after` is empty. Uses temporary triggers made from the current schema. Changes
 * outside steps have an empty `op_id` until their transaction ends.
 */
export const captureForHub = (db: BetterSqlite3.Database): void => {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS hub_quiet (quiet INTEGER NOT NULL); DELETE FROM temp.hub_quiet');
  for (const table of [...sharedTables, ...logs]) db.exec(triggersOf(db, table));
};

/** For lines of logs, the whole line is recorded to identify it elsewhere; new lines are sent with their step. */
const triggersOf = (db: BetterSqlite3.Database, table: SharedTable | Log): string => {
  const columns = columnsOf(db, table);
  const request = requestOf(table, columns);
  const calling = isLog(table) ? undefined : uniqueValues[table];
  const key = table === 'command_log' ? 'seq' : 'id';
  const trigger = (
    when: 'INSERT' | 'UPDATE' | 'DELETE',
    images: { readonly before: string; readonly after: string },
    condition = '',
  ): string => {
    const row = when === 'DELETE' ? 'OLD' : 'NEW';
    const called = (alias: string): string => {
      if (!calling || (when === 'INSERT' && alias === 'OLD') || (when === 'DELETE' && alias === 'NEW'))
        return 'NULL';
      const name = `nullif(${calling.name(alias)}, '')`;
      return when === 'UPDATE' ? `iif(${differ(calling.by)}, ${name}, NULL)` : name;
    };
    return `
    CREATE TEMP TRIGGER IF NOT EXISTS hub_${table}_${when} AFTER ${when} ON main.${table}
    WHEN NOT EXISTS (SELECT 1 FROM temp.hub_quiet)${condition}
    BEGIN
      INSERT INTO hub_change (op_id, table_name, row_id, request_id, was_called, called, before, after)
      VALUES (ifnull((SELECT op_id FROM temp.current_step), ''), '${table}', ${row}.${key}, ${request(row)},
              ${called('OLD')}, ${called('NEW')}, ${images.before}, ${images.after});
    END;`;
  };
  const deleted = trigger('DELETE', { before: whole(columns, 'OLD'), after: 'NULL' });
  const changed = { before: differing(columns), after: "''" };
  if (table === 'request_event') return trigger('UPDATE', changed) + deleted;
  if (isLog(table))
    return trigger('UPDATE', { before: whole(columns, 'OLD'), after: whole(columns, 'NEW') }) + deleted;
  return (
    trigger('INSERT', { before: 'NULL', after: whole(columns, 'NEW') }) +
    trigger('UPDATE', changed, unlessKept(db, table)) +
    deleted
  );
};

/** Stops the capture: this workstation works alone from now on. */
export const endHubCapture = (db: ReadableDB): void => {
  sql<[]>(db, 'INSERT INTO temp.hub_quiet VALUES (1)').run();
};

/** Runs work that applies the changes of others or rolls back: none of it counts as a change of this workstation. */
export const withoutHubCapture = <T>(db: ReadableDB, work: () => T): T => {
  sql<[]>(db, 'INSERT INTO temp.hub_quiet VALUES (1)').run();
  const result = work();
  sql<[]>(db, 'DELETE FROM temp.hub_quiet').run();
  return result;
};
