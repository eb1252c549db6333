import { expect, test } from 'vitest';
import { libraryWith } from './import-desk.ts';
import { useImportDesk } from './use-import-desk.ts';

const desk = useImportDesk();

const good = { externalId: 'GOOD1', title: 'Walden', patron: 'P1' };
const item = { barcode: 'B1', status: 'on-hold-shelf', receivedAt: '2026-11-10T08:00:00Z' };

test.for<readonly [name: string, field: string, reason: RegExp, row: unknown]>([
  ['a patron who is missing', 'patron', /no patron with the barcode “P9”/, { patron: 'P9' }],
  ['a desk that is missing', 'pickup', /no desk “NOWHERE”/, { pickup: 'NOWHERE' }],
  ['a partner that is missing', 'rota[1]', /no partner “SOUTH”/, { rota: ['NORTH', 'SOUTH'] }],
  ['an active partner that is missing', 'activePartner', /no partner “SOUTH”/, { activePartner: 'SOUTH' }],
  [
    'an active partner outside the rota',
    'activePartner',
    /not in this request’s rota/,
    { rota: ['NORTH'], activePartner: 'LAKE' },
  ],
  ['a date that is none', 'dueOn', /“2027-02-30” is not a valid date\./, { dueOn: '2027-02-30' }],
  ['a date as a number', 'dueOn', /“20270115” is not a valid date\./, { dueOn: 20270115 }],
  [
    'a moment that is none',
    'createdAt',
    /“yesterday” is not a valid date and time/,
    { createdAt: 'yesterday' },
  ],
  [
    'a moment on a day that does not exist',
    'createdAt',
    /not a valid date and time/,
    { createdAt: '2026-02-30T10:00:00Z' },
  ],
  [
    'an offset that does not exist',
    'createdAt',
    /not a valid date and time/,
    { createdAt: '2026-02-03T10:00:00+99:00' },
  ],
  ['a code as a number', 'patron', /Put it in quotes/, { patron: 1000001 }],
  ['a code that is too long', 'pickup', /1 to 64 printable characters/, { pickup: 'x'.repeat(65) }],
  ['a title that is missing', 'title', /^Missing\./, { title: undefined }],
  ['a title of blanks', 'title', /^Missing\./, { title: '  ' }],
  [
    'a title that is too long',
    'title',
    /has 10001 characters\. Shorten it to 10000\./,
    { title: 'x'.repeat(10_001) },
  ],
  ['an identifier that is missing', 'externalId', /^Missing\./, { externalId: undefined }],
  ['no volumes at all', 'volumes', /not a whole number from 1/, { volumes: 0 }],
  ['volumes as a text', 'volumes', /not a whole number from 1/, { volumes: '3' }],
  ['notes that are no list', 'notes', /list in square brackets/, { notes: { text: 'x' } }],
  ['a note from nobody', 'notes[0].from', /"partner" or "staff"/, { notes: [{ text: 'x' }] }],
  ['a note that is a text', 'notes[0]', /object in braces/, { notes: ['x'] }],
  [
    'a flag in words',
    'notes[0].active',
    /is not true or false/,
    { notes: [{ from: 'staff', text: 'x', active: 'yes' }] },
  ],
  ['a condition that is a text', 'condition', /object in braces/, { condition: 'LibraryUseOnly' }],
  ['a reply date that is none', 'condition.replyBy', /not a valid date/, { condition: { replyBy: 'soon' } }],
  ['an item at a desk that is missing', 'items[0].desk', /no desk “X”/, { items: [{ ...item, desk: 'X' }] }],
  [
    'an item without a barcode',
    'items[1].barcode',
    /^Missing\./,
    { items: [item, { ...item, barcode: '' }] },
  ],
  [
    'a barcode twice in one request',
    'items[1].barcode',
    /appears twice in this request/,
    { items: [item, item] },
  ],
  [
    'a barcode in use on another open request',
    'items[0].barcode',
    /in use on the open request OPEN1/,
    { items: [{ ...item, barcode: 'TAKEN' }] },
  ],
  [
    'a loan without a patron',
    'items[0].loan',
    /names no patron/,
    { patron: null, items: [{ ...item, loan: { loanedOn: '2026-11-11', dueOn: '2026-12-11' } }] },
  ],
  [
    'a loan without its due date',
    'items[0].loan.dueOn',
    /^Missing\./,
    { items: [{ ...item, loan: { loanedOn: '2026-11-11' } }] },
  ],
])('%s refuses only that row and names the field', async ([, field, reason, change]) => {
  const bad = { externalId: 'BAD1', title: 'Emma', patron: 'P1', ...(change as object) };
  const taken = { externalId: 'OPEN1', title: 'Persuasion', items: [{ ...item, barcode: 'TAKEN' }] };
  const report = await desk.import(desk.file('a.json', libraryWith([taken, bad, good])));
  const key = 'externalId' in (change as object) ? '' : 'BAD1';
  expect(report.refused).toEqual([
    { section: 'requests', row: 2, key, field, reason: expect.stringMatching(reason) as string },
  ]);
  expect(report).toMatchObject({ outcome: 'done', totals: { added: 8, refused: 1 } });
  expect(desk.values('SELECT external_id FROM request ORDER BY id')).toEqual(['OPEN1', 'GOOD1']);
  expect(desk.value('SELECT count(*) FROM item')).toBe(1);
});

