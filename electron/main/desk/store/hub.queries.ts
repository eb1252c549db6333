import type { Instant, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { forgetTakenIds, idsOfWorkstation, passTakenIds } from '../../db/new-id.ts';
import { type SharedTable, sharedTables, withoutHubCapture } from '../../db/hub-capture.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import type { RowImage } from './change-log.queries.ts';
import { commandColumns, type LoggedCommand } from './command-log.queries.ts';

// How far a workstation is with its hub, the ids that it gives, and what it sends of its log.

/** How far a workstation is with the hub. */
export type HubState = {
  /** Which life of the hub. */
  readonly epoch: string;
  readonly workstation: number;
  /** The place in the hub's order up to which everything is in. */
  readonly cursor: number;
  /** The step that stands there; empty where nobody noted it. */
  readonly cursorOp: string;
  /** The number of the last step that the hub has from here, and of the last one made here. */
  readonly confirmedN: number;
  readonly lastN: number;
  /** The columns of shared tables that the program knew when it was in step last: JSON by table; empty where nobody noted it. */
  readonly knownColumns: string;
  /** Up to which line of the log of steps everything was offered, or came from the hub. */
  readonly logTo: number;
};

// The last step that waits says more than what stands in `hub_state`: that is not written for each step.
const queueEnd = `max(hub_state.last_n, ifnull(last.n, 0)) AS lastN, max(hub_state.log_to, ifnull(last.log_to, 0)) AS logTo`;
const withLastPending =
  'hub_state LEFT JOIN hub_pending AS last ON last.n = (SELECT max(n) FROM hub_pending)';

/** Null on a workstation that works alone. */
export const readHubState = (db: ReadableDB): HubState | null =>
  sql<[], HubState>(
    db,
    `SELECT epoch, workstation, cursor, cursor_op AS cursorOp, confirmed_n AS confirmedN, known_columns AS knownColumns,
            ${queueEnd} FROM ${withLastPending}`,
  ).get() ?? null;

/** Changes some of it. */
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

/** What the end of a transaction goes by; undefined on a workstation that works alone. */
export const readQueueEnd = (
  db: ReadableDB,
): (Pick<HubState, 'lastN' | 'logTo'> & { readonly hasStray: 0 | 1 }) | undefined =>
  sql<[], Pick<HubState, 'lastN' | 'logTo'> & { readonly hasStray: 0 | 1 }>(
    db,
    `SELECT ${queueEnd}, EXISTS (SELECT 1 FROM hub_change WHERE op_id = '') AS hasStray FROM ${withLastPending}`,
  ).get();

/** The last line of the log of steps. */
export const lastLogLine = (db: ReadableDB): number =>
  sql<[], number>(db, 'SELECT ifnull(max(seq), 0) FROM command_log').pluck().get() ?? 0;

/** Begins to share: rows that are added from now on have ids of the workstation's range. */
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
  giveRange(db, workstation);
};

/** Gives ids from the range of this workstation from now on: those after the ids that rows have there already. */
export const giveRange = (db: WritableDB, workstation: number): void => {
  forgetTakenIds(db);
  const first = workstation * idsOfWorkstation;
  for (const table of sharedTables)
    sql<object>(
      db,
      `INSERT INTO next_id (table_name, next)
       VALUES (@table, (SELECT ifnull(max(id), @first) + 1 FROM ${table} WHERE id BETWEEN @first AND @first + ${idsOfWorkstation - 1}))
       ON CONFLICT (table_name) DO UPDATE SET next = excluded.next`,
    ).run({ table, first });
};

/** A row of this workstation comes back that its file does not know any more: its id is not given again. */
export const keepIdsAhead = (db: WritableDB, table: SharedTable, id: number): void => {
  if (passTakenIds(db, table, id)) return;
  sql<object>(
    db,
    `UPDATE next_id SET next = @id + 1
      WHERE table_name = @table AND next <= @id AND next / ${idsOfWorkstation} = CAST(@id AS INTEGER) / ${idsOfWorkstation}`,
  ).run({ table, id });
};

/** Ends sharing: what is here stays. */
export const endSharing = (db: WritableDB): void => {
  for (const table of ['hub_state', 'next_id', 'hub_pending', 'hub_change', 'hub_kept', 'hub_aside'])
    sql<[]>(db, `DELETE FROM ${table}`).run();
};

/** The steps of staff in the log after a line, the earliest first. */
export const listCommandsAfter = (db: ReadableDB, seq: number): LoggedStep[] =>
  sql<[number], LoggedStep>(
    db,
    'SELECT seq, op_id AS opId, kind, request_id AS requestId FROM command_log WHERE seq > ? ORDER BY seq',
  ).all(seq);

type LoggedStep = Pick<LoggedCommand, 'seq' | 'opId' | 'kind' | 'requestId'>;

/** The patron and the place of a request, as far as a step reads them. */
export const findReadOfRequest = (
  db: ReadableDB,
  requestId: RequestId,
): { readonly patronId: number | null } =>
  sql<[RequestId], { readonly patronId: number | null }>(
    db,
    'SELECT patron_id AS patronId FROM request WHERE id = ?',
  ).get(requestId) ?? { patronId: null };

/** A line of history as it goes to other workstations. */
export type SharedEvent = {
  readonly requestId: RequestId;
  readonly at: Instant;
  readonly kind: string;
  readonly statusBefore: string;
  readonly statusAfter: string;
  readonly headline: string;
};

/** The lines of history of a step, one of a request at most, in no order. */
export const listEventsOf = (db: ReadableDB, opId: OpId): SharedEvent[] =>
  sql<[OpId], SharedEvent>(
    db,
    `SELECT request_id AS requestId, at, kind, status_before AS statusBefore, status_after AS statusAfter, headline
       FROM request_event WHERE op_id = ?`,
  ).all(opId);

/** Takes a step out of the log of steps, with its history and its changes. What refers to it must be gone, or come back. */
export const removeFromLog = (db: WritableDB, opId: OpId): void => {
  for (const table of ['change_log', 'request_event', 'command_log'])
    sql<[OpId]>(db, `DELETE FROM ${table} WHERE op_id = ?`).run(opId);
};

/** The slips of a step: those that are on paper, in words; the others will not be printed any more. */
export const withdrawSlips = (db: WritableDB, opId: OpId): readonly string[] => {
  const printed = sql<[OpId], string>(
    db,
    "SELECT kind FROM print_job WHERE op_id = ? AND state NOT IN ('queued', 'held')",
  )
    .pluck()
    .all(opId);
  sql<[OpId]>(db, 'DELETE FROM print_job WHERE op_id = ?').run(opId);
  // One that was removed again is in what waits for the hub.
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

/** A tick that a step has set which waits still was never set; one that the others know is deleted for them too. */
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

/** Rows of a shared table after an id, as they go to other workstations. Column names are of our own schema. */
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

/** Steps of staff in the log after a line, with all that is kept of them but the rows that they changed. */
export const listLogAfter = (db: ReadableDB, after: number, most: number): LoggedCommand[] =>
  sql<[number, number], LoggedCommand>(
    db,
    `SELECT ${commandColumns} FROM command_log WHERE seq > ? ORDER BY seq LIMIT ?`,
  ).all(after, most);

/** Empties the shared tables of a new database: a library comes into it. */
export const clearShared = (db: WritableDB): void => {
  for (const table of [...sharedTables].reverse()) sql<[]>(db, `DELETE FROM ${table}`).run();
};

/** How many requests there are. */
export const countOwnRequests = (db: ReadableDB): number =>
  sql<[], number>(db, 'SELECT count(*) FROM request').pluck().get() ?? 0;
