import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageLimits } from '../../../../../electron/main/desk/queries/list/list-page.ts';
import { listService } from '../../../../../electron/main/desk/queries/list/list.service.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import { dueStageOf } from '../../../../../shared/domain/life/due-stage.ts';
import {
  anyRequest,
  type CreatedPeriod,
  createdPeriodNames,
  type DueBucket,
  dueBucketNames,
  dueBucketOf,
  patronDueBucketOf,
  type ReadyView,
  readyViewNames,
  type SortColumn,
  sortColumnNames,
} from '../../../../../shared/domain/request-list.ts';
import { isRequestStatus, requestStatuses } from '../../../../../shared/domain/request-status.ts';
import {
  requestFacets,
  requestList,
  type RequestQuery,
  type RequestSort,
} from '../../../../../shared/ipc/request-views.ts';
import { checkProperty } from '../../../../support/check-property.ts';
import type { TestDesk } from '../../../../support/desk.ts';
import { valueOf } from '../../../../support/results.ts';
import { makeManyRequests, type ManyRequests, type Row } from './many-requests.ts';

const today = '2026-11-25' as CalendarDate;

let many: ManyRequests;
let desk: TestDesk;
beforeAll(() => {
  many = makeManyRequests();
  desk = many.desk;
});
afterAll(() => desk.close());

const activityOf = (status: string) =>
  isRequestStatus(status) ? requestStatuses[status].activity : 'active';

const inReady: Readonly<Record<ReadyView, (row: Row) => boolean>> = {
  'to-receive': (row) => row.turnState === 'shipped' && row.dueStage !== 'out',
  conditional: (row) => row.turnState === 'conditional',
  'active-notes': (row) => row.notes > 0,
  'due-soon': (row) =>
    row.dueStage === 'out' &&
    row.demand !== 'recalled' &&
    ['today', 'week'].includes(dueBucketOf(row, today) ?? ''),
  overdue: (row) => (row.dueStage === 'out' && (row.dueOn ?? '9') < today) || row.demand === 'overdue',
  'in-transit': (row) => row.places?.startsWith('in-transit') ?? false,
  'not-picked-up': (row) => row.places === 'on-hold-shelf2026-11-24',
  'returned-not-checked-in': (row) => row.checkInAt !== null,
  recalled: (row) => row.demand === 'recalled',
  'patron-overdue': (row) => (row.patronDueOn ?? '9') < today,
};

/** A request whose partner waits for our answer to a condition matches that status, whatever takes precedence. */
const hasStatus = (row: Row, statuses: readonly string[]): boolean =>
  statuses.includes(row.status) || (statuses.includes('CONDITIONAL') && row.turnState === 'conditional');

/** The first day of each period: today is a Wednesday. */
const began = { today, week: '2026-11-23', month: '2026-11-01' };

const isMadeIn = ({ createdAt }: Row, period: CreatedPeriod): boolean =>
  createdAt !== null && (period === 'older' ? createdAt < began.month : createdAt >= began[period]);

