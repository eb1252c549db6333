import type { Instant, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { discardReservedIds, idsOfWorkstation, skipReservedIds } from '../../db/new-id.ts';
import { type SharedTable, sharedTables, withoutHubCapture } from '../../db/hub-capture.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import type { RowImage } from './change-log.queries.ts';
import { commandColumns, type LoggedCommand } from './command-log.queries.ts';

// The state of a workstation relative to its hub, the ids that it assigns, and what it sends of its log.

/** The state of a workstation relative to its hub. */
export type HubState = {
  /** Identifies the hub's history; it changes when the hub is restored. */
  readonly epoch: string;
  readonly workstation: number;
  /** The place in the hub's order up to which all steps have been applied. */
  readonly cursor: number;
  /** The step at that place; empty if it was not recorded. */
  readonly cursorOp: string;
  /** The number of the last local step that the hub has, and of the last one taken here. */
  readonly confirmedN: number;
  readonly lastN: number;
  /** The columns of shared tables that the program knew when it was last in sync: JSON by table; empty if not recorded. */
  readonly knownColumns: string;
  /** The line of the command log up to which everything was offered, or came from the hub. */
  readonly logTo: number;
};

// The last pending step overrides `hub_state`, which is not updated for each step.
const queueEnd = `max(hub_state.last_n, ifnull(last.n, 0)) AS lastN, max(hub_state.log_to, ifnull(last.log_to, 0)) AS logTo`;
const withLastPending =
  'hub_state LEFT JOIN hub_pending AS last ON last.n = (SELECT max(n) FROM hub_pending)';

/** Returns the state; null on a workstation without a hub. */
export const readHubState = (db: ReadableDB): HubState | null =>
  sql<[], HubState>(
    db,
    `SELECT epoch, workstation, cursor, cursor_op AS cursorOp, confirmed_n AS confirmedN, known_columns AS knownColumns,
            ${queueEnd} FROM ${withLastPending}`,
  ).get() ?? null;

/** Updates parts of the state. */
export const moveHubState = (db: WritableDB, changes: Partial<HubState>): void => {
  const names = (Object.keys(changes) as (keyof HubState)[]).map(
    (name) => `${stateColumns[name]} = @${name}`,
  );
  const { changes: rows } = sql<object>(db, `UPDATE hub_state SET ${names.join(', ')}`).run(changes);
  if (rows === 0) throw new Error('works alone');
};

const stateColumns: Readonly<Record<keyof HubState, string>> = {
  epoch: 'epoch',
  workstation: 'workstation',
  cursor: 'cursor',
  cursorOp: 'cursor_op',
  confirmedN: 'confirmed_n',
  lastN: 'last_n',
  logTo: 'log_to',
  knownColumns: 'known_columns',
};

/** Returns what the end of a transaction needs; undefined on a workstation without a hub. */
export const readQueueEnd = (
  db: ReadableDB,
): (Pick<HubState, 'lastN' | 'logTo'> & { readonly hasUnattributed: 0 | 1 }) | undefined =>
  sql<[], Pick<HubState, 'lastN' | 'logTo'> & { readonly hasUnattributed: 0 | 1 }>(
    db,
    `SELECT ${queueEnd}, EXISTS (SELECT 1 FROM hub_change WHERE op_id = '') AS hasUnattributed FROM ${withLastPending}`,
  ).get();

/** Returns the number of the last line of the command log. */
export const lastLogLine = (db: ReadableDB): number =>
  sql<[], number>(db, 'SELECT ifnull(max(seq), 0) FROM command_log').pluck().get() ?? 0;

/** Starts sharing: rows inserted from now on get ids from the workstation's range. */
export const beginSharing = (
  db: WritableDB,
  {
    epoch,
    workstation,
    cursor,
    cursorOp = '',
  }: Pick<HubState, 'epoch' | 'workstation' | 'cursor'> & { readonly cursorOp?: string },
): void => {
  sql<object>(
    db,
    `INSERT INTO hub_state (id, epoch, workstation, cursor, cursor_op, confirmed_n, last_n, log_to)
     VALUES (1, @epoch, @workstation, @cursor, @cursorOp, 0, 0, @logTo)`,
  ).run({ epoch, workstation, cursor, cursorOp, logTo: lastLogLine(db) });
  assignIdRange(db, workstation);
};

/** Assigns ids from the range of this workstation from now on: after those already in use. */
export const assignIdRange = (db: WritableDB, workstation: number): void => {
  discardReservedIds(db);
  const first = workstation * idsOfWorkstation;
  for (const table of sharedTables)
    sql<object>(
      db,
      `INSERT INTO next_id (table_name, next)
       VALUES (@table, (SELECT ifnull(max(id), @first) + 1 FROM ${table} WHERE id BETWEEN @first AND @first + ${idsOfWorkstation - 1}))
       ON CONFLICT (table_name) DO UPDATE SET next = excluded.next`,
    ).run({ table, first });
};

/** A row of this workstation comes back that its file no longer knows: its id must not be assigned again. */
export const advanceIdsPast = (db: WritableDB, table: SharedTable, id: number): void => {
  if (skipReservedIds(db, table, id)) return;
  sql<object>(
    db,
    `UPDATE next_id SET next = @id + 1
      WHERE table_name = @table AND next <= @id AND next / ${idsOfWorkstation} = CAST(@id AS INTEGER) / ${idsOfWorkstation}`,
  ).run({ table, id });
};

/** Stops sharing: all local data stays. */
export const endSharing = (db: WritableDB): void => {
  for (const table of ['hub_state', 'next_id', 'hub_pending', 'hub_change', 'hub_kept', 'hub_aside'])
    sql<[]>(db, `DELETE FROM ${table}`).run();
};

/** Returns the logged steps of staff after a line, earliest first. */
export const listCommandsAfter = (db: ReadableDB, seq: number): LoggedStep[] =>
  sql<[number], LoggedStep>(
    db,
    'SELECT seq, op_id AS opId, kind, request_id AS requestId, operator_id AS operatorId FROM command_log WHERE seq > ? ORDER BY seq',
  ).all(seq);

type LoggedStep = Pick<LoggedCommand, 'seq' | 'opId' | 'kind' | 'requestId' | 'operatorId'>;

/** Returns the patron of a request, which a step reads. */
export const findReadOfRequest = (
  db: ReadableDB,
  requestId: RequestId,
): { readonly patronId: number | null } =>
  sql<[RequestId], { readonly patronId: number | null }>(
    db,
    'SELECT patron_id AS patronId FROM request WHERE id = ?',
  ).get(requestId) ?? { patronId: null };

/** A line of history as it is sent to other workstations. */
export type SharedEvent = {
  readonly requestId: RequestId;
  readonly at: Instant;
  readonly kind: string;
  readonly statusBefore: string;
  readonly statusAfter: string;
  readonly headline: string;
};

const selectEvents = (headline: string): string =>
  `SELECT request_id AS requestId, at, kind, status_before AS statusBefore, status_after AS statusAfter, ${headline} AS headline
     FROM request_event WHERE op_id = ?`;

/** Returns the lines of history of a step, at most one per request, unordered. */
export const listEventsOf = (db: ReadableDB, opId: OpId): SharedEvent[] =>
  sql<[OpId], SharedEvent>(db, selectEvents('headline')).all(opId);

/** Returns the same of a pending step, as they were before later pending steps reworded them: those may still be refused. */
export const listEventsAsTaken = (db: ReadableDB, opId: OpId): SharedEvent[] =>
  sql<[OpId], SharedEvent>(
    db,
    selectEvents(
      `ifnull((SELECT before ->> '$.headline[0]' FROM hub_change
                WHERE table_name = 'request_event' AND row_id = request_event.id ORDER BY hub_change.id LIMIT 1), headline)`,
    ),
  ).all(opId);

/** Removes a step from the command log, with its history and its changes. Rows that refer to it must be gone, or be restored. */
export const removeFromLog = (db: WritableDB, opId: OpId): void => {
  for (const table of ['change_log', 'request_event', 'command_log'])
    sql<[OpId]>(db, `DELETE FROM ${table} WHERE op_id = ?`).run(opId);
};

/** Deletes the slips of a step. Returns the kinds of those that are already printed; the others will not be printed. */
export const withdrawSlips = (db: WritableDB, opId: OpId): readonly string[] => {
  const printed = sql<[OpId], string>(
    db,
    "SELECT kind FROM print_job WHERE op_id = ? AND state NOT IN ('queued', 'held')",
  )
    .pluck()
    .all(opId);
  sql<[OpId]>(db, 'DELETE FROM print_job WHERE op_id = ?').run(opId);
  // A mark that was removed again is only in the changes pending for the hub.
  const ticks = sql<{ opId: OpId }, number>(
    db,
    `SELECT id FROM keyed_step WHERE op_id = @opId UNION
     SELECT row_id FROM hub_change WHERE table_name = 'keyed_step' AND before IS NULL AND after ->> '$.op_id' = @opId`,
  )
    .pluck()
    .all({ opId });
  for (const id of ticks) withdrawTick(db, id);
  return printed;
};

/** A keyed mark set by a pending step is removed without a trace; one that other workstations know is deleted for them too. */
const withdrawTick = (db: WritableDB, id: number): void => {
  const remove = (): unknown => sql<[number]>(db, 'DELETE FROM keyed_step WHERE id = ?').run(id);
  const isOwn =
    sql<[number]>(
      db,
      "SELECT 1 FROM hub_change WHERE table_name = 'keyed_step' AND row_id = ? AND before IS NULL",
    ).get(id) !== undefined;
  sql<[number]>(db, "DELETE FROM hub_change WHERE table_name = 'keyed_step' AND row_id = ?").run(id);
  if (isOwn) withoutHubCapture(db, remove);
  else remove();
};

/** Returns rows of a shared table after an id, as they are sent to other workstations. Column names come from our own schema. */
export const listRowsAfter = (
  db: ReadableDB,
  table: SharedTable,
  columns: readonly string[],
  after: number,
  most: number,
): RowImage[] =>
  sql<[number, number], RowImage>(
    db,
    `SELECT ${columns.join(', ')} FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`,
  ).all(after, most);

/** Returns logged steps of staff after a line, with everything stored except the rows that they changed. */
export const listLogAfter = (db: ReadableDB, after: number, most: number): LoggedCommand[] =>
  sql<[number, number], LoggedCommand>(
    db,
    `SELECT ${commandColumns} FROM command_log WHERE seq > ? ORDER BY seq LIMIT ?`,
  ).all(after, most);

/** Empties the shared tables of a new database before a library is copied into it. */
export const clearShared = (db: WritableDB): void => {
  for (const table of [...sharedTables].reverse()) sql<[]>(db, `DELETE FROM ${table}`).run();
};

/** Returns the number of requests. */
export const countOwnRequests = (db: ReadableDB): number =>
  sql<[], number>(db, 'SELECT count(*) FROM request').pluck().get() ?? 0;
