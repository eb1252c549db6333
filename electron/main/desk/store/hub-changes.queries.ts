import type { OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { recordTables } from '../../db/change-capture.ts';
import { isLog, type Log, type OfferedLog, type SharedTable } from '../../db/hub-capture.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { deleteRow, insertRow, readRow, type RowImage, writeColumns } from './change-log.queries.ts';
import { type HistoryLine, historyLineOf } from './command-log.queries.ts';

/**
 * A row that a step changed: `before` is null for an inserted row, `after` for a deleted one. In these cases, and for log lines, the row is
 * complete; otherwise only the columns that differ.
 */
export type HubChange = {
  readonly table: SharedTable | Log;
  readonly rowId: number;
  readonly before: RowImage | null;
  readonly after: RowImage | null;
};

/** Timestamps of the last write never conflict: the later one wins. */
export const moments: readonly string[] = ['updated_at', 'edited_at', 'changed_at'];

type ChangeRow = {
  readonly table: SharedTable | Log;
  readonly rowId: number;
  readonly before: string | null;
  readonly after: string | null;
};

const image = (json: string | null): RowImage | null =>
  json === null ? null : (JSON.parse(json) as RowImage);

type Images = Pick<HubChange, 'before' | 'after'>;

/** For an update, the triggers store both images in one: each column with its old and new value. */
const imagesOf = ({ before, after }: ChangeRow): Images => {
  if (before === null || after !== '') return { before: image(before), after: image(after) };
  const columns = Object.entries(
    JSON.parse(before) as Readonly<Record<string, readonly [RowImage[string], RowImage[string]]>>,
  );
  return {
    before: Object.fromEntries(columns.map(([name, [was]]) => [name, was])),
    after: Object.fromEntries(columns.map(([name, [, is]]) => [name, is])),
  };
};

/** Returns the rows that a step changed, in their original order. */
export const listHubChanges = (db: ReadableDB, opId: OpId): HubChange[] =>
  sql<[OpId], ChangeRow>(
    db,
    'SELECT table_name AS "table", row_id AS rowId, before, after FROM hub_change WHERE op_id = ? ORDER BY id',
  )
    .all(opId)
    .map((row) => ({ ...row, ...imagesOf(row) }));

/** Returns the other pending steps that changed rows of a request that this step created. */
export const listStepsOnMade = (db: ReadableDB, opId: OpId): readonly OpId[] =>
  sql<[OpId], OpId>(
    db,
    `SELECT DISTINCT later.op_id FROM hub_change AS made JOIN hub_change AS later ON later.request_id = made.row_id
      WHERE made.op_id = ? AND made.table_name = 'request' AND made.before IS NULL AND later.op_id <> made.op_id`,
  )
    .pluck()
    .all(opId);

/** Returns the pending steps that changed another step's log line. */
export const listStepsThatAmend = (db: ReadableDB): { readonly opId: OpId; readonly amends: OpId }[] =>
  sql<[], { readonly opId: OpId; readonly amends: OpId }>(
    db,
    "SELECT op_id AS opId, before ->> '$.op_id' AS amends FROM hub_change WHERE table_name = 'command_log'",
  ).all();

/** Returns the lines of other steps of which a step changed what was asked or answered, and the requests that they are about. */
export const listRewrittenLines = (
  db: ReadableDB,
  opId: OpId,
): { readonly opId: OpId; readonly requestId: RequestId | null }[] =>
  sql<object, { readonly opId: OpId; readonly requestId: RequestId | null }>(
    db,
    `SELECT before ->> '$.op_id' AS opId, before ->> '$.request_id' AS requestId FROM hub_change
      WHERE op_id = @opId AND table_name = 'command_log' AND before ->> '$.op_id' <> @opId
        AND (after ->> '$.input' <> before ->> '$.input' OR after ->> '$.answer' <> before ->> '$.answer')`,
  ).all({ opId });

/**
 * Returns what was asked and answered in a pending step, as its line in the log was before later pending steps of staff rewrote it: they may still be refused
 * here. Undefined if none did.
 */
export const findRewrittenFrom = (
  db: ReadableDB,
  opId: OpId,
): { readonly input: string; readonly answer: string } | undefined =>
  sql<object, { readonly input: string; readonly answer: string }>(
    db,
    `SELECT before ->> '$.input' AS input, before ->> '$.answer' AS answer FROM hub_change
      WHERE table_name = 'command_log' AND op_id <> @opId AND before ->> '$.op_id' = @opId
        AND op_id IN (SELECT op_id FROM hub_pending WHERE kind IS NOT NULL) ORDER BY id LIMIT 1`,
  ).get({ opId });

/**
 * Returns the log line of a pending step from before a later pending step deleted its request: its request id, and its history. Null if no
 * step did.
 */
export const findLoggedBefore = (
  db: ReadableDB,
  opId: OpId,
): { readonly requestId: RequestId | null; readonly events: HistoryLine[] } | null => {
  const line = sql<object, number | null>(
    db,
    `SELECT before ->> '$.request_id' FROM hub_change
      WHERE table_name = 'command_log' AND op_id <> @opId AND before ->> '$.op_id' = @opId ORDER BY id LIMIT 1`,
  )
    .pluck()
    .get({ opId });
  if (typeof line !== 'number') return null;
  const events = sql<[OpId], string>(
    db,
    "SELECT before FROM hub_change WHERE table_name = 'request_event' AND after IS NULL AND before ->> '$.op_id' = ? ORDER BY id",
  )
    .pluck()
    .all(opId);
  return {
    requestId: line as RequestId,
    events: events.map((row) => historyLineOf(JSON.parse(row) as RowImage)),
  };
};

/** Returns the steps that inserted one of these rows, whether it still exists or not. @param rows `table id`. */
export const listStepsThatInserted = (db: ReadableDB, rows: readonly string[]): readonly OpId[] =>
  sql<[string], OpId>(
    db,
    `SELECT DISTINCT op_id FROM hub_change
      WHERE before IS NULL AND table_name || ' ' || row_id IN (SELECT value FROM json_each(?))`,
  )
    .pluck()
    .all(JSON.stringify(rows));

/** Returns the pending steps that delete a row to which other workstations' rows may refer: a request, or a record. */
export const listStepsThatDelete = (db: ReadableDB): readonly OpId[] =>
  sql<[string], OpId>(
    db,
    'SELECT DISTINCT op_id FROM hub_change WHERE after IS NULL AND table_name IN (SELECT value FROM json_each(?))',
  )
    .pluck()
    .all(JSON.stringify(['request', ...recordTables]));

type Reference = { readonly table: string; readonly column: string };
const referencesByTable = new WeakMap<ReadableDB, Map<string, readonly Reference[]>>();

/** The columns that refer to a table without cascading deletes. */
const referencesTo = (db: ReadableDB, table: SharedTable | 'command_log'): readonly Reference[] => {
  let tables = referencesByTable.get(db);
  if (!tables) referencesByTable.set(db, (tables = new Map<string, readonly Reference[]>()));
  let found = tables.get(table);
  if (!found) {
    found = sql<[string], Reference>(
      db,
      `SELECT named.name AS "table", key."from" AS "column" FROM pragma_table_list AS named, pragma_foreign_key_list(named.name) AS key
        WHERE named.schema = 'main' AND named.type = 'table' AND key."table" = ? AND key.on_delete <> 'CASCADE'`,
    ).all(table);
    tables.set(table, found);
  }
  return found;
};

/** Whether any row refers to this one, so that it cannot be deleted. @param key its id; of a line of the log, its step. */
export const isReferredTo = (
  db: ReadableDB,
  ...[table, key]: readonly [SharedTable, number] | readonly ['command_log', OpId]
): boolean =>
  referencesTo(db, table).some(
    (one) =>
      sql<[number | string]>(db, `SELECT 1 FROM ${one.table} WHERE ${one.column} = ? LIMIT 1`).get(key) !==
      undefined,
  );

const keyOfLog = { command_log: 'seq', change_log: 'id', request_event: 'id' } as const;

/** Returns the number of rows changed. */
const write = (db: WritableDB, statement: string, values: RowImage): number =>
  sql<object>(db, statement).run(values).changes;

/** Stores a change for a step that is offered again. A step's own changes are stored by triggers. */
export const noteHubChange = (
  db: WritableDB,
  opId: OpId,
  { table, rowId, before, after }: HubChange,
): void => {
  sql<object>(
    db,
    `INSERT INTO hub_change (op_id, table_name, row_id, request_id, before, after)
     VALUES (@opId, @table, @rowId, @requestId, @before, @after)`,
  ).run({
    opId,
    table,
    rowId,
    requestId: requestOf(db, table, rowId, after ?? before),
    before: before && JSON.stringify(before),
    after: after && JSON.stringify(after),
  });
};

/** The request that a row belongs to: its image may contain other columns only. */
const requestOf = (
  db: ReadableDB,
  table: SharedTable | Log,
  rowId: number,
  row: RowImage | null,
): number | null => {
  if (isLog(table)) return null;
  if (table === 'request') return rowId;
  const whole = { ...readRow(db, table, rowId), ...row };
  const item = whole['item_id'];
  const found = table === 'loan' ? readRow(db, 'item', Number(item))?.['request_id'] : whole['request_id'];
  return typeof found === 'number' ? found : null;
};

/**
 * Updates a row from one image to another. @param from null: it is inserted. @param to null: it is deleted. @returns the number of rows
 * changed: 0 if it does not exist.
 */
export const putImage = (
  db: WritableDB,
  { table, rowId }: Pick<HubChange, 'table' | 'rowId'>,
  from: RowImage | null,
  to: RowImage | null,
): number => {
  if (isLog(table)) return putLogLine(db, table, rowId, from, to);
  if (to === null) return deleteRow(db, table, rowId);
  if (from === null) return insertRow(db, table, to);
  return writeColumns(db, table, rowId, differing(from, to));
};

const differing = (from: RowImage, to: RowImage): RowImage =>
  Object.fromEntries(Object.entries(to).filter(([column, value]) => from[column] !== value));

/**
 * Writes a row without changing it, for a step that touched it. For a request, this lets the reports know that one of its parts has
 * changed. Returns 0 if it does not exist.
 */
export const touchRow = (db: WritableDB, table: SharedTable, rowId: number): number =>
  write(db, `UPDATE ${table} SET id = id WHERE id = @rowId`, { rowId });

/** Touches the request that a row belongs to. @param row the complete current or former row. */
export const touchRequestOf = (
  db: WritableDB,
  { table, rowId }: Pick<HubChange, 'table' | 'rowId'>,
  row: RowImage | null,
): void => {
  const requestId = requestOf(db, table, rowId, row);
  if (requestId !== null) touchRow(db, 'request', requestId);
};

const putLogLine = (
  db: WritableDB,
  table: Log,
  key: number,
  from: RowImage | null,
  to: RowImage | null,
): number => {
  const id = keyOfLog[table];
  if (to === null) return write(db, `DELETE FROM ${table} WHERE ${id} = @key`, { key });
  if (from === null) {
    const names = Object.keys(to);
    return write(
      db,
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
      to,
    );
  }
  const columns = Object.keys(differing(from, to));
  if (columns.length === 0) return 1;
  return write(
    db,
    `UPDATE ${table} SET ${columns.map((name) => `${name} = @${name}`).join(', ')} WHERE ${id} = @key`,
    { ...to, key },
  );
};

/**
 * Finds the local log line that another workstation changed, by its contents: line numbers differ between workstations. Undefined if it
 * does not exist here.
 */
export const findLogLine = (db: ReadableDB, log: OfferedLog, before: RowImage): number | undefined =>
  (log === 'command_log'
    ? sql<[string], number>(db, 'SELECT seq FROM command_log WHERE op_id = ?')
        .pluck()
        .get(String(before['op_id']))
    : sql<object, number>(
        db,
        `SELECT id FROM change_log
          WHERE op_id = @op_id AND table_name = @table_name AND row_id = @row_id AND before IS @before AND after IS @after
          ORDER BY id LIMIT 1`,
      )
        .pluck()
        .get(before)) ?? undefined;
