import type BetterSqlite3 from 'better-sqlite3';
import { expect } from 'vitest';
import type { DeskContext } from '../../../../../electron/main/desk/context.ts';
import { countOn } from '../../../../../electron/main/desk/queries/reports/stored-sums.ts';
import { recount } from '../../../../support/recount.ts';
import type { ReadableDB } from '../../../../../electron/main/db/types.ts';

// Counts what the reports count in another way: row by row, with the dates of the runtime instead of SQLite's.

type Row = Readonly<Record<string, string | number | null>>;

// Creating a formatter takes a hundred times as long as using it.
const formatters = new Map<
  string,
  { readonly day: Intl.DateTimeFormat; readonly hour: Intl.DateTimeFormat }
>();
const formattersOf = (timeZone: string) => {
  const found = formatters.get(timeZone) ?? {
    day: new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }),
    hour: new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }),
  };
  formatters.set(timeZone, found);
  return found;
};
const dayIn = (at: string, timeZone: string): string => formattersOf(timeZone).day.format(new Date(at));
const hourIn = (at: string, timeZone: string): number =>
  Number(formattersOf(timeZone).hour.format(new Date(at)));
const between = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
const rounded = (days: number): number =>
  days <= 60 ? days : Math.min(400, 60 + Math.floor((days - 60) / 7) * 7);

type Sums = Map<string, number>;

/** All sums by day, as texts: `turn 2026-11-25 1 2 filled`. */
export const countRows = (raw: BetterSqlite3.Database, timeZone: string): Sums => {
  const rows = (table: string): Row[] => raw.prepare(`SELECT * FROM ${table}`).all() as Row[];
  const sums: Sums = new Map();
  const add = (...parts: readonly (string | number | null | undefined)[]): void => {
    const key = parts.join(' ');
    sums.set(key, (sums.get(key) ?? 0) + 1);
  };
  const [desks, items, loans, turns] = ['desk', 'item', 'loan', 'turn'].map(rows) as [
    Row[],
    Row[],
    Row[],
    Row[],
  ];
  const day = (at: unknown): string => dayIn(String(at), timeZone);
  for (const request of rows('request')) {
    const desk = desks.find(({ id }) => id === request['pickup_desk_id']);
    const library = desk?.['library_id'] ?? request['made_at_library_id'] ?? 0;
    if (request['created_at']) add('made', day(request['created_at']), library, request['status']);
    const volumes = items.filter((item) => item['request_id'] === request['id']);
    for (const loan of loans) {
      const item = volumes.find(({ id }) => id === loan['item_id']);
      if (!item) continue;
      const { due_on: due, ended_on: ended } = loan;
      if (ended !== null)
        add('loan', due, library, Math.min(61, Math.max(0, between(String(due), String(ended)))));
      else if (item['status'] !== 'lost' && item['status'] !== 'returned-to-partner')
        add('loan', due, library, -1);
    }
    for (const item of volumes)
      if (item['shelved_at'] === null && item['left_shelf_at'] !== null) {
        const left = day(item['left_shelf_at']);
        const stayed = between(day(item['left_shelf_since']), left);
        if (stayed >= 0)
          add('shelf', left, library, item['left_shelf_as'] === 'on-loan' ? 1 : 0, rounded(stayed));
      }
    for (const line of turns.filter((turn) => turn['request_id'] === request['id'])) {
      const state = String(line['state']);
      const came = volumes.filter((item) => item['turn_id'] === line['id']);
      const asked = state === 'waiting' ? null : (line['asked_at'] ?? request['created_at']);
      const shipped = line['shipped_at'];
      const arrivals = came
        .filter(({ barcode }) => barcode !== '')
        .map((item) => String(item['received_at']))
        .sort();
      const arrived = arrivals[0] ?? null;
      const back = came.every(
        (item) => item['status'] === 'returned-to-partner' && item['returned_at'] !== null,
      );
      const home = back
        ? (came
            .map((item) => String(item['returned_at']))
            .sort()
            .at(-1) ?? null)
        : null;
      const filled =
        came.length > 0 || ['shipped', 'shipped-digitally', 'closing', 'supplied'].includes(state);
      const refused =
        ['declined', 'rejected', 'no-answer'].includes(state) ||
        (state === 'cancelled' && ['CANCELLED', 'EXPIRED'].includes(String(request['ended_as'])));
      if (asked !== null)
        add(
          'turn',
          day(asked),
          library,
          line['partner_id'],
          filled ? 'filled' : refused ? 'not-filled' : 'open',
        );
      const leg = (name: string, from: unknown, to: unknown): void => {
        if (from === null || to === null || between(day(from), day(to)) < 0) return;
        add('leg', day(to), library, line['partner_id'], name, rounded(between(day(from), day(to))));
      };
      leg('ship', asked, shipped);
      leg('arrive', shipped, arrived);
      leg('home', arrived, home);
      leg('wait', asked, arrived);
    }
  }
  for (const step of rows('command_log'))
    if (step['undone_by'] === null && step['request_id'] !== null)
      add('work', day(step['at']), step['desk_id'], hourIn(String(step['at']), timeZone), step['kind']);
  return sums;
};

/** The stored sums in the same form. */
export const storedSums = (raw: BetterSqlite3.Database): Sums =>
  new Map(
    (
      raw
        .prepare(
          `SELECT what, date(day * 86400, 'unixepoch') AS day, library_id, who, value, detail, n FROM report_sum JOIN report_kind ON id = kind_id
            WHERE n <> 0`,
        )
        .all() as Row[]
    ).map((row) => [asCounted(row).join(' '), Number(row['n'])]),
  );

/** Formats a sum like the counts above. */
const asCounted = ({ what, day, library_id: library, who, value, detail }: Row): readonly unknown[] => {
  switch (what) {
    case 'made':
      return [what, day, library, detail];
    case 'turn':
      return [what, day, library, who, detail];
    case 'leg':
      return [what, day, library, who, detail, value];
    case 'loan':
      return [what, day, library, detail === 'out' ? -1 : value];
    case 'shelf':
      return [what, day, library, detail === 'lent' ? 1 : 0, value];
    default:
      return [what, day, who, value, detail];
  }
};

/** Counts everything. */
export const countAll = (context: Pick<DeskContext, 'db' | 'timeZone'>): void => {
  let progress = countOn(context);
  while (progress.counted < progress.total) progress = countOn(context);
};

/** Expects the stored sums to match the rows, by SQLite's count and by ours; everything must be counted. */
export const expectRightSums = (raw: BetterSqlite3.Database, timeZone: string): void => {
  expect(recount(raw as ReadableDB)).toEqual([]);
  expect(Object.fromEntries(storedSums(raw))).toEqual(Object.fromEntries(countRows(raw, timeZone)));
};
