import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pageLimits } from '../../../../../electron/main/desk/queries/list/list-page.ts';
import { listService } from '../../../../../electron/main/desk/queries/list/list.service.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import { anyRequest, dueBucketOf } from '../../../../../shared/domain/request-list.ts';
import type { RequestQuery, RequestSort } from '../../../../../shared/ipc/request-views.ts';
import { checkProperty } from '../../../../support/check-property.ts';
import { addRequest, type TestDesk } from '../../../../support/desk.ts';
import { spellOut, turnFor } from '../../../../support/life.ts';
import { valueOf } from '../../../../support/results.ts';
import { makeManyRequests, type ManyRequests } from './many-requests.ts';

const today = '2026-11-25' as CalendarDate;
const newest: RequestSort = { column: 'createdAt', direction: 'descending' };

let desk: TestDesk;
let rows: ManyRequests['rows'];
beforeAll(() => {
  ({ desk, rows } = makeManyRequests());
});
afterAll(() => desk.close());

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
  const id = addRequest(desk, { externalId: 'Z-901', title: 'ספר הים 📚 море', status: 'LOANED' }, true);
  desk.raw.exec(`
    UPDATE request SET patron_id = 2 WHERE id = ${id};
    INSERT INTO item (request_id, turn_id, barcode, volume, status, received_at) VALUES (${id}, ${turnFor(desk.raw, id)}, 'QX-7788/b', 1, 'on-loan', '2026-11-01T00:00:00.000Z')`);
  spellOut(desk.raw, id);
});
afterAll(() => {
  desk.raw.exec(
    `DELETE FROM item WHERE barcode = 'QX-7788/b';
     DELETE FROM turn WHERE request_id IN (SELECT id FROM request WHERE external_id LIKE 'Z-90%');
     DELETE FROM request WHERE external_id LIKE 'Z-90%'`,
  );
});

