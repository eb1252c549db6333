import type { Instant } from '../../../../shared/domain/ids.ts';
import { idsOfWorkstation } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/**
 * What is added up: each in a table `report_…`, with a view of what is to be counted next (`report_…_next`), and, while much is counted,
 * in a table of the same shape in memory (`temp.gathered_…`).
 */
export const sumNames = ['made', 'turn', 'leg', 'loan', 'shelf', 'work'] as const;
export type SumName = (typeof sumNames)[number];

/** How far the sums of the reports count, and how far there is to count. */
export type Counted = {
  /** For which time zone they hold; empty while there are none. */
  readonly timeZone: string;
  /** Below 0 while sums are there that hold no more. */
  readonly requestsTo: number;
  readonly stepsTo: number;
  readonly lastRequest: number;
  readonly lastStep: number;
  /** Whether a part of them is in memory still: it goes with the program. */
  readonly inMemory: 0 | 1;
};

/** How far the sums count. */
export const readCounted = (db: ReadableDB): Counted => {
  const row = sql<[], Counted>(
    db,
    `SELECT time_zone AS timeZone, requests_to AS requestsTo, steps_to AS stepsTo, in_memory AS inMemory,
            ifnull((SELECT max(id) FROM request), 0) AS lastRequest,
            ifnull((SELECT max(seq) FROM command_log), 0) AS lastStep
       FROM report_state`,
  ).get();
  if (!row) throw new Error('The state of the reports is missing.');
  return row;
};

/** What is counted by its number. */
type Numbered = 'request' | 'command_log';

/** The number of the row that comes so many rows after one: a workstation that shares numbers its rows by itself, far from those of others. */
export const numberAfter = (db: ReadableDB, table: Numbered, after: number, rows: number): number =>
  sql<[number, number], number | null>(
    db,
    `SELECT max(number) FROM (SELECT rowid AS number FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ?)`,
  )
    .pluck()
    .get(after, rows) ?? after;

/** About how many rows there are up to a number. */
export const rowsUpTo = (db: ReadableDB, table: Numbered, number: number): number => {
  const before = sql<[number], number | null>(db, `SELECT max(rowid) FROM ${table} WHERE rowid < ?`).pluck();
  let rows = 0;
  for (let last = number; last > 0;) {
    const first = Math.floor(last / idsOfWorkstation) * idsOfWorkstation;
    rows += last - first + (first > 0 ? 1 : 0);
    last = before.get(first) ?? 0;
  }
  return rows;
};

/** From when on clocks differ from UTC by so many minutes. */
export type ZoneShift = { readonly from: Instant | ''; readonly minutes: number };

/** For which time zone the sums are to hold. */
export const setZone = (db: WritableDB, timeZone: string, shifts: readonly ZoneShift[]): void => {
  sql<[string]>(db, 'UPDATE report_state SET time_zone = ?').run(timeZone);
  sql<[]>(db, 'DELETE FROM report_zone').run();
  const insert = sql<[string, string]>(db, 'INSERT INTO report_zone VALUES (?, ?)');
  for (const { from, minutes } of shifts) insert.run(from, `${minutes < 0 ? '' : '+'}${minutes} minutes`);
};

/** Notes up to which request and step the sums count: from then on the schema's triggers keep them. */
export const setCounted = (db: WritableDB, requestsTo: number, stepsTo: number): void => {
  sql<[number, number]>(db, 'UPDATE report_state SET requests_to = ?, steps_to = ?').run(requestsTo, stepsTo);
};

/** Notes whether a part of the sums is in memory. */
export const setInMemory = (db: WritableDB, inMemory: boolean): void => {
  sql<[number]>(db, 'UPDATE report_state SET in_memory = ?').run(inMemory ? 1 : 0);
};

const columnsOf = (db: ReadableDB, name: SumName) =>
  sql<[], { readonly name: string; readonly type: string; readonly pk: number }>(
    db,
    `SELECT name, type, pk FROM pragma_table_info('report_${name}')`,
  ).all();

/** Makes room in memory, for this connection alone. */
export const makeRoom = (db: ReadableDB): void => {
  for (const name of sumNames) {
    const columns = columnsOf(db, name);
    const keys = columns.filter(({ pk }) => pk > 0).map((column) => column.name);
    db.exec(
      `CREATE TEMP TABLE IF NOT EXISTS gathered_${name}
         (${columns.map((column) => `${column.name} ${column.type} NOT NULL`).join(', ')}, PRIMARY KEY (${keys.join(', ')})) WITHOUT ROWID`,
    );
  }
};

/** Whether sums of a table are in memory. */
export const hasGathered = (db: ReadableDB, name: SumName): boolean =>
  sql<[], 0 | 1>(db, `SELECT EXISTS (SELECT 1 FROM temp.gathered_${name})`).pluck().get() === 1;

/** Forgets what is in memory. */
export const forgetGathered = (db: WritableDB): void => {
  for (const name of sumNames) sql<[]>(db, `DELETE FROM temp.gathered_${name}`).run();
};

/** Adds up in memory what comes after that which is counted, up to a request and a step; both count as counted then. */
export const gather = (db: WritableDB, requestsTo: number, stepsTo: number): void => {
  sql<[number, number]>(db, 'UPDATE report_state SET next_requests_to = ?, next_steps_to = ?').run(
    requestsTo,
    stepsTo,
  );
  for (const name of sumNames)
    sql<[]>(
      db,
      `INSERT INTO temp.gathered_${name} SELECT * FROM report_${name}_next WHERE true
         ON CONFLICT DO UPDATE SET n = n + excluded.n`,
    ).run();
  setCounted(db, requestsTo, stepsTo);
};

/** The first days, or spans, of a table, with so many rows in all. */
const firstSpans = (table: string): string =>
  `span <= (SELECT max(span) FROM (SELECT span FROM ${table} ORDER BY span LIMIT @rows))`;

/** Moves the first days of a table from memory into the file, with their months and years: about so many rows. */
export const storeGathered = (db: WritableDB, name: SumName, rows: number): void => {
  const others = columnsOf(db, name)
    .map((column) => column.name)
    .filter((column) => column !== 'span' && column !== 'n')
    .join(', ');
  sql<object>(
    db,
    `INSERT INTO report_${name} (span, ${others}, n)
     SELECT CASE column1 WHEN 0 THEN span WHEN 1 THEN 'M' || substr(span, 1, 7) ELSE 'Y' || substr(span, 1, 4) END AS at,
            ${others}, sum(n)
       FROM temp.gathered_${name} CROSS JOIN (VALUES (0), (1), (2)) WHERE ${firstSpans(`temp.gathered_${name}`)} GROUP BY at, ${others}
     ON CONFLICT DO UPDATE SET n = n + excluded.n`,
  ).run({ rows });
  sql<object>(db, `DELETE FROM temp.gathered_${name} WHERE ${firstSpans(`temp.gathered_${name}`)}`).run({
    rows,
  });
};

/** Removes the first sums of a table: about so many rows. @returns whether there were any. */
export const removeSums = (db: WritableDB, name: SumName, rows: number): boolean =>
  sql<object>(db, `DELETE FROM report_${name} WHERE ${firstSpans(`report_${name}`)}`).run({ rows }).changes >
  0;

/** All sums of a table that are not 0, in one order, each as one text. */
export const listSums = (db: ReadableDB, name: SumName): readonly string[] =>
  sql<[], readonly unknown[]>(db, `SELECT * FROM report_${name} WHERE n <> 0 ORDER BY span`)
    .raw()
    .all()
    .map((row) => JSON.stringify(row));
