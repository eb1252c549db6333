import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { asDeskDatabase, connect } from '../../../electron/main/db/open.ts';
import { detailsService } from '../../../electron/main/desk/queries/details/details.service.ts';
import { listService } from '../../../electron/main/desk/queries/list/list.service.ts';
import { openSession } from '../../../electron/main/desk/records/session/session.service.ts';
import { todayService } from '../../../electron/main/desk/queries/today/today.service.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { sortColumnNames, anyRequest } from '../../../shared/domain/request-list.ts';
import type { Channel } from '../../../shared/ipc/channels.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { TodayCardId } from '../../../shared/ipc/today-views.ts';
import { fullRequest, libraryWith } from './import-desk.ts';
import { useImportDesk } from './use-import-desk.ts';
import { howMany } from '../../support/how-many.ts';
import { checkProperty } from '../../support/check-property.ts';

const desk = useImportDesk();

const answerOf = <C extends Channel>(channel: C, result: Result<unknown>): unknown => {
  if (!result.ok) throw new Error(result.error.message);
  return contract[channel].output.parse(result.value);
};

/** Reads everything that is stored, as the pages do; throws if an answer fails or does not match the contract. */
const showAll = (timeZone: string): void => {
  const raw = connect(desk.databaseFile);
  try {
    const db = asDeskDatabase(raw);
    const context = {
      db,
      session: openSession(db),
      now: () => new Date('2026-11-25T12:00:00Z'),
      timeZone: () => timeZone,
    };
    const today = todayService(context);
    const cards = answerOf('today.cards', today.cards()) as { id: TodayCardId }[];
    for (const { id } of cards) answerOf('today.list', today.list({ card: id, offset: 0, limit: 500 }));
    const requests = listService(context);
    for (const column of sortColumnNames)
      for (const direction of ['ascending', 'descending'] as const)
        answerOf(
          'requests.list',
          requests.list({
            query: anyRequest,
            sort: { column, direction },
            offset: 0,
            limit: 500,
          }),
        );
    answerOf('requests.facets', requests.facets({ query: anyRequest }));
    const details = detailsService(context);
    for (const requestId of raw.prepare('SELECT id FROM request').pluck().all() as RequestId[])
      answerOf('requests.details', details.details({ requestId }));
  } finally {
    raw.close();
  }
};

const importOne = async (request: object, timeZone = 'America/New_York') => {
  const report = await desk.import(desk.file('a.json', libraryWith([request])), { timeZone });
  expect(report.outcome).toBe('done');
  return report;
};

test.for<readonly [moment: string, timeZone: string]>([
  ['0001-01-01', 'America/New_York'],
  ['0001-01-01', 'Asia/Kolkata'],
  ['0001-01-01T00:00:00Z', 'America/New_York'],
  ['0001-01-01T00:00:00+14:00', 'UTC'],
  ['9999-12-31T23:59:59-14:00', 'UTC'],
  ['9999-12-31T23:59:59Z', 'Asia/Kolkata'],
  ['0000-01-01T00:00:00Z', 'UTC'],
])('the moment %s in %s refuses only its row', async ([moment, timeZone]) => {
  const report = await desk.import(
    desk.file(
      'a.json',
      libraryWith([
        { externalId: 'A', title: 'T', createdAt: moment },
        { externalId: 'B', title: 'T' },
      ]),
    ),
    { timeZone },
  );
  expect(report).toMatchObject({ outcome: 'done', totals: { added: 7, refused: 1 } });
  expect(report.refused).toMatchObject([{ row: 1, key: 'A', field: 'createdAt' }]);
  showAll(timeZone);
});

test.for(['0001-01-01', '0999-12-31', '9999-12-31', '9999-12-01'])(
  'the date %s in every place for a date can be shown, or its row is refused',
  async (date) => {
    for (const status of ['on-loan', 'on-hold-shelf', 'in-transit', 'returned-by-patron'])
      await importOne({
        ...fullRequest,
        externalId: `${date}-${status}`,
        status: status === 'on-loan' ? 'LOANED' : 'RECEIVED_PHYSICALLY',
        dueOn: date,
        createdAt: `${date}T12:00:00Z`,
        condition: { reason: 'LibraryUseOnly', note: '', replyBy: date },
        notes: [{ from: 'partner', text: 'Note', createdAt: `${date}T12:00:00Z` }],
        items: [
          {
            barcode: `N-${date}-${status}`,
            status,
            receivedAt: `${date}T12:00:00Z`,
            desk: 'MAIN-CIRC',
            loan: { loanedOn: date, dueOn: date },
          },
        ],
      });
    for (const zone of ['America/New_York', 'Pacific/Kiritimati']) expect(() => showAll(zone)).not.toThrow();
  },
);

const hostileValue = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    '0001-01-01',
    '9999-12-31',
    '0000-00-00',
    '2026-02-30',
    '9999-12-31T23:59:59-14:00',
    '0001-01-01T00:00:00+14:00',
    '-271821-04-20T00:00:00Z',
    1e308,
    -0,
    Number.MAX_SAFE_INTEGER + 1,
    -1,
    0.5,
    '\u0000',
    'a\u0000b',
    '\uD800',
    'x\uDFFFy',
    '\u202Eabc',
    '𝔘𝔫𝔦',
    'x'.repeat(70_000),
    ['__proto__'],
    '__proto__',
    'constructor',
    'toString',
    { constructor: 1 },
    [[[[[]]]]],
    'on-loan',
    'returned-to-partner',
    'P1',
    'NORTH',
    'MAIN-CIRC',
    "'; DROP TABLE request; --",
    '=1+1',
  ),
);

