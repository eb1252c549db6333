import type { CalendarDate, Instant } from '../../../../../shared/domain/ids.ts';
import type { ListDay } from '../../../../../shared/domain/request-list.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { whereOfCube } from './conditions.queries.ts';
import { isDue, isDueBack } from '../../../db/selects.ts';
import type { Condition } from '../../../../../shared/domain/request-conditions.ts';

/** A column of the cube by which it can count. */
type CubeColumn =
  | 'status'
  | 'turn_state'
  | 'partner_id'
  | 'desk_id'
  | 'has_notes'
  | 'due'
  | 'patron_due'
  | 'created';

/** Returns how many requests match, by the values of one column. */
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

/** Returns how many requests match. */
export const countAll = (db: ReadableDB, conditions: readonly Condition[]): number => {
  const { text, params } = whereOfCube(conditions);
  return (
    sql<object, { readonly n: number | null }>(db, `SELECT sum(n) AS n FROM request_cube WHERE ${text}`).get(
      params,
    )?.n ?? 0
  );
};

/** Returns the day for which the cube determines what is overdue, due soon and new. */
export const cubeDay = (db: ReadableDB): ListDay | undefined =>
  sql<[], ListDay>(
    db,
    `SELECT time_zone AS timeZone, today, week_end AS weekEnd, month_end AS monthEnd,
            day_start AS dayStart, week_start AS weekStart, month_start AS monthStart FROM request_cube_day`,
  ).get();

/** From one calendar date or moment to another, both included. */
export type DateRange = readonly [CalendarDate, CalendarDate];
export type MomentRange = readonly [Instant, Instant];

type Changed = { readonly due: readonly DateRange[]; readonly made: readonly MomentRange[] };

/** Moves the cube to another day: the requests that may change cells are subtracted, the day moves, and they are added again. */
export const moveCubeDay = (db: WritableDB, day: ListDay, changed: Changed): void => {
  countDated(db, changed, -1);
  sql<ListDay>(
    db,
    `UPDATE request_cube_day SET time_zone = @timeZone, today = @today, week_end = @weekEnd, month_end = @monthEnd,
            day_start = @dayStart, week_start = @weekStart, month_start = @monthStart`,
  ).run(day);
  countDated(db, changed, 1);
  sql<[]>(db, 'DELETE FROM request_cube WHERE n = 0').run();
};

const datedIn = (
  date: 'wanted_on' | 'patron_due_on' | 'created_at',
  index: string,
  has: string,
  ranges: keyof Changed,
): string => `
  SELECT request.id FROM json_each(@${ranges}) AS span
    JOIN request INDEXED BY ${index}
      ON ${has} AND request.${date} BETWEEN json_extract(span.value, '$[0]') AND json_extract(span.value, '$[1]')`;

/** Counts requests into their cells. @param from the rows of `request_cell`. @param how the factor for each. */
const countInto = (from: string, how: string): string => `
  INSERT INTO request_cube
  SELECT status, partner_id, desk_id, made_at_library_id, has_notes, is_out, due, patron_due, turn_state, demand, not_checked_in, created, ${how} * count(*)
    FROM ${from}
   WHERE true
   GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
  ON CONFLICT DO UPDATE SET n = n + excluded.n`;

// A request with several dates that change cells is counted only once: UNION removes duplicates.
const countMoved = countInto(
  `(${datedIn('wanted_on', 'request_due', isDueBack, 'due')}
    UNION ${datedIn('patron_due_on', 'request_patron_due', isDue, 'due')}
    UNION ${datedIn('created_at', 'request_created', 'true', 'made')}) AS dated
    CROSS JOIN request_cell ON request_cell.request_id = dated.id`,
  '@sign',
);
const countEach = countInto('request_cell', '1');

const countDated = (db: WritableDB, { due, made }: Changed, sign: 1 | -1): void => {
  sql<object>(db, countMoved).run({ due: JSON.stringify(due), made: JSON.stringify(made), sign });
};

/** Recounts all requests, after they were stored without the triggers that count each. */
export const recountRequests = (db: WritableDB): void => {
  sql<[]>(db, 'DELETE FROM request_cube').run();
  sql<[]>(db, countEach).run();
};
