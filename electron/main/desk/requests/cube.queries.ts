import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { dueEnds } from '../../../../shared/domain/request-list.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { whereOfCube } from './conditions.queries.ts';
import { settledCodes } from './orders.queries.ts';
import type { Condition } from '../../../../shared/domain/request-conditions.ts';

/** A column of the cube by which it can count. */
export type CubeColumn = 'status' | 'partner_id' | 'desk_id' | 'has_notes' | 'due';

/** How many requests fit, by the values of one column. */
export const countBy = <V extends string | number>(
  db: ReadableDB,
  column: CubeColumn,
  conditions: readonly Condition[],
): Map<V, number> => {
  const { text, params } = whereOfCube(conditions);
  const rows = sql<object, { readonly value: V; readonly n: number }>(
    db,
    `SELECT ${column} AS value, sum(n) AS n FROM request_cube WHERE ${text} GROUP BY ${column} HAVING sum(n) > 0`,
  ).all(params);
  return new Map(rows.map(({ value, n }) => [value, n]));
};

/** How many requests fit. */
export const countAll = (db: ReadableDB, conditions: readonly Condition[]): number => {
  const { text, params } = whereOfCube(conditions);
  return (
    sql<object, { readonly n: number | null }>(db, `SELECT sum(n) AS n FROM request_cube WHERE ${text}`).get(
      params,
    )?.n ?? 0
  );
};

/** The day as of which the cube says what is overdue and what is due soon. */
export const cubeDay = (db: ReadableDB): CalendarDate | undefined =>
  sql<[], { readonly today: CalendarDate }>(db, 'SELECT today FROM request_cube_day').get()?.today;

/** From one calendar date to another, both included. */
export type DateRange = readonly [CalendarDate, CalendarDate];

/** Brings the cube to another day: the requests whose bucket may differ are counted out, the day moves, they are counted in. */
export const moveCubeDay = (db: WritableDB, today: CalendarDate, changed: readonly DateRange[]): void => {
  const { weekEnd, monthEnd } = dueEnds(today);
  for (const [from, to] of changed) countRange(db, from, to, -1);
  sql<[string, string, string]>(db, 'UPDATE request_cube_day SET today = ?, week_end = ?, month_end = ?').run(
    today,
    weekEnd,
    monthEnd,
  );
  for (const [from, to] of changed) countRange(db, from, to, 1);
  sql<[]>(db, 'DELETE FROM request_cube WHERE n = 0').run();
};

// The statuses are in no bucket by their date: they count as `settled` before and after.
const countRange = (db: WritableDB, from: CalendarDate, to: CalendarDate, sign: 1 | -1): void => {
  sql<object>(
    db,
    `INSERT INTO request_cube (status, partner_id, desk_id, made_at_library_id, has_notes, due, n)
     SELECT status, ifnull(active_partner_id, 0), ifnull(pickup_desk_id, 0),
            iif(pickup_desk_id IS NULL, ifnull(made_at_library_id, 0), 0), active_notes > 0,
            CASE WHEN due_on < today THEN 'overdue' WHEN due_on = today THEN 'today'
                 WHEN due_on <= week_end THEN 'week' WHEN due_on <= month_end THEN 'month' ELSE 'later' END,
            @sign * count(*)
       FROM request, request_cube_day
      WHERE due_on BETWEEN @from AND @to
        AND status NOT IN (${settledCodes})
      GROUP BY 1, 2, 3, 4, 5, 6
     ON CONFLICT DO UPDATE SET n = n + excluded.n`,
  ).run({ from, to, sign });
};