const fieldNames = [...Object.keys(fullRequest), 'code', 'name', 'library', 'address', 'email', 'barcode'];
const innerNames = ['barcode', 'status', 'receivedAt', 'desk', 'loan', 'from', 'text', 'active', 'createdAt'];
const loanNames = ['loanedOn', 'dueOn', 'endedOn'];
const trapNames = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf', 'then'];

/** The text of an object with repeated names, or names that every object inherits. */
const objectText = (entries: readonly (readonly [name: string, text: string])[]): string =>
  `{${entries.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;

const entriesOf = (names: readonly string[]): fc.Arbitrary<[string, string][]> =>
  fc.array(
    fc.tuple(
      fc.constantFrom(...names, ...trapNames),
      hostileValue.map((value) => JSON.stringify(value)),
    ),
    { maxLength: 4 },
  );

/** Moments at the ends of the valid range, with and without offsets. */
const farMoment = fc
  .tuple(
    fc.constantFrom('0001-01-01', '0001-01-02', '0999-06-30', '9999-12-30', '9999-12-31'),
    fc.constantFrom('', 'T00:00', 'T23:59:59Z', 'T00:00:00+14:00', 'T23:59:59-14:00'),
  )
  .map(([date, time]) => ['createdAt', JSON.stringify(date + time)] as const);

/** A valid request with hostile names and values added. */
const requestText = fc
  .tuple(
    fc.nat(),
    entriesOf(fieldNames),
    entriesOf(innerNames),
    entriesOf(loanNames),
    fc.constantFrom('items', 'notes', 'condition', ''),
    fc.array(farMoment, { maxLength: 1 }),
  )
  .map(([n, outer, inner, loan, place, moment]) => {
    const { externalId: _, items: _items, ...rest } = fullRequest;
    const good = Object.entries({ ...rest, externalId: `F${n}` }).map(
      ([name, value]) => [name, JSON.stringify(value)] as const,
    );
    const item = objectText([
      ['barcode', `"B${n}"`],
      ['status', '"on-loan"'],
      ['desk', '"MAIN-CIRC"'],
      ['loan', objectText([['loanedOn', '"2026-11-11"'], ['dueOn', '"2026-12-11"'], ...loan])],
      ...(place === 'items' ? inner : []),
    ]);
    const within =
      place === 'notes' || place === 'condition'
        ? ([[place, place === 'notes' ? `[${objectText(inner)}]` : objectText(inner)]] as const)
        : [];
    return objectText([...good, ['items', `[${item}]`], ...within, ...outer, ...moment]);
  });

const anyRowText = fc.oneof(
  { weight: 4, arbitrary: requestText },
  { weight: 1, arbitrary: entriesOf(fieldNames).map(objectText) },
  { weight: 1, arbitrary: hostileValue.map((value) => JSON.stringify(value)) },
);

/** For a longer run: `ROW_FILES=600`. */
const rowFiles = howMany('ROW_FILES', 20, 600);

test(
  'whatever a row holds, every row is counted once, and everything stored can be shown',
  async () => {
    await checkProperty(
      fc.asyncProperty(
        fc.array(anyRowText, { maxLength: 12 }),
        fc.array(entriesOf(fieldNames).map(objectText), { maxLength: 3 }),
        fc.constantFrom('America/New_York', 'Pacific/Kiritimati', 'UTC'),
        async (requests, others, timeZone) => {
          const base = libraryWith([]);
          const list = (name: string): string =>
            [...(base[name] as unknown[]).map((row) => JSON.stringify(row)), ...others].join(',\n');
          const sections = ['libraries', 'desks', 'partners', 'patrons'];
          const text =
            `{ "format": "borrow-desk/library", "version": 1, ` +
            `${sections.map((name) => `"${name}": [${list(name)}]`).join(',')}, "requests": [${requests.join(',\n')}] }`;
          const report = await desk.import(desk.file('a.json', text), { timeZone });
          expect(report).toMatchObject({ outcome: 'done', failure: null });
          const { added, updated, unchanged, refused } = report.totals;
          expect(added + updated + unchanged + refused).toBe(6 + 4 * others.length + requests.length);
          expect(desk.faults).toEqual([]);
          showAll(timeZone);
        },
      ),
      { numRuns: rowFiles },
    );
  },
  60_000 + rowFiles * 2_000,
);

test('an error in our own code refuses only that row, and is logged', async () => {
  // A trigger simulates an unexpected error after a part of the row was written.
  desk.db.exec(
    `CREATE TRIGGER surprise AFTER INSERT ON turn
       WHEN (SELECT title FROM request WHERE id = new.request_id) = 'surprise'
       BEGIN SELECT abs(-9223372036854775807 - 1); END`,
  );
  const row = (n: number, title: string): object => ({ externalId: `A${n}`, title, rota: ['NORTH'] });
  const rows = Array.from({ length: 50 }, (_, n) => row(n, n % 10 === 3 ? 'surprise' : 'T'));
  const report = await desk.import(desk.file('a.json', libraryWith(rows)));
  expect(report).toMatchObject({ outcome: 'done', totals: { added: 6 + 45, refused: 5 } });
  expect(report.refused.map(({ row: line }) => line)).toEqual([4, 14, 24, 34, 44]);
  expect(report.refused[0]?.reason).toMatch(/^This row could not be saved, and the reason is unknown\./);
  expect(desk.faults).toHaveLength(5);
  expect(desk.value('SELECT count(*) FROM request')).toBe(45);
});

test('the error that stops an import is logged', async () => {
  await desk.import(desk.file('a.json', 'nothing of ours'));
  expect(desk.faults).toHaveLength(1);
});
