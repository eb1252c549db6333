import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listService } from '../../../../electron/main/desk/requests/list.service.ts';
import { pageLimits } from '../../../../electron/main/desk/requests/list-page.ts';
import type { DueBucket, ReadyView, SortColumn } from '../../../../shared/domain/request-list.ts';
import {
  dueBucketNames,
  dueBucketOf,
  isSettled,
  outStatuses,
  readyViewNames,
  sortColumnNames,
} from '../../../../shared/domain/request-list.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import {
  isRequestStatus,
  requestStatusCodes,
  requestStatuses,
} from '../../../../shared/domain/request-status.ts';
import { requestFacets, requestList } from '../../../../shared/ipc/request-views.ts';
import type { RequestQuery, RequestSort } from '../../../../shared/ipc/request-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { addRequest, openTestDesk } from '../../../support/desk.ts';
import type { TestDesk } from '../../../support/desk.ts';
import { anyRequest } from './queries.ts';

const today = '2026-11-25' as CalendarDate;

const newest: RequestSort = { column: 'createdAt', direction: 'descending' };

const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

type Row = {
  readonly id: number;
  readonly externalId: string;
  readonly title: string;
  readonly status: string;
  readonly partnerId: number | null;
  readonly deskId: number | null;
  readonly notes: number;
  readonly dueOn: string | null;
  readonly places: string;
};

let desk: TestDesk;
let rows: readonly Row[];

