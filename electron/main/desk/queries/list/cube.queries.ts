import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import { dueEnds } from '../../../../../shared/domain/request-list.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { whereOfCube } from './conditions.queries.ts';
import { isDue, isDueBack } from '../../../db/selects.ts';
import type { Condition } from '../../../../../shared/domain/request-conditions.ts';

/** A column of the cube by which it can count. */
type CubeColumn = 'status' | 'turn_state' | 'partner_id' | 'desk_id' | 'has_notes' | 'due' | 'patron_due';

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

/** Brings the cube to another day: the requests whose buckets may differ are counted out, the day moves, they are counted in. */
export const moveCubeDay = (db: WritableDB, today: CalendarDate, changed: readonly DateRange[]): void => {
  const { weekEnd, monthEnd } = dueEnds(today);
  countDated(db, changed, -1);
  sql<[string, string, string]>(db, 'UPDATE request_cube_day SET today = ?, week_end = ?, month_end = ?').run(
    today,
    weekEnd,
    monthEnd,
  );
  countDated(db, changed, 1);
  sql<[]>(db, 'DELETE FROM request_cube WHERE n = 0').run();
};

const datedIn = (date: 'due_on' | 'patron_due_on', index: string, has: string): string => `
  SELECT request.id FROM json_each(@ranges) AS span
    JOIN request INDEXED BY ${index}
      ON ${has} AND request.${date} BETWEEN json_extract(span.value, '$[0]') AND json_extract(span.value, '$[1]')`;

/** Counts requests into their cells. @param from the rows of `request_cell`. @param how often each is counted. */
const countInto = (from: string, how: string): string => `
  INSERT INTO request_cube
  SELECT status, partner_id, desk_id, made_at_library_id, has_notes, is_out, due, patron_due, turn_state, demand, not_checked_in, ${how} * count(*)
    FROM ${from}
   WHERE true
   GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
  ON CONFLICT DO UPDATE SET n = n + excluded.n`;

// One whose both dates have moved into another bucket is counted once all the same: UNION leaves out what it has.
const countMoved = countInto(
  `(${datedIn('due_on', 'request_due', isDueBack)} UNION ${datedIn('patron_due_on', 'request_patron_due', isDue)}) AS dated
    CROSS JOIN request_cell ON request_cell.request_id = dated.id`,
  '@sign',
);
const countEach = countInto('request_cell', '1');

const countDated = (db: WritableDB, ranges: readonly DateRange[], sign: 1 | -1): void => {
  sql<object>(db, countMoved).run({ ranges: JSON.stringify(ranges), sign });
};

/** Counts all requests anew: where they were stored without the triggers that count each. */
export const countAnew = (db: WritableDB): void => {
  sql<[]>(db, 'DELETE FROM request_cube').run();
  sql<[]>(db, countEach).run();
};
