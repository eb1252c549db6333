import { beforeEach, expect, test } from 'vitest';
import { nameMatch } from '../../../../../electron/main/desk/queries/lending/lending.service.ts';
import { addRequest, openTestDesk } from '../../../../support/desk.ts';
import {
  addItem,
  addShelved,
  circulationOf,
  goTo,
  hilltop,
  other,
  reader,
} from '../../../../support/circulation.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { codeOf, sentenceOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);
beforeEach(() => {
  desk.raw.exec(`INSERT INTO patron (id, barcode, name, email, library_id) VALUES
    (2, 'P1000002', 'Nguyễn Thị Mai', 'mai@example.org', 2), (3, 'p-100-3', 'Reade, Bertha', '', NULL),
    (4, 'P1000004', 'O’Brien-Smith, Zoë', '', 1), (5, 'P1000005', '大谷 春香', '', 1)`);
});

const find = (text: string) => circulationOf(desk).loans.findPatron({ text });
const namesFor = (text: string): string[] => valueOf(find(text)).patrons.map(({ name }) => name);

test('a card opens its patron, ignoring case and blanks', () => {
  expect(valueOf(find(' P-100 -3 '))).toEqual({
    byCard: true,
    patrons: [{ id: 3, barcode: 'p-100-3', name: 'Reade, Bertha', email: '', libraryName: '' }],
    more: false,
  });
});

test.each([
  ['read', ['Reade, Bertha', 'Reader, A.']],
  ['READER', ['Reader, A.']],
  ['bertha re', ['Reade, Bertha']],
  ['nguyen', ['Nguyễn Thị Mai']],
  ['mai ngu', ['Nguyễn Thị Mai']],
  ['zoe', ['O’Brien-Smith, Zoë']],
  ['smith, z', ['O’Brien-Smith, Zoë']],
  ['大谷', ['大谷 春香']],
  ['P1000', ['Nguyễn Thị Mai', 'O’Brien-Smith, Zoë', 'Reader, A.', '大谷 春香']],
])('“%s” finds patrons by prefixes of words', (text, names) => {
  expect(namesFor(text)).toEqual(names);
});

test('typed text is never interpreted as an expression', () => {
  expect(nameMatch('a" OR name:*')).toBe('"a"* "OR"* "name"*');
  for (const text of [
    '"',
    '*',
    'NEAR(a b)',
    'name:reader',
    '-reader',
    '(',
    "'; DROP TABLE patron",
    '^a',
    'a:b',
  ])
    expect(['ok', 'patron-unknown', 'code-unprintable']).toContain(codeOf(find(text)));
  expect(nameMatch('- ( )')).toBeNull();
});

test('no patron, no text and another kind of code are distinguished', () => {
  addShelved(desk, 'R-1', 'N-1');
  expect(sentenceOf(find('zzz'))).toMatch(/No patron has the card or name “zzz”/);
  expect(codeOf(find('   '))).toBe('code-empty');
  expect(codeOf(find('n-1'))).toBe('barcode-not-card');
  expect(codeOf(find('R-1'))).toBe('identifier-not-card');
  expect(codeOf(find('x'.repeat(4000)))).toBe('patron-unknown');
});

test('twenty are listed, and further matches are reported', () => {
  const insert = desk.raw.prepare('INSERT INTO patron (barcode, name) VALUES (?, ?)');
  for (let n = 0; n < 25; n += 1) insert.run(`Q${n}`, `Many, ${String(n).padStart(2, '0')}`);
  const found = valueOf(find('many'));
  expect(found.patrons).toHaveLength(20);
  expect(found).toMatchObject({ more: true, byCard: false });
  expect(found.patrons[0]?.name).toBe('Many, 00');
});

