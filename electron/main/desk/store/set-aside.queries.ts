import type { Instant, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import type { SetAsideReason } from '../../../../shared/domain/set-aside-reasons.ts';
import type { SharedTable } from '../../db/hub-capture.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

// Steps in the hub's order that cannot be applied here: their places, and the rows that they would change. Their contents stay at the hub.

/** Beyond this number, steps are not stored individually: a comparison with the hub finds their changes. */
const maxKept = 10_000;
/** The maximum number of rows stored for one step, and for all. */
const maxRowsOfOne = 1_000;
const maxRows = 50_000;

/** A row by its table and id. */
export type RowName = { readonly table: string; readonly id: number };

/** A step that is set aside. */
type SetAsideStep = {
  readonly seq: number;
  readonly opId: OpId;
  /** The number of the workstation that caused it. */
  readonly culprit: number;
  /** Whether it is an ordinary step that builds on one of that workstation. */
  readonly builds: boolean;
  readonly why: SetAsideReason;
  readonly madeAt: Instant;
};

/** Stores a step as set aside, once. */
export const insertSetAside = (db: WritableDB, step: SetAsideStep, rows: readonly RowName[]): void => {
  if (countSetAside(db) >= maxKept) return;
  sql<object>(
    db,
    `INSERT INTO hub_aside (seq, op_id, culprit, builds, why, made_at) VALUES (@seq, @opId, @culprit, @builds, @why, @madeAt)
     ON CONFLICT (seq) DO NOTHING`,
  ).run({ ...step, builds: step.builds ? 1 : 0 });
  const room = maxRows - (sql<[], number>(db, 'SELECT count(*) FROM hub_aside_row').pluck().get() ?? 0);
  for (const { table, id } of rows.slice(0, Math.max(0, Math.min(room, maxRowsOfOne))))
    sql<[string, number, number]>(
      db,
      'INSERT OR IGNORE INTO hub_aside_row (table_name, row_id, seq) VALUES (?, ?, ?)',
    ).run(table, id, step.seq);
};

/** Returns the number of steps set aside. */
export const countSetAside = (db: ReadableDB): number =>
  sql<[], number>(db, 'SELECT count(*) FROM hub_aside').pluck().get() ?? 0;

/** Returns their places after one, in order. */
export const listSetAsideAfter = (
  db: ReadableDB,
  seq: number,
  most: number,
): readonly { readonly seq: number; readonly opId: OpId }[] =>
  sql<[number, number], { seq: number; opId: OpId }>(
    db,
    'SELECT seq, op_id AS opId FROM hub_aside WHERE seq > ? ORDER BY seq LIMIT ?',
  ).all(seq, most);

/** Removes a step: it was applied, or the hub no longer has it. */
export const removeSetAside = (db: WritableDB, seq: number): void => {
  sql<[number]>(db, 'DELETE FROM hub_aside WHERE seq = ?').run(seq);
};

/** Removes the steps after a place, which the hub has lost. */
export const removeSetAsideAfter = (db: WritableDB, seq: number): void => {
  sql<[number]>(db, 'DELETE FROM hub_aside WHERE seq > ?').run(seq);
};

/** Returns the workstation that caused a row to differ from the hub; undefined if no step set aside would change it. */
export const culpritOfRow = (db: ReadableDB, { table, id }: RowName): number | undefined =>
  sql<[string, number], number>(
    db,
    `SELECT culprit FROM hub_aside_row JOIN hub_aside USING (seq) WHERE table_name = ? AND row_id = ? ORDER BY seq LIMIT 1`,
  )
    .pluck()
    .get(table, id);

/** Whether a step set aside before a place would change a row. */
export const isSetAsideBefore = (
  db: ReadableDB,
  { table, id }: RowName,
  seq = Number.MAX_SAFE_INTEGER,
): boolean =>
  sql<[string, number, number]>(
    db,
    'SELECT 1 FROM hub_aside_row WHERE table_name = ? AND row_id = ? AND seq < ?',
  ).get(table, id, seq) !== undefined;

/** Returns the workstation of the last step that does not list the rows that it would change; undefined if there is none. */
export const culpritOfUnknown = (db: ReadableDB): number | undefined =>
  sql<[], number>(
    db,
    `SELECT culprit FROM hub_aside WHERE NOT EXISTS (SELECT 1 FROM hub_aside_row WHERE hub_aside_row.seq = hub_aside.seq)
      ORDER BY seq DESC LIMIT 1`,
  )
    .pluck()
    .get();

/** Returns the rows that steps set aside would change. */
export const listSetAsideRows = (
  db: ReadableDB,
): readonly { readonly table: SharedTable; readonly id: number }[] =>
  sql<[], { table: SharedTable; id: number }>(
    db,
    'SELECT DISTINCT table_name AS "table", row_id AS id FROM hub_aside_row ORDER BY table_name, row_id',
  ).all();

/**
 * Returns the rows that a pending step has changed, with its requests, and all rows that steps set aside would change along with those,
 * directly or transitively: they are all fetched from the hub together.
 */
export const listSetAsideRowsOf = (
  db: ReadableDB,
  opId: OpId,
  requests: readonly number[],
): ReturnType<typeof listSetAsideRows> =>
  sql<[OpId, string], { table: SharedTable; id: number }>(
    db,
    `WITH RECURSIVE wanted (table_name, row_id) AS (
       SELECT table_name, row_id FROM hub_change WHERE op_id = ? AND table_name NOT IN ('command_log', 'change_log', 'request_event')
       UNION SELECT 'request', value FROM json_each(?)
       UNION
       SELECT with_it.table_name, with_it.row_id
         FROM wanted JOIN hub_aside_row USING (table_name, row_id) JOIN hub_aside_row AS with_it USING (seq))
     SELECT table_name AS "table", row_id AS id FROM wanted ORDER BY table_name, row_id`,
  ).all(opId, JSON.stringify(requests));

/** Removes a row that matches the hub again: no step needs to change it. */
export const removeSetAsideRow = (db: WritableDB, { table, id }: RowName): void => {
  sql<[string, number]>(db, 'DELETE FROM hub_aside_row WHERE table_name = ? AND row_id = ?').run(table, id);
};

/** Returns the places of the steps set aside that would change a row. */
export const listPlacesOf = (db: ReadableDB, { table, id }: RowName): readonly number[] =>
  sql<[string, number], number>(
    db,
    'SELECT seq FROM hub_aside_row WHERE table_name = ? AND row_id = ? ORDER BY seq',
  )
    .pluck()
    .all(table, id);

/** Returns the places of steps that would change rows. */
export const listSetAsideWithRows = (db: ReadableDB): readonly number[] =>
  sql<[], number>(db, 'SELECT DISTINCT seq FROM hub_aside_row ORDER BY seq').pluck().all();

/** Returns the numbers of workstations whose names were not requested from the hub yet. */
export const listNameless = (db: ReadableDB): readonly number[] =>
  sql<[], number>(db, 'SELECT DISTINCT culprit FROM hub_aside WHERE culprit_name IS NULL').pluck().all();

/** Stores the name of a workstation; empty if the hub does not know it. */
export const nameCulprit = (db: WritableDB, culprit: number, name: string): void => {
  sql<[string, number]>(db, 'UPDATE hub_aside SET culprit_name = ? WHERE culprit = ?').run(name, culprit);
};

/** What is set aside because of one workstation. */
type SetAsideByOne = {
  readonly culprit: number;
  readonly name: string;
  /** The number of its own steps, and of others that build on them. */
  readonly steps: number;
  readonly building: number;
  /** Why the first one cannot be applied. */
  readonly why: SetAsideReason;
  readonly madeAt: Instant;
};

/** Returns what is set aside, by the workstation that caused it, earliest first. Hidden ones are left out. */
export const listSetAsideByOne = (db: ReadableDB): readonly SetAsideByOne[] =>
  sql<[], SetAsideByOne>(
    db,
    `SELECT culprit, ifnull(max(culprit_name), '') AS name, sum(1 - builds) AS steps, sum(builds) AS building,
            (SELECT why FROM hub_aside AS first WHERE first.culprit = hub_aside.culprit AND hidden = 0 ORDER BY builds, seq LIMIT 1) AS why,
            min(made_at) AS madeAt
       FROM hub_aside WHERE hidden = 0 GROUP BY culprit ORDER BY min(made_at), culprit`,
  ).all();

/** Returns the local requests of steps that were set aside because of a workstation. */
export const listRequestsSetAside = (
  db: ReadableDB,
  culprit: number,
  most: number,
): readonly { readonly id: RequestId; readonly externalId: string; readonly title: string }[] =>
  sql<[number, number], { id: RequestId; externalId: string; title: string }>(
    db,
    `SELECT DISTINCT request.id, external_id AS externalId, title
       FROM hub_aside JOIN hub_aside_row USING (seq) JOIN request ON request.id = row_id
      WHERE culprit = ? AND hidden = 0 AND table_name = 'request' ORDER BY request.id LIMIT ?`,
  ).all(culprit, most);

/** Hides everything that is now set aside because of a workstation. */
export const hideSetAside = (db: WritableDB, culprit: number): void => {
  sql<[number]>(db, 'UPDATE hub_aside SET hidden = 1 WHERE culprit = ?').run(culprit);
};

/** Returns the first id of a table; 0 if it is empty. */
export const firstIdOf = (db: ReadableDB, table: SharedTable): number =>
  sql<[], number>(db, `SELECT ifnull(min(id), 0) FROM ${table}`).pluck().get() ?? 0;

/** Returns the columns of a table that refer to rows of other tables. */
export const listReferences = (
  db: ReadableDB,
  table: SharedTable,
): readonly { readonly from: string; readonly table: SharedTable }[] =>
  db.pragma(`foreign_key_list(${table})`) as { from: string; table: SharedTable }[];