test('finds prefixes of any word in requester, card, title, author, identifier and barcode', () => {
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

test('finds an identifier by the digits at its end, with and without the zeros before them', () => {
  const insert = `INSERT INTO request (external_id, title, author, patron_id, status, updated_at)`;
  desk.raw.exec(`${insert} VALUES ('01MAIN0007300', 'Digits', 'Nobody', 1, 'LOANED', '2026')`);
  expect(identifiers('01main')).toEqual(['01MAIN0007300']);
  expect(identifiers('0007300')).toEqual(['01MAIN0007300']);
  expect(identifiers('7300')).toEqual(['01MAIN0007300']);
  expect(identifiers('300 digits')).toEqual([]);
  desk.raw.exec("DELETE FROM request WHERE external_id = '01MAIN0007300'");
});

test('parses parts, and combines them with facets', () => {
  expect(identifiers('status:conditional oceano')).toEqual(['Z-900']);
  expect(identifiers('status:loaned oceano')).toEqual([]);
  expect(identifiers('z-90', { statuses: ['LOANED'] })).toEqual(['Z-901']);
  expect(identifiers('z-90 partner:north')).toEqual(['Z-901', 'Z-900']);
  expect(identifiers('z-90 partner:"elan lib"')).toEqual([]);
  expect(identifiers('z-90 partner:nobody')).toEqual([]);
  expect(identifiers('z-90 pickup:main back>2027-01-01 notes:no')).toEqual(['Z-901', 'Z-900']);
  expect(identifiers('z-90 back<=2027-01-14')).toEqual([]);
  expect(find('partner:elan').total).toBe(rows.filter(({ partnerId }) => partnerId === 3).length);
  expect(find('back<2026-11-25').total).toBe(
    rows.filter((row) => dueBucketOf(row, today) === 'overdue').length,
  );
  expect(find('dueback:overdue').total).toBe(find('back<2026-11-25').total);
  expect(find('due<2026-11-25').total).toBe(
    rows.filter(({ patronDueOn }) => (patronDueOn ?? '9') < today).length,
  );
  expect(find('due:overdue').total).toBe(find('due<2026-11-25').total);
  const madeOn = (day: string) => rows.filter(({ createdAt }) => createdAt?.startsWith(day)).length;
  expect(madeOn('2026-11-24')).toBeGreaterThan(5);
  expect(find('created:yesterday').total).toBe(madeOn('2026-11-24'));
  // Z-900 and Z-901 too.
  expect(find('created:2026-11').total).toBe(madeOn('2026-11') + 2);
  expect(find('created>2026-11-23 created<=2026-11-24').total).toBe(madeOn('2026-11-24'));
  expect(find('created:today').total).toBe(find('created>=2026-11-25').total);
  expect(find('created<2026-11-25 created:week').total).toBe(
    find('created>=2026-11-23').total - find('created:today').total,
  );
});

test('finds a patron’s requests by prefixes of words in name or card, and no one else’s', () => {
  expect(identifiers('patron:adler oceano')).toEqual([]);
  expect(identifiers('patron:adler z-90')).toEqual(['Z-901']);
  expect(identifiers('patron:"b adl" z-90')).toEqual(['Z-901']);
  expect(identifiers('patron:öz z-90')).toEqual([]);
  const of = (name: string) =>
    desk.raw
      .prepare('SELECT count(*) FROM request JOIN patron ON patron.id = patron_id WHERE patron.name = ?')
      .pluck()
      .get(name);
  expect(find('patron:adler').total).toBe(of('adler, B.'));
  expect(find('patron:p3').total).toBe(of('Öz, C.'));
  expect(find('patron:nobody').total).toBe(0);
  // So many names match that the rows are checked one by one.
  const near = listService(desk.context, { ...pageLimits, hits: 2, searched: 2 });
  const newestOf = (text: string) =>
    valueOf(near.list({ query: { ...anyRequest, text }, sort: newest, offset: 0, limit: 9 })).rows;
  const idsOf = (found: readonly { readonly id: number }[]) =>
    found.map(({ id }) => id).toSorted((one, other) => other - one);
  expect(idsOf(newestOf('patron:p'))).toEqual(idsOf(find('patron:p').rows).slice(0, 2));
  const early = newestOf('patron:p created<2026-11').map(({ createdAt }) => createdAt);
  expect(early).toEqual(['2026-10-31T23:59:59.000Z', '2026-10-31T23:59:59.000Z']);
});

test('searches the newest of many matches and reports that there are more', () => {
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

test('finds codes by a prefix that very many share, within the limits', () => {
  const insert = desk.raw.prepare(
    "INSERT INTO request (external_id, title, author, patron_id, status, updated_at) VALUES (?, 'Wide', 'Nobody', 1, 'LOANED', '2026')",
  );
  for (let n = 0; n < 30; n += 1) insert.run(`01MAIN${n + 10}`);
  const near = listService(desk.context, { ...pageLimits, hits: 10, searched: 20 });
  const ask = (text: string, part: Partial<RequestQuery> = {}) =>
    valueOf(near.list({ query: { ...anyRequest, text, ...part }, sort: newest, offset: 0, limit: 50 }));
  expect(ask('01main')).toMatchObject({ total: 10, atLeast: true });
  expect(ask('01main39')).toMatchObject({ total: 1, atLeast: false });
  const wide = ask('01MAIN wide').rows;
  expect(wide).toHaveLength(10);
  expect(wide.filter(({ externalId }) => !externalId.startsWith('01MAIN'))).toEqual([]);
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

test('accepts any text', () => {
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
  checkProperty(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      expect(ask(text).ok).toBe(true);
      expect(service.facets({ query: { ...anyRequest, text } }).ok).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('still works with the same words and counts when nothing can be written', () => {
  const list = (text: string) =>
    valueOf(
      listService(desk.context).list({ query: { ...anyRequest, text }, sort: newest, offset: 0, limit: 5 }),
    );
  expect(list('darwin').total).toBeGreaterThan(0);
  addRequest(desk, { externalId: 'UNSEEN-1' });
  desk.setNow('2026-11-26T10:00:00Z');
  desk.raw.pragma('query_only = ON');
  expect(list('unseen').total).toBe(0);
  expect(list('darwin').total).toBeGreaterThan(0);
  expect(listService(desk.context).facets({ query: anyRequest }).ok).toBe(true);
  desk.raw.pragma('query_only = OFF');
  expect(list('unseen').total).toBe(1);
});