test('a name is found among 200,000 patrons without a noticeable delay', () => {
  const first = ['Anna', 'Bert', 'Cleo', 'Dora', 'Émile'];
  const last = ['Smith', 'Müller', 'García', 'Johnson', 'Åkesson', 'Baker'];
  const names = Array.from({ length: 200_000 }, (_, n) => `${last[n % 6]}, ${first[n % 5]} ${n}`);
  // In one statement, which fills the index of names four times as fast.
  desk.raw
    .prepare("INSERT INTO patron (barcode, name) SELECT 'B' || key, value FROM json_each(?)")
    .run(JSON.stringify(names));
  for (const text of ['a', 'sm', 'smith', 'ake', 'smith b', 'B199999']) {
    const from = process.cpuUsage();
    expect(valueOf(find(text)).patrons.length).toBeGreaterThan(0);
    const { user, system } = process.cpuUsage(from);
    // A quarter of a second is noticeable; the time of other processes is not counted.
    expect((user + system) / 1_000).toBeLessThan(250);
  }
}, 60_000);

test('loans are filtered as requested: open ones first, by due date', () => {
  const { requestId } = addShelved(desk, 'R-1', 'V-1', { status: 'on-loan', lentTo: 1 }, 'LOANED');
  addItem(desk, requestId, { barcode: 'V-2', volume: 2, status: 'on-loan', lentTo: 1 });
  addItem(desk, requestId, { barcode: 'V-3', volume: 3, status: 'returned-to-partner', lentTo: 1 });
  addShelved(desk, 'R-2', 'N-9', { status: 'on-loan', lentTo: 2 }, 'LOANED');
  desk.raw.exec(`
    UPDATE loan SET due_on = '2026-11-20' WHERE item_id = 2;
    UPDATE loan SET ended_on = '2026-11-22' WHERE item_id = 3;
  `);
  const { loans } = circulationOf(desk);
  const barcodes = (display: 'all' | 'active' | 'overdue') =>
    valueOf(loans.ofPatron({ patronId: reader, display })).loans.map(({ barcode }) => barcode);
  expect(barcodes('all')).toEqual(['V-2', 'V-1', 'V-3']);
  expect(barcodes('active')).toEqual(['V-2', 'V-1']);
  expect(barcodes('overdue')).toEqual(['V-2']);
  const all = valueOf(loans.ofPatron({ patronId: reader, display: 'all' }));
  expect(all).toMatchObject({
    patron: { id: 1, barcode: 'P1000001', name: 'Reader, A.', libraryName: 'Main Library' },
    loansTotal: 3,
    counts: { all: 3, active: 2, overdue: 1 },
  });
  expect(all.loans[0]).toMatchObject({
    externalId: 'R-1',
    renewal: 'none',
    demand: 'none',
    partnerName: 'North University Library',
    dueOn: '2026-11-20',
    endedOn: null,
    renewals: 0,
  });
});

test('the patron’s requests are the open ones, with the items waiting for them and where', () => {
  addShelved(desk, 'R-1', 'N-1');
  desk.raw.exec("UPDATE item SET hold_until = '2026-12-24'");
  addShelved(desk, 'R-2', 'N-2', { status: 'in-transit', destinationDeskId: 2 });
  addShelved(desk, 'R-3', 'N-3', { status: 'on-loan', lentTo: 1 }, 'LOANED');
  addRequest(desk, { externalId: 'R-4', status: 'A_STATUS_FROM_OUTSIDE' });
  addShelved(desk, 'R-5', 'N-5', { status: 'returned-to-partner' }, 'RETURNED_TO_PARTNER');
  addRequest(desk, { externalId: 'R-6', status: 'CANCELLED_BY_STAFF' });
  const requests = () =>
    valueOf(circulationOf(desk).loans.ofPatron({ patronId: reader, display: 'all' })).requests;
  expect(requests().map(({ externalId }) => externalId)).toEqual(['R-4', 'R-3', 'R-2', 'R-1']);
  expect(requests().map(({ items }) => items)).toEqual([
    [],
    [],
    [
      {
        barcode: 'N-2',
        volume: 1,
        status: 'in-transit',
        deskName: 'Hilltop Branch',
        here: false,
        holdUntil: null,
      },
    ],
    [
      {
        barcode: 'N-1',
        volume: 1,
        status: 'on-hold-shelf',
        deskName: 'Main Circulation Desk',
        here: true,
        holdUntil: '2026-12-24',
      },
    ],
  ]);
  goTo(desk, hilltop);
  expect(requests().at(-1)?.items[0]?.here).toBe(false);
  expect(valueOf(circulationOf(desk).loans.ofPatron({ patronId: other, display: 'all' })).requests).toEqual(
    [],
  );
});
