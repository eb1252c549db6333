import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { daysWithin } from '../../../../../electron/main/desk/queries/reports/count-reports.ts';
import type { ReportsService } from '../../../../../electron/main/desk/queries/reports/reports.service.ts';
import { reportsService } from '../../../../../electron/main/desk/queries/reports/reports.service.ts';
import type { CalendarDate, LibraryId } from '../../../../../shared/domain/ids.ts';
import type { ReportId } from '../../../../../shared/domain/reports.ts';
import { periodBefore, reportFacts, reportIds } from '../../../../../shared/domain/reports.ts';
import { openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import { grantOnly } from '../../../../support/circulation.ts';
import { valueOf } from '../../../../support/results.ts';
import { countRows } from './count-rows.ts';
import { expectedReport, type Facts, type FactsOf, sum, within } from './expected-reports.ts';
import { fillLibrary } from './library-of-two-years.ts';

let desk: TestDesk;
let service: ReportsService;
let saved: { name: string; content: string | Uint8Array }[] = [];
const begin = (): void => {
  counted = null;
  desk = openTestDesk();
  saved = [];
  service = reportsService(desk.context, {
    save: (name, content) => {
      saved.push({ name, content });
      return Promise.resolve(name);
    },
  });
  desk.raw.exec(
    `INSERT INTO partner (id, code, name) VALUES (2, 'WEST', 'West College'), (3, 'EAST', 'East, "the" College')`,
  );
};

const day = (text: string): CalendarDate => text as CalendarDate;
const year = { from: day('2026-01-01'), to: day('2026-11-25') };

const prepareAll = (): void => {
  let progress = valueOf(service.prepare());
  while (progress.counted < progress.total) progress = valueOf(service.prepare());
};

/** Counted once for each library. */
let counted: ReturnType<typeof countRows> | null = null;
/** The facts of a period, counted from the rows one by one. */
const factsOf: FactsOf = (name, period, library) =>
  [...(counted ??= countRows(desk.raw, desk.context.timeZone()))]
    .map(([key, n]) => ({ parts: key.split(' '), n }))
    .filter(({ parts }) => parts[0] === name && parts[1]! >= period.from && parts[1]! <= period.to)
    .map(({ parts, n }) => ({ day: parts[1]!, library: Number(parts[2]), rest: parts.slice(3), n }))
    .filter((fact) => library === null || name === 'work' || fact.library === library || fact.library === 0);

describe('for a library of two years', () => {
  // Filled and counted once: no test here changes it.
  beforeAll(() => {
    begin();
    desk.raw.transaction(fillLibrary)(desk);
    prepareAll();
  });
  afterAll(() => desk.close());

  test.each(reportIds)(
    '%s: each number matches the rows, for all libraries and for one, in this period and the one before',
    (id) => {
      for (const libraryId of [null, 1, 2] as (LibraryId | null)[])
        for (const period of [year, { from: day('2026-03-07'), to: day('2026-11-02') }]) {
          const view = valueOf(service.read({ report: id, ...period, libraryId }));
          const wanted = expectedReport(id, period, libraryId, factsOf);
          const none = reportFacts(id).columns.map(({ unit }) => (unit === 'count' ? 0 : null));
          expect(Object.keys(wanted).filter((name) => !view.rows.some((row) => row.name === name))).toEqual(
            [],
          );
          for (const row of view.rows) expect(row.now, `${id} ${row.name}`).toEqual(wanted[row.name] ?? none);
          // Bars of months are matched by position, all others by key.
          if (id === 'requests') continue;
          const before = expectedReport(id, periodBefore(period), libraryId, factsOf);
          for (const row of view.rows)
            expect(row.before, `${id} ${row.name} before`).toEqual(before[row.name] ?? none);
          expect(view.rows.flatMap(({ now }) => now).some((value) => value !== null && value > 0)).toBe(true);
        }
    },
  );

  test('the numbers for the whole period are those of its rows', () => {
    const read = (report: ReportId) => valueOf(service.read({ report, ...year, libraryId: null }));
    const made = sum(factsOf('made', year, null));
    expect(read('requests').headlines[0]).toEqual({
      now: made,
      before: sum(factsOf('made', periodBefore(year), null)),
    });
    const waits = (period: typeof year): Facts[] =>
      factsOf('leg', period, null).filter(({ rest }) => rest[1] === 'wait');
    expect(read('turnaround').headlines).toEqual(
      [0.5, 0.9].map((share) => ({
        now: within(waits(year), 2, share),
        before: within(waits(periodBefore(year)), 2, share),
      })),
    );
    expect(read('shelf').headlines[0]?.now).toBe(sum(factsOf('shelf', year, null)));
    expect(read('overdue').headlines[0]?.now).toBe(sum(factsOf('loan', year, null)));
  });
});

describe('for a separate desk', () => {
  beforeEach(begin);
  afterEach(() => desk.close());

  test('a library where the operator has no role is refused, and all means those of their roles', () => {
    desk.raw.transaction(fillLibrary)(desk);
    prepareAll();
    grantOnly(desk, ['requests-operator']);
    desk.raw.exec('DELETE FROM operator_role WHERE operator_id = 2 AND library_id = 1');
    desk.context.session.refresh();
    expect(valueOf(service.prepare()).libraries.map(({ name }) => name)).toEqual(['Hilltop Library']);
    expect(service.read({ report: 'fill', ...year, libraryId: 1 as LibraryId })).toMatchObject({
      ok: false,
      error: { code: 'role-missing' },
    });
    const own = valueOf(service.read({ report: 'requests', ...year, libraryId: null }));
    expect(own.headlines[0]?.now).toBe(sum(factsOf('made', year, 2)));
  });

  test('a period that ends before it begins is refused with what to do', () => {
    expect(service.read({ report: 'fill', from: year.to, to: year.from, libraryId: null })).toMatchObject({
      ok: false,
      error: { code: 'date-refused', message: 'The period ends before it begins. Choose a later last day.' },
    });
  });

  test('a period too long to be drawn is refused', () => {
    expect(
      service.read({ report: 'requests', from: day('0001-01-01'), to: year.to, libraryId: null }),
    ).toMatchObject({
      ok: false,
      error: { code: 'date-refused', message: 'Choose a period of at most 20 years.' },
    });
  });

  test('the table is saved with both periods, safe for spreadsheet programs; a plot only if it is a picture', async () => {
    desk.raw.transaction(fillLibrary)(desk);
    prepareAll();
    desk.raw.exec(`UPDATE partner SET name = '=1+1' WHERE id = 1`);
    expect(valueOf(await service.saveTable({ report: 'fill', ...year, libraryId: null }))).toBe(
      'Fill rate by partner 2026-01-01 to 2026-11-25.csv',
    );
    const [head = '', ...lines] = String(saved[0]?.content).trim().split('\r\n');
    expect(head).toBe(
      '\uFEFFPartner,Asked,Asked (previous period),Filled,Filled (previous period),Not filled,Not filled (previous period),Open or withdrawn by us,Open or withdrawn by us (previous period),Fill rate,Fill rate (previous period)'.trim(),
    );
    expect(lines).toHaveLength(3);
    expect(lines.some((line) => line.startsWith("'=1+1,"))).toBe(true);
    expect(lines.some((line) => line.startsWith('"East, ""the"" College",'))).toBe(true);
    const png = readFileSync(join(import.meta.dirname, '../../../../../resources/screenshots/today.png'));
    const plot = { report: 'fill' as const, ...year };
    expect(valueOf(await service.savePlot({ ...plot, png: png.toString('base64') }))).toBe(
      'Fill rate by partner 2026-01-01 to 2026-11-25.png',
    );
    expect(saved[1]?.content).toEqual(png);
    expect(await service.savePlot({ ...plot, png: 'bm90aGluZw==' })).toMatchObject({ ok: false });
    expect(saved).toHaveLength(2);
  });

  test('a file that cannot be written is reported', async () => {
    prepareAll();
    const broken = reportsService(desk.context, { save: () => Promise.reject(new Error('full')) });
    expect(await broken.saveTable({ report: 'fill', ...year, libraryId: null })).toMatchObject({
      ok: false,
      error: { code: 'file-unwritable' },
    });
  });
});

test('half are within the median, and nine in ten within the other number', () => {
  const counts = new Map([
    [9, 1],
    [1, 5],
    [3, 4],
  ]);
  expect([0.5, 0.9, 1].map((share) => daysWithin(counts, share))).toEqual([1, 3, 9]);
  expect(daysWithin(new Map(), 0.5)).toBe(null);
});
