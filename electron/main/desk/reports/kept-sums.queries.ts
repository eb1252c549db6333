import type { Instant } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** How far the sums of the reports count, and how far there is to count. */
export type Counted = {
  /** For which time zone they hold; empty while there are none. */
  readonly timeZone: string;
  readonly requestsTo: number;
  readonly stepsTo: number;
  readonly lastRequest: number;
  readonly lastStep: number;
};

/** How far the sums count. */
export const readCounted = (db: ReadableDB): Counted => {
  const row = sql<[], Counted>(
    db,
    `SELECT time_zone AS timeZone, requests_to AS requestsTo, steps_to AS stepsTo,
            ifnull((SELECT max(id) FROM request), 0) AS lastRequest,
            ifnull((SELECT max(seq) FROM command_log), 0) AS lastStep
       FROM report_state`,
  ).get();
  if (!row) throw new Error('The state of the reports is missing.');
  return row;
};

/** Counts on up to a request and a step; the schema's triggers add up what lies between. */
export const countTo = (db: WritableDB, requestsTo: number, stepsTo: number): void => {
  sql<[number]>(db, 'UPDATE report_state SET requests_to = ?').run(requestsTo);
  sql<[number]>(db, 'UPDATE report_state SET steps_to = ?').run(stepsTo);
};

/** From when on clocks differ from UTC by so many minutes. */
export type ZoneShift = { readonly from: Instant | ''; readonly minutes: number };

/** Begins anew, for a time zone: nothing is counted yet. */
export const beginSums = (db: WritableDB, timeZone: string, shifts: readonly ZoneShift[]): void => {
  sql<[string]>(db, 'UPDATE report_state SET time_zone = ?, requests_to = 0, steps_to = 0').run(timeZone);
  sql<[]>(db, 'DELETE FROM report_zone').run();
  const insert = sql<[string, string]>(db, 'INSERT INTO report_zone VALUES (?, ?)');
  for (const { from, minutes } of shifts) insert.run(from, `${minutes < 0 ? '' : '+'}${minutes} minutes`);
};

/** The tables of the sums. */
export const sumTables = [
  'report_made',
  'report_turn',
  'report_leg',
  'report_loan',
  'report_shelf',
  'report_work',
] as const;
export type SumTable = (typeof sumTables)[number];

/** All sums of a table that are not 0, in one order, each as one text. */
export const listSums = (db: ReadableDB, table: SumTable): readonly string[] =>
  sql<[], readonly unknown[]>(db, `SELECT * FROM ${table} WHERE n <> 0 ORDER BY span`)
    .raw()
    .all()
    .map((row) => JSON.stringify(row));