// Three hundred requests of every kind, the same ones in each run.
beforeAll(() => {
  desk = openTestDesk();
  desk.raw.exec(`
    INSERT INTO partner (id, code, name) VALUES (2, 'SOUTH', 'South College'), (3, 'EAST', 'east Élan Library');
    INSERT INTO patron (id, barcode, name) VALUES (2, 'P2', 'adler, B.'), (3, 'P3', 'Öz, C.'), (4, 'P4', 'Reader, A.')`);
  let state = 5;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const insert = desk.raw.prepare(
    `INSERT INTO request (external_id, title, author, patron_id, pickup_desk_id, active_partner_id, status, due_on,
                          created_at, updated_at)
     VALUES (?, ?, 'Darwin, Charles', ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (let n = 0; n < 300; n += 1) {
    const { lastInsertRowid: id } = insert.run(
      `${pick(['b', 'B', 'a'])}-${n}`,
      pick(['The Sea', 'the sea around us', 'Atlas', 'Öffnung', `Volume ${n}`]),
      pick([1, 2, 3, 4, null]),
      pick([1, 2, 3, null]),
      pick([1, 2, 3, null]),
      random(12) === 0 ? 'FROM_OUTSIDE' : pick(requestStatusCodes),
      pick([
        null,
        '2026-11-01',
        '2026-11-24',
        today,
        '2026-11-26',
        '2026-12-02',
        '2026-12-03',
        '2026-12-25',
        '2027-05-05',
      ]),
      pick([null, '2026-10-01T00:00:00.000Z', '2026-10-02T00:00:00.000Z']),
      pick(['2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z', '2026-11-03T00:00:00.000Z']),
    );
    for (let note = random(3); note > 1; note -= 1)
      desk.raw
        .prepare(
          `INSERT INTO request_note (request_id, author, body, active, created_at) VALUES (?, 'staff', 'x', ?, '2026-11-01T00:00:00.000Z')`,
        )
        .run(id, random(2));
    if (random(4) === 0)
      desk.raw
        .prepare(
          `INSERT INTO item (request_id, barcode, volume, status, desk_id, destination_desk_id, received_at, hold_until)
           VALUES (?, ?, 1, ?, 1, 2, '2026-11-01T00:00:00.000Z', ?)`,
        )
        .run(
          id,
          `N-${n}`,
          pick(['in-transit', 'on-hold-shelf', 'on-loan']),
          pick(['2026-11-24', today, null]),
        );
  }
  rows = desk.raw
    .prepare(
      `SELECT id, external_id AS externalId, title, status, active_partner_id AS partnerId, pickup_desk_id AS deskId,
              active_notes AS notes, due_on AS dueOn,
              (SELECT group_concat(status || ifnull(hold_until, '')) FROM item WHERE request_id = request.id) AS places
         FROM request`,
    )
    .all() as Row[];
});
afterAll(() => desk.close());

const activityOf = (status: string) =>
  isRequestStatus(status) ? requestStatuses[status].activity : 'active';

const inReady: Readonly<Record<ReadyView, (row: Row) => boolean>> = {
  'to-receive': (row) => row.status === 'SHIPPED_PHYSICALLY',
  conditional: (row) => row.status === 'CONDITIONAL',
  'active-notes': (row) => row.notes > 0,
  'due-soon': (row) =>
    (outStatuses as string[]).includes(row.status) &&
    ['today', 'week'].includes(dueBucketOf(row, today) ?? ''),
  overdue: (row) => (outStatuses as string[]).includes(row.status) && (row.dueOn ?? '9') < today,
  'in-transit': (row) => row.places?.startsWith('in-transit') ?? false,
  'not-picked-up': (row) => row.places === 'on-hold-shelf2026-11-24',
  'returned-not-checked-in': (row) => row.status === 'RETURNED_TO_PARTNER',
};

/** The plain meaning of a query, without words. */
const expected = (query: RequestQuery): Row[] =>
  rows.filter(
    (row) =>
      (query.statuses.length === 0 || query.statuses.includes(row.status)) &&
      (query.activity === null || activityOf(row.status) === query.activity) &&
      (query.partnerIds.length === 0 || query.partnerIds.includes(row.partnerId as never)) &&
      (query.pickupDeskIds.length === 0 || query.pickupDeskIds.includes(row.deskId as never)) &&
      (query.due.length === 0 || query.due.includes(dueBucketOf(row, today) as DueBucket)) &&
      (query.activeNotes === null || query.activeNotes === row.notes > 0) &&
      (query.ready === null || inReady[query.ready](row)),
  );

const anyQuery: fc.Arbitrary<RequestQuery> = fc.record({
  text: fc.constant(''),
  statuses: fc.subarray(['CONDITIONAL', 'LOANED', 'FROM_OUTSIDE', 'REQUEST_COMPLETED', 'RENEWED'], {
    maxLength: 3,
  }),
  activity: fc.constantFrom(null, null, 'active' as const, 'completed' as const),
  partnerIds: fc.subarray<never>([null, 1, 2] as never[], { maxLength: 2 }),
  pickupDeskIds: fc.subarray<never>([null, 1, 2] as never[], { maxLength: 1 }),
  due: fc.subarray([...dueBucketNames], { maxLength: 2 }),
  activeNotes: fc.constantFrom(null, null, true, false),
  ready: fc.constantFrom(null, null, null, ...readyViewNames),
});

const far = { hits: 1_000, searched: 1_000 };
const limitsOf = {
  whole: { ...pageLimits, ...far },
  direct: { ...far, smallList: 0, entries: Infinity },
  mixed: { ...far, smallList: 20, entries: 60 },
};

describe.each(Object.entries(limitsOf))('read as %s', (_name, limits) => {
  test('any facets and ready views list exactly what fits, in pages that neither repeat nor miss', () => {
    const service = listService(desk.context, limits);
    fc.assert(
      fc.property(
        anyQuery,
        fc.constantFrom<SortColumn>(...sortColumnNames),
        fc.constantFrom('ascending' as const, 'descending' as const),
        fc.integer({ min: 1, max: 60 }),
        (query, column, direction, limit) => {
          const sort = { column, direction };
          const ids: number[] = [];
          let total = Infinity;
          for (let offset = 0; offset < total; offset += limit) {
            const page = requestList.parse(valueOf(service.list({ query, sort, offset, limit })));
            total = page.total;
            expect(page.rows).toHaveLength(Math.min(limit, total - offset));
            ids.push(...page.rows.map(({ id }) => id));
          }
          expect([...ids].sort((a, b) => a - b)).toEqual(expected(query).map(({ id }) => id));
          const whole = valueOf(listService(desk.context).list({ query, sort, offset: 0, limit: 500 }));
          expect(ids).toEqual(whole.rows.map(({ id }) => id));
        },
      ),
      { numRuns: 150 },
    );
  });
});

test('each facet counts with the others applied and its own left out, with the cube and over matches', () => {
  const service = listService(desk.context);
  fc.assert(
    fc.property(anyQuery, (query) => {
      const facets = requestFacets.parse(valueOf(service.facets({ query })));
      const fitting = expected(query);
      expect(facets.total).toBe(fitting.length);
      expect(facets.atLeast).toBe(false);
      const count = (part: Partial<RequestQuery>, fits: (row: Row) => boolean) =>
        expected({ ...query, ...part }).filter(fits).length;
      for (const { value, count: n } of facets.status)
        expect(n).toBe(count({ statuses: [] }, ({ status }) => status === value));
      for (const { value, count: n } of facets.activity)
        expect(n).toBe(count({ activity: null }, ({ status }) => activityOf(status) === value));
      for (const { value, count: n } of facets.partner)
        expect(n).toBe(count({ partnerIds: [] }, ({ partnerId }) => partnerId === value));
      for (const { value, count: n } of facets.pickup)
        expect(n).toBe(count({ pickupDeskIds: [] }, ({ deskId }) => deskId === value));
      for (const { value, count: n } of facets.due)
        expect(n).toBe(count({ due: [] }, (row) => dueBucketOf(row, today) === value));
      for (const { value, count: n } of facets.activeNotes)
        expect(n).toBe(count({ activeNotes: null }, ({ notes }) => notes > 0 === value));
      expect(facets.status.reduce((sum, { count: n }) => sum + n, 0)).toBe(
        expected({ ...query, statuses: [] }).length,
      );
    }),
    { numRuns: 200 },
  );
});

describe('order', () => {
  const columnOf = (column: SortColumn, direction: RequestSort['direction']) =>
    valueOf(
      listService(desk.context).list({
        query: anyRequest,
        sort: { column, direction },
        offset: 0,
        limit: 500,
      }),
    ).rows;

  test('of titles and names does not care for case; requests without come first', () => {
    const titles = columnOf('title', 'ascending').map(({ title }) => title.toLowerCase());
    expect(titles.indexOf('the sea around us')).toBeGreaterThan(titles.lastIndexOf('the sea'));
    const names = columnOf('requester', 'ascending').map(({ patronName }) => patronName);
    expect([...new Set(names)]).toEqual(['', 'adler, B.', 'Reader, A.', 'Öz, C.']);
    const partners = columnOf('partner', 'descending').map(({ lenderName }) => lenderName);
    expect([...new Set(partners)]).toEqual([
      'South College',
      'North University Library',
      'east Élan Library',
      '',
    ]);
  });

  test('of statuses is that of a request’s life, of due dates that of what is still due', () => {
    const statuses = [...new Set(columnOf('status', 'ascending').map(({ status }) => status))];
    expect(statuses.at(0)).toBe('REQUEST_CREATED_BOR');
    expect(statuses.at(-1)).toBe('FROM_OUTSIDE');
    const due = columnOf('dueOn', 'ascending').map(({ status, dueOn }) =>
      isSettled(status) ? 'over' : (dueOn ?? ''),
    );
    expect(due).toEqual(
      [...due].sort((a, b) => Number(a === 'over') - Number(b === 'over') || (a < b ? -1 : 1)),
    );
  });
});

describe('the search box', () => {
  const find = (text: string, part: Partial<RequestQuery> = {}) =>
    valueOf(
      listService(desk.context).list({
        query: { ...anyRequest, text, ...part },
        sort: newest,
        offset: 0,
        limit: 500,
      }),
    );
  const identifiers = (text: string, part?: Partial<RequestQuery>) =>
    find(text, part).rows.map(({ externalId }) => externalId);

  beforeAll(() => {
    addRequest(desk, {
      externalId: 'Z-900',
      title: 'Sobre el océano: “música” & Ærø',
      status: 'CONDITIONAL',
    });
    const id = addRequest(desk, { externalId: 'Z-901', title: 'ספר הים 📚 море', status: 'LOANED' });
    desk.raw.exec(`
      UPDATE request SET patron_id = 2 WHERE id = ${id};
      INSERT INTO item (request_id, barcode, volume, status, received_at) VALUES (${id}, 'QX-7788/b', 1, 'on-loan', '2026-11-01T00:00:00.000Z')`);
  });
  afterAll(() => {
    desk.raw.exec(
      `DELETE FROM item WHERE barcode = 'QX-7788/b'; DELETE FROM request WHERE external_id LIKE 'Z-90%'`,
    );
  });

  test('finds the beginning of any word of requester, card, title, author, identifier and barcode', () => {
    expect(identifiers('OCEANO mus')).toEqual(['Z-900']);
    expect(identifiers('müsi')).toEqual(['Z-900']);
    expect(identifiers('z-90')).toEqual(['Z-901', 'Z-900']);
    expect(identifiers('море')).toEqual(['Z-901']);
    expect(identifiers('הים')).toEqual(['Z-901']);
    expect(identifiers('qx-77')).toEqual(['Z-901']);
    expect(identifiers('7788')).toEqual(['Z-901']);
    expect(identifiers('z-901 p2')).toEqual(['Z-901']);
    expect(identifiers('z-901 adl')).toEqual(['Z-901']);
    expect(identifiers('7788 adler')).toEqual(['Z-901']);
    expect(identifiers('7788 reader')).toEqual([]);
    expect(identifiers('darwin z-900')).toEqual(['Z-900']);
    expect(identifiers('ceano')).toEqual([]);
  });

  test('reads parts, together with facets', () => {
    expect(identifiers('status:conditional oceano')).toEqual(['Z-900']);
    expect(identifiers('status:loaned oceano')).toEqual([]);
    expect(identifiers('z-90', { statuses: ['LOANED'] })).toEqual(['Z-901']);
    expect(identifiers('z-90 partner:north')).toEqual(['Z-901', 'Z-900']);
    expect(identifiers('z-90 partner:"elan lib"')).toEqual([]);
    expect(identifiers('z-90 partner:nobody')).toEqual([]);
    expect(identifiers('z-90 pickup:main due>2027-01-01 notes:no')).toEqual(['Z-901', 'Z-900']);
    expect(identifiers('z-90 due<=2027-01-14')).toEqual([]);
    expect(find('partner:elan').total).toBe(rows.filter(({ partnerId }) => partnerId === 3).length);
    expect(find('due<2026-11-25').total).toBe(
      rows.filter((row) => dueBucketOf(row, today) === 'overdue').length,
    );
    expect(find('due:overdue').total).toBe(find('due<2026-11-25').total);
  });

  test('looks at the newest of many matches and says that there are more', () => {
    const near = listService(desk.context, { ...pageLimits, hits: 10, searched: 40 });
    const ask = (text: string, part: Partial<RequestQuery> = {}) =>
      valueOf(near.list({ query: { ...anyRequest, text, ...part }, sort: newest, offset: 0, limit: 50 }));
    const some = ask('darwin');
    expect([some.total, some.atLeast]).toEqual([10, true]);
    const ids = some.rows.map(({ id }) => id);
    expect(Math.min(...ids)).toBe(Math.max(...rows.map(({ id }) => id)) + 2 - 9);
    const conditional = ask('darwin', { statuses: ['CONDITIONAL'] });
    expect(conditional.rows.map(({ externalId }) => externalId)).toContain('Z-900');
    expect(conditional.atLeast).toBe(true);
    expect(ask('z-901')).toMatchObject({ total: 1, atLeast: false });
    const facets = valueOf(near.facets({ query: { ...anyRequest, text: 'darwin' } }));
    expect([facets.total, facets.atLeast]).toEqual([10, true]);
  });

  test('takes the beginning of very many codes for what it is', () => {
    const insert = desk.raw.prepare(
      "INSERT INTO request (external_id, title, author, patron_id, status, updated_at) VALUES (?, 'Wide', 'Nobody', 1, 'LOANED', '2026')",
    );
    for (let n = 0; n < 30; n += 1) insert.run(`01MAIN${n + 10}`);
    const near = listService(desk.context, { ...pageLimits, hits: 10, searched: 20 });
    const ask = (text: string, part: Partial<RequestQuery> = {}) =>
      valueOf(near.list({ query: { ...anyRequest, text, ...part }, sort: newest, offset: 0, limit: 50 }));
    expect(ask('01main')).toMatchObject({ total: 10, atLeast: true });
    expect(ask('01main39')).toMatchObject({ total: 1, atLeast: false });
    expect(ask('01MAIN wide').rows.every(({ externalId }) => externalId.startsWith('01MAIN'))).toBe(true);
    expect(ask('01MAIN darwin')).toMatchObject({ total: 0 });
    expect(ask('01main', { statuses: ['CONDITIONAL'] })).toMatchObject({ total: 0 });
    desk.raw.exec("DELETE FROM request WHERE external_id LIKE '01MAIN%'");
  });

  test('facets count the matches', () => {
    const facets = valueOf(
      listService(desk.context).facets({ query: { ...anyRequest, text: 'z-90', statuses: ['LOANED'] } }),
    );
    expect(facets.total).toBe(1);
    expect(facets.status.map(({ value, count }) => [value, count])).toEqual([
      ['CONDITIONAL', 1],
      ['LOANED', 1],
    ]);
    expect(facets.activity.map(({ count }) => count)).toEqual([1, 0]);
  });

  test('takes any text', () => {
    const service = listService(desk.context);
    const ask = (text: string) =>
      service.list({ query: { ...anyRequest, text }, sort: newest, offset: 0, limit: 5 });
    for (const text of [
      '"',
      "'; DROP TABLE request; --",
      '*',
      'NEAR(a b)',
      'a OR b NOT c',
      '^a',
      'x'.repeat(10_000),
      'a b '.repeat(2_500),
      '\u0000\uD800',
      '-'.repeat(10_000),
      'words:a',
      '"a" "b',
      '(',
      '👩‍👩‍👧 🇩🇪',
    ])
      expect(ask(text).ok).toBe(true);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(ask(text).ok).toBe(true);
        expect(service.facets({ query: { ...anyRequest, text } }).ok).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