test('invalid rows in every section are refused by their position', async () => {
  const report = await desk.import(
    desk.file(
      'a.json',
      libraryWith([5, null, [], 'x', good], {
        libraries: [{ code: 'MAIN', name: 'Main Library' }, { code: 'L2' }],
        desks: [
          { code: 'D', name: 'Desk' },
          { code: 'D2', name: 'Desk', library: 'NONE' },
        ],
        partners: [
          { name: 'Without a code' },
          { code: 'N', name: 'N', address: 'Street 1' },
          { code: 'M', name: 'M', address: ['', 5] },
        ],
        patrons: [
          { barcode: 'P1', name: 'A' },
          { barcode: 'P2', name: 'B', library: 'NONE' },
        ],
      }),
    ),
  );
  expect(report.refused.map(({ section, row, key, field }) => [section, row, key, field])).toEqual([
    ['libraries', 2, 'L2', 'name'],
    ['desks', 1, 'D', 'library'],
    ['desks', 2, 'D2', 'library'],
    ['partners', 1, '', 'code'],
    ['partners', 2, 'N', 'address'],
    ['partners', 3, 'M', 'address[0]'],
    ['patrons', 2, 'P2', 'library'],
    ['requests', 1, '', ''],
    ['requests', 2, '', ''],
    ['requests', 3, '', ''],
    ['requests', 4, '', ''],
  ]);
  expect(report.totals).toEqual({ added: 3, updated: 0, unchanged: 0, conflict: 0, skipped: 0, refused: 11 });
});

test('if a key appears twice in the file, the first row counts and the second is refused', async () => {
  const twice = [good, { ...good, title: 'Another' }];
  const patrons = [
    { barcode: 'P1', name: 'A' },
    { barcode: 'P1', name: 'B' },
  ];
  for (const round of ['first', 'again']) {
    const report = await desk.import(desk.file('a.json', libraryWith(twice, { patrons })));
    expect([round, ...report.refused.map(({ section, row, field }) => `${section} ${row} ${field}`)]).toEqual(
      [round, 'patrons 2 barcode', 'requests 2 externalId'],
    );
  }
  expect(desk.values('SELECT title FROM request')).toEqual(['Walden']);
  expect(desk.values('SELECT name FROM patron')).toEqual(['A']);
});

test('a barcode is free again after its item went back', async () => {
  const back = { externalId: 'A1', title: 'x', items: [{ ...item, status: 'returned-to-partner' }] };
  const report = await desk.import(
    desk.file('a.json', libraryWith([back, { externalId: 'A2', title: 'y', items: [item] }])),
  );
  expect(report.totals.refused).toBe(0);
});

test('the report on the page holds 500 refused rows, the report file all of them', async () => {
  const rows = Array.from({ length: 2_300 }, (_, n) => ({
    externalId: `=A${n}`,
    title: 'x',
    patron: `"P,${n}"`,
  }));
  const report = await desk.import(desk.file('a.json', libraryWith([...rows, good])));
  expect(report.totals).toMatchObject({ added: 7, refused: 2_300 });
  expect(report.refused).toHaveLength(500);
  const lines = desk.reportLines(report);
  expect(lines).toHaveLength(2_301);
  expect(lines[0]).toBe('section,row,key,field,reason');
  // An outside key must not become a formula in a spreadsheet program.
  expect(lines[2_300]).toMatch(
    /^requests,2300,'=A2299,patron,"There is no patron with the barcode “""P,2299""”/,
  );
});

test('markup, other scripts, emoji and 10,000 characters are kept letter by letter; control characters become spaces', async () => {
  const titles = [
    '<img src=x onerror="alert(1)">',
    'طوق الحمامة',
    '👩‍👩‍👧 \u202Eabc',
    'x'.repeat(10_000),
    "Robert'); DROP TABLE request;--",
  ];
  const rows = titles.map((title, n) => ({ externalId: `A${n}`, title }));
  const odd = { externalId: 'ODD', title: 'a\u0000b\ud800c\td' };
  const report = await desk.import(desk.file('a.json', libraryWith([...rows, odd])));
  expect(report.totals.refused).toBe(0);
  expect(desk.values('SELECT title FROM request ORDER BY id')).toEqual([...titles, 'a b c\td']);
});

test('an error of the database refuses only that row', async () => {
  desk.db.exec(
    `CREATE TRIGGER surprise BEFORE INSERT ON request WHEN NEW.title = 'surprise' BEGIN SELECT RAISE(ABORT, 'no'); END`,
  );
  const rows = Array.from({ length: 30 }, (_, n) => ({
    externalId: `A${n}`,
    title: n === 17 ? 'surprise' : 'x',
  }));
  const report = await desk.import(desk.file('a.json', libraryWith(rows)));
  expect(report.bySection['requests']).toEqual({
    added: 29,
    updated: 0,
    unchanged: 0,
    conflict: 0,
    skipped: 0,
    refused: 1,
  });
  expect(report.refused).toMatchObject([{ section: 'requests', row: 18, key: 'A17' }]);
});