/** The plain meaning of a query, without words. */
const expected = (query: RequestQuery): Row[] =>
  many.rows.filter(
    (row) =>
      (query.statuses.length === 0 || hasStatus(row, query.statuses)) &&
      (query.activity === null || activityOf(row.status) === query.activity) &&
      (query.partnerIds.length === 0 || query.partnerIds.includes(row.partnerId as never)) &&
      (query.pickupDeskIds.length === 0 || query.pickupDeskIds.includes(row.deskId as never)) &&
      (query.patronDue.length === 0 ||
        query.patronDue.includes(patronDueBucketOf(row, today) as DueBucket)) &&
      (query.due.length === 0 || query.due.includes(dueBucketOf(row, today) as DueBucket)) &&
      (query.created === null || isMadeIn(row, query.created)) &&
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
  patronDue: fc.subarray([...dueBucketNames], { maxLength: 2 }),
  due: fc.subarray([...dueBucketNames], { maxLength: 2 }),
  created: fc.constantFrom(null, null, null, ...createdPeriodNames),
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
  test('any facets and ready-made views list exactly the matches, in pages that neither repeat nor miss any', () => {
    const service = listService(desk.context, limits);
    checkProperty(
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

test('each facet counts with the others applied and its own left out, from the cube and from matches', () => {
  const service = listService(desk.context);
  checkProperty(
    fc.property(anyQuery, (query) => {
      const facets = requestFacets.parse(valueOf(service.facets({ query })));
      const fitting = expected(query);
      expect(facets.total).toBe(fitting.length);
      expect(facets.atLeast).toBe(false);
      const count = (part: Partial<RequestQuery>, fits: (row: Row) => boolean) =>
        expected({ ...query, ...part }).filter(fits).length;
      for (const { value, count: n } of facets.status)
        expect(n).toBe(count({ statuses: [] }, (row) => hasStatus(row, [value])));
      for (const { value, count: n } of facets.activity)
        expect(n).toBe(count({ activity: null }, ({ status }) => activityOf(status) === value));
      for (const { value, count: n } of facets.partner)
        expect(n).toBe(count({ partnerIds: [] }, ({ partnerId }) => partnerId === value));
      for (const { value, count: n } of facets.pickup)
        expect(n).toBe(count({ pickupDeskIds: [] }, ({ deskId }) => deskId === value));
      for (const { value, count: n } of facets.patronDue)
        expect(n).toBe(count({ patronDue: [] }, (row) => patronDueBucketOf(row, today) === value));
      for (const { value, count: n } of facets.due)
        expect(n).toBe(count({ due: [] }, (row) => dueBucketOf(row, today) === value));
      for (const { value, count: n } of facets.created)
        expect(n).toBe(count({ created: null }, (row) => isMadeIn(row, value)));
      for (const { value, count: n } of facets.activeNotes)
        expect(n).toBe(count({ activeNotes: null }, ({ notes }) => notes > 0 === value));
      // Each facet counts every request once, leaving none out. One with an open condition also counts as conditional besides the status
      // that takes precedence.
      const isConditionalToo = (row: Row) => row.status !== 'CONDITIONAL' && hasStatus(row, ['CONDITIONAL']);
      const sums = {
        status: count({ statuses: [] }, () => true) + count({ statuses: [] }, isConditionalToo),
        activity: count({ activity: null }, () => true),
        partner: count({ partnerIds: [] }, () => true),
        pickup: count({ pickupDeskIds: [] }, () => true),
        // Settled requests are no longer due.
        patronDue: count({ patronDue: [] }, (row) => patronDueBucketOf(row, today) !== null),
        due: count({ due: [] }, (row) => dueBucketOf(row, today) !== null),
        activeNotes: count({ activeNotes: null }, () => true),
      };
      for (const facet of [
        'status',
        'activity',
        'partner',
        'pickup',
        'patronDue',
        'due',
        'activeNotes',
      ] as const)
        expect([facet, facets[facet].reduce((sum, one) => sum + one.count, 0)]).toEqual([facet, sums[facet]]);
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

  test('of titles and names ignores case; requests without one come first', () => {
    const titles = columnOf('title', 'ascending').map(({ title }) => title.toLowerCase());
    expect(titles.indexOf('the sea around us')).toBeGreaterThan(titles.lastIndexOf('the sea'));
    const names = columnOf('requester', 'ascending').map(({ patronName }) => patronName);
    expect([...new Set(names)]).toEqual(['', 'adler, B.', 'Reader, A.', 'Öz, C.']);
    const partners = columnOf('partner', 'descending').map(({ partnerName }) => partnerName);
    expect([...new Set(partners)]).toEqual([
      'South College',
      'North University Library',
      'east Élan Library',
      '',
    ]);
  });

  test('of statuses follows a request’s life; of due dates, those still due, with the patron’s before none', () => {
    const statuses = [...new Set(columnOf('status', 'ascending').map(({ status }) => status))];
    expect(statuses.at(0)).toBe('REQUEST_CREATED_BOR');
    expect(statuses.at(-1)).toBe('FROM_OUTSIDE');
    const due = columnOf('dueOn', 'ascending').map(({ life, dueOn }) =>
      dueStageOf(life) === 'over' ? 'over' : (dueOn ?? ''),
    );
    expect(due).toEqual(
      [...due].sort((a, b) => Number(a === 'over') - Number(b === 'over') || (a < b ? -1 : 1)),
    );
    const lent = columnOf('patronDueOn', 'ascending').map(({ patronDueOn }) => patronDueOn ?? 'none');
    expect(lent.filter((date) => date !== 'none').length).toBeGreaterThan(20);
    expect(lent).toEqual(lent.toSorted());
  });
});
