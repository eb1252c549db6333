import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { daysWithin } from '../../../../../electron/main/desk/queries/reports/count-reports.ts';
import type { ReportsService } from '../../../../../electron/main/desk/queries/reports/reports.service.ts';
import { reportsService } from '../../../../../electron/main/desk/queries/reports/reports.service.ts';
import { addDays, daysBetween } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, LibraryId } from '../../../../../shared/domain/ids.ts';
import type { ReportId } from '../../../../../shared/domain/reports.ts';
import {
  ages,
  periodBefore,
  reportFacts,
  reportIds,
  stageOf,
  stays,
  workOf,
} from '../../../../../shared/domain/reports.ts';
import { addRequest, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import { grantOnly } from '../../../../support/circulation.ts';
import { valueOf } from '../../../../support/results.ts';
import { countRows } from './count-rows.ts';

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

/** Numbers that are the same for each run, and look like none. */
const lots = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
};

/** Some hundred requests with their rota, volumes, loans, stays and steps, over two years. */
const fillLibrary = (): void => {
  const lot = lots(20_261_125);
  const at = (date: CalendarDate, days: number): string =>
    `${addDays(date, days)}T${String(lot(24)).padStart(2, '0')}:45:00.000Z`;
  const line = desk.raw.prepare(
    'INSERT INTO rota_line (request_id, position, partner_id, ended, ended_at, asked_at, shipped_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const item = desk.raw.prepare(
    `INSERT INTO item (id, request_id, barcode, volume, status, desk_id, received_at, partner_id, returned_at, left_shelf_since, left_shelf_at, left_shelf_as)
     VALUES (?, ?, ?, 1, ?, 1, ?, ?, ?, ?, ?, ?)`,
  );
  const loan = desk.raw.prepare(
    'INSERT INTO loan (item_id, patron_id, loaned_on, due_on, ended_on) VALUES (?, 1, ?, ?, ?)',
  );
  const step = desk.raw.prepare(
    `INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer) VALUES (?, ?, 1, ?, ?, ?, '{}', '{}')`,
  );
  const statuses = [
    'READY_TO_SEND',
    'REQUEST_SENT',
    'SHIPPED_PHYSICALLY',
    'REJECTED',
    'REQUEST_COMPLETED',
    'LOANED',
    'CANCELLED_BY_STAFF',
    'SOMETHING_ELSE',
  ];
  for (let n = 1; n <= 400; n += 1) {
    const made = addDays(day('2025-01-10'), lot(680));
    const id = addRequest(
      desk,
      {
        externalId: `R${n}`,
        status: statuses[lot(statuses.length)]!,
        pickupDeskId: [1, 2, 3, null][lot(4)]!,
      },
      true,
    );
    desk.raw
      .prepare(
        'UPDATE request SET created_at = ?, supply = iif(?, ?, status), active_partner_id = ?, made_at_library_id = 2 WHERE id = ?',
      )
      .run(at(made, 0), lot(2), 'SHIPPED_PHYSICALLY', 1 + lot(3), id);
    const asked = at(made, lot(3));
    const shipped = lot(3) === 0 ? null : at(made, 4 + lot(80));
    const arrived = at(made, 90 + lot(9));
    line.run(id, 1, 1, ['rejected', 'declined', 'cancelled', null][lot(4)], null, asked, shipped);
    line.run(id, 2, 2, null, null, lot(2) ? at(made, 5) : null, shipped);
    line.run(id, 3, 3, null, null, null, null);
    if (lot(4) > 0) {
      const back = lot(2) === 0;
      item.run(
        n,
        id,
        lot(9) ? `B${n}` : '',
        back ? 'returned-to-partner' : ['on-loan', 'lost'][lot(2)],
        arrived,
        1 + lot(3),
        back ? at(made, 120 + lot(70)) : null,
        ...(lot(2)
          ? [arrived, at(made, 99 + lot(30)), ['on-loan', 'in-transit'][lot(2)]]
          : [null, null, null]),
      );
      const due = addDays(made, 110 + lot(40));
      loan.run(n, addDays(made, 100), due, back || lot(2) ? addDays(due, lot(90) - 20) : null);
      for (const kind of ['receive', 'lend', 'undo', 'add-note'])
        step.run(`op-${n}-${kind}`, kind, 1 + lot(3), at(made, lot(200)), id);
    }
  }
  desk.raw.exec(
    "UPDATE command_log SET undone_by = 'op-1-undo' WHERE seq % 7 = 0 AND EXISTS (SELECT 1 FROM command_log WHERE op_id = 'op-1-undo')",
  );
};

const prepareAll = (): void => {
  let progress = valueOf(service.prepare());
  while (progress.counted < progress.total) progress = valueOf(service.prepare());
};

/** Counted once for each library. */
let counted: ReturnType<typeof countRows> | null = null;
type Facts = {
  readonly day: string;
  readonly library: number;
  readonly rest: readonly string[];
  readonly n: number;
};
/** What is counted one by one from the rows, of a period. */
const factsOf = (name: string, period: { from: string; to: string }, library: number | null): Facts[] =>
  [...(counted ??= countRows(desk.raw, desk.context.timeZone()))]
    .map(([key, n]) => ({ parts: key.split(' '), n }))
    .filter(({ parts }) => parts[0] === name && parts[1]! >= period.from && parts[1]! <= period.to)
    .map(({ parts, n }) => ({ day: parts[1]!, library: Number(parts[2]), rest: parts.slice(3), n }))
    .filter((fact) => library === null || name === 'work' || fact.library === library || fact.library === 0);

const sum = (facts: readonly Facts[]): number => facts.reduce((total, { n }) => total + n, 0);
const within = (facts: readonly Facts[], at: number, share: number): number | null => {
  const all = facts
    .flatMap(({ rest, n }) => Array.from({ length: n }, () => Number(rest[at])))
    .sort((a, b) => a - b);
  return all[Math.ceil(share * all.length) - 1] ?? null;
};

/** A report by its columns, worked out from the facts alone: the numbers of each row by its name. */
const expected = (
  id: ReportId,
  period: { from: string; to: string },
  library: number | null,
): Record<string, (number | null)[]> => {
  const rows: Record<string, (number | null)[]> = {};
  const partners = [null, 'North University Library', 'West College', 'East, "the" College'];
  const { columns } = reportFacts(id);
  switch (id) {
    case 'turnaround':
      for (const partner of [1, 2, 3]) {
        const of = (leg: string) =>
          factsOf('leg', period, library).filter(
            ({ rest }) => rest[0] === String(partner) && rest[1] === leg,
          );
        if (!['ship', 'arrive', 'home', 'wait'].some((leg) => of(leg).length > 0)) continue;
        rows[partners[partner]!] = [
          sum(of('wait')),
          ...['ship', 'arrive', 'home', 'wait'].flatMap((leg) => [
            within(of(leg), 2, 0.5),
            within(of(leg), 2, 0.9),
          ]),
        ];
      }
      return rows;
    case 'fill':
      for (const partner of [1, 2, 3]) {
        const of = factsOf('turn', period, library).filter(({ rest }) => rest[0] === String(partner));
        const [filled, not, open] = ['filled', 'not-filled', 'open'].map((outcome) =>
          sum(of.filter(({ rest }) => rest[1] === outcome)),
        ) as [number, number, number];
        if (sum(of) > 0)
          rows[partners[partner]!] = [
            sum(of),
            filled,
            not,
            open,
            filled + not === 0 ? null : Math.round((filled / (filled + not)) * 1000) / 10,
          ];
      }
      return rows;
    case 'overdue': {
      const late = factsOf('loan', period, library).map((fact) => ({
        ...fact,
        isOut: fact.rest[0] === '-1',
        days: fact.rest[0] === '-1' ? daysBetween(day(fact.day), day('2026-11-25')) : Number(fact.rest[0]),
      }));
      for (const [from, to] of ages) {
        const of = late.filter(({ days }) => days >= from && days <= (to ?? 10_000));
        rows[to === null ? `${from} days or more` : `${from}–${to} days`] = [
          sum(of.filter(({ isOut }) => !isOut)),
          sum(of.filter(({ isOut }) => isOut)),
        ];
      }
      return rows;
    }
    case 'shelf':
      for (const [from, to] of stays) {
        const of = factsOf('shelf', period, library).filter(
          ({ rest }) => Number(rest[1]) >= from && Number(rest[1]) <= (to ?? 10_000),
        );
        const name =
          to === null
            ? `${from} days or more`
            : from === to
              ? from === 1
                ? '1 day'
                : `${from} days`
              : `${from}–${to} days`;
        rows[name] = ['1', '0'].map((lent) => sum(of.filter(({ rest }) => rest[0] === lent)));
      }
      return rows;
    case 'hours':
    case 'desks':
      for (const fact of factsOf('work', period, library)) {
        const is = workOf(fact.rest[1]!);
        const names = ['', 'Main Circulation Desk', 'Hilltop Branch', 'Mail Room'];
        if (is === null || (library !== null && (fact.library === 2 ? 2 : 1) !== library)) continue;
        const name = id === 'hours' ? `${fact.rest[0]!.padStart(2, '0')}:00` : names[fact.library]!;
        const row = (rows[name] ??= columns.map(() => 0));
        const index = columns.findIndex(({ key }) => key === is);
        row[index] = (row[index] ?? 0) + fact.n;
      }
      return rows;
    case 'requests':
      for (const fact of factsOf('made', period, library)) {
        const name = new Date(`${fact.day}T00:00:00Z`).toLocaleDateString('en-GB', {
          timeZone: 'UTC',
          month: 'short',
          year: 'numeric',
        });
        const row = (rows[name] ??= columns.map(() => 0));
        const index = columns.findIndex(({ key }) => key === stageOf(fact.rest[0]!));
        row[index] = (row[index] ?? 0) + fact.n;
      }
      return rows;
  }
};

describe('of a library of two years', () => {
  // Filled and counted once: nothing here changes it.
  beforeAll(() => {
    begin();
    desk.raw.transaction(fillLibrary)();
    prepareAll();
  });
  afterAll(() => desk.close());

  test.each(reportIds)(
    '%s: each number is what the rows say, for all libraries and for one, now and before',
    (id) => {
      for (const libraryId of [null, 1, 2] as (LibraryId | null)[])
        for (const period of [year, { from: day('2026-03-07'), to: day('2026-11-02') }]) {
          const view = valueOf(service.read({ report: id, ...period, libraryId }));
          const wanted = expected(id, period, libraryId);
          const none = reportFacts(id).columns.map(({ unit }) => (unit === 'count' ? 0 : null));
          expect(Object.keys(wanted).filter((name) => !view.rows.some((row) => row.name === name))).toEqual(
            [],
          );
          for (const row of view.rows) expect(row.now, `${id} ${row.name}`).toEqual(wanted[row.name] ?? none);
          // Bars of months are matched by their place, all others by what they are.
          if (id === 'requests') continue;
          const before = expected(id, periodBefore(period), libraryId);
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

describe('on a desk of its own', () => {
  beforeEach(begin);
  afterEach(() => desk.close());

  test('a library where one has no role is refused, and all are those of one’s roles', () => {
    desk.raw.transaction(fillLibrary)();
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

  test('a period of more years than can be drawn is refused', () => {
    expect(
      service.read({ report: 'requests', from: day('0001-01-01'), to: year.to, libraryId: null }),
    ).toMatchObject({
      ok: false,
      error: { code: 'date-refused', message: 'Choose a period of at most 20 years.' },
    });
  });

  test('the table is saved with both periods, safe for spreadsheet programs; a plot only where it is a picture', async () => {
    desk.raw.transaction(fillLibrary)();
    prepareAll();
    desk.raw.exec(`UPDATE partner SET name = '=1+1' WHERE id = 1`);
    expect(valueOf(await service.saveTable({ report: 'fill', ...year, libraryId: null }))).toBe(
      'Fill rate by partner 2026-01-01 to 2026-11-25.csv',
    );
    const [head = '', ...lines] = String(saved[0]?.content).trim().split('\r\n');
    expect(head).toBe(
      '\uFEFFPartner,Asked,Asked (period before),Filled,Filled (period before),Not filled,Not filled (period before),Open or withdrawn by us,Open or withdrawn by us (period before),Fill rate,Fill rate (period before)'.trim(),
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

  test('where the file cannot be written, that is said', async () => {
    prepareAll();
    const broken = reportsService(desk.context, { save: () => Promise.reject(new Error('full')) });
    expect(await broken.saveTable({ report: 'fill', ...year, libraryId: null })).toMatchObject({
      ok: false,
      error: { code: 'file-unwritable' },
    });
  });
});

test('half lie within the median, and nine in ten within the other number', () => {
  const counts = new Map([
    [9, 1],
    [1, 5],
    [3, 4],
  ]);
  expect([0.5, 0.9, 1].map((share) => daysWithin(counts, share))).toEqual([1, 3, 9]);
  expect(daysWithin(new Map(), 0.5)).toBe(null);
});
