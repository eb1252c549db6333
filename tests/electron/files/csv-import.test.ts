import { csvLine } from '../../../electron/main/csv-cell.ts';
import { beforeEach, expect, test } from 'vitest';
import { libraryWith, openImportDesk } from './import-desk.ts';
import { forEachTest } from '../../support/for-each-test.ts';

const desk = forEachTest(openImportDesk);
beforeEach(async () => {
  await desk.import(desk.file('base.json', libraryWith([])));
});

const requests = (): unknown[] => desk.rows('SELECT external_id, title FROM request ORDER BY id');

test('flat columns add requests, and missing patrons and partners', async () => {
  const csv =
    'external_id,title,author,patron_barcode,patron_name,patron_email,pickup,partner_code,partner_name,status,due_on,created_at,volumes,note,condition_reason,cost\r\n' +
    'C1,Walden,"Thoreau, H. D.",P1,Ignored,,MAIN-CIRC,NORTH,,SHIPPED_PHYSICALLY,2027-01-15,2026-11-02,2,"Says ""hi""\nand more",LibraryUseOnly,5\r\n' +
    'C2,Emma,,P77,"Lee, Ann",lee@example.org,HILL-CIRC,SOUTH,South Library,,,,,,,\r\n';
  const report = await desk.import(desk.file('a.csv', csv));
  expect(report).toMatchObject({ outcome: 'done', refused: [], totals: { added: 4, refused: 0 } });
  expect(report.bySection).toMatchObject({
    patrons: { added: 1 },
    partners: { added: 1 },
    requests: { added: 2 },
  });
  expect(
    desk.rows(`SELECT external_id, author, status, due_on, created_at, volumes_expected, cost, patron.name, partner.name, desk.code
           FROM request JOIN patron ON patron.id = patron_id JOIN partner ON partner.id = request.partner_id
           JOIN desk ON desk.id = pickup_desk_id ORDER BY request.id`),
  ).toEqual([
    // A date alone is the first minute of that day in the library's zone.
    [
      'C1',
      'Thoreau, H. D.',
      'SHIPPED_PHYSICALLY',
      '2027-01-15',
      '2026-11-02T05:00:00.000Z',
      2,
      '5',
      'Reader, A.',
      'North University Library',
      'MAIN-CIRC',
    ],
    // It has a partner, so it is ready to send.
    ['C2', '', 'READY_TO_SEND', null, null, null, '', 'Lee, Ann', 'South Library', 'HILL-CIRC'],
  ]);
  expect(desk.values('SELECT body FROM request_note')).toEqual(['Says "hi"\nand more']);
  const again = await desk.import(desk.file('a.csv', csv));
  expect(again.totals).toEqual({ added: 0, updated: 0, unchanged: 2, conflict: 0, skipped: 0, refused: 0 });
});

test('semicolons, tabs, a byte order mark, blank lines and spelled-out column names are read', async () => {
  expect(
    (await desk.import(desk.file('a.csv', '\uFEFFExternal ID;Title\n\nC1;One, two\n;\nC2;Three'))).totals
      .added,
  ).toBe(2);
  expect((await desk.import(desk.file('b.csv', 'externalId\ttitle\nC3\tFour'))).totals.added).toBe(1);
  expect(requests()).toEqual([
    ['C1', 'One, two'],
    ['C2', 'Three'],
    ['C3', 'Four'],
  ]);
});

test('a column that the file lacks keeps the values of an earlier file', async () => {
  await desk.import(desk.file('a.csv', 'external_id,title,author,status\nC1,Walden,Thoreau,REQUEST_SENT'));
  const report = await desk.import(
    desk.file('b.csv', 'external_id,title,status\nC1,Walden,SHIPPED_PHYSICALLY'),
  );
  expect(report.bySection['requests']).toMatchObject({ updated: 1 });
  expect(desk.rows('SELECT author, status FROM request')).toEqual([['Thoreau', 'SHIPPED_PHYSICALLY']]);
});

test('faults name the line and the column as in the file', async () => {
  const csv =
    'External identifier,title,due date,patron_barcode,volumes,pickup\n' +
    'C1,"two\nlines",2027-01-15,,,\n' +
    'C2,x,15.13.2027,,,\n' +
    'C3,x,,P9,,\n' +
    'C4,x,,,many,\n' +
    'C1,again,,,,\n' +
    ',x,,,,\n' +
    'C6,a,b,c,d,e,f,g\n' +
    'C7,x,,,,NOWHERE\n' +
    'C8,good,,,,\n';
  const report = await desk.import(desk.file('a.csv', csv));
  expect(report.refused.map(({ row, key, field }) => [row, key, field])).toEqual([
    [4, 'C2', 'due date'],
    [5, 'C3', 'patron_barcode'],
    [6, 'C4', 'volumes'],
    [7, 'C1', 'External identifier'],
    [8, '', 'External identifier'],
    [9, '', ''],
    [10, 'C7', 'pickup'],
  ]);
  expect(requests()).toEqual([
    ['C1', 'two\nlines'],
    ['C8', 'good'],
  ]);
  expect(desk.value('SELECT count(*) FROM patron')).toBe(1);
});

test('a refused row adds no patron', async () => {
  const heads = 'external_id,title,patron_barcode,patron_name,pickup,partner_code,partner_name';
  const report = await desk.import(desk.file('a.csv', `${heads}\nC1,x,P9,New,NOWHERE,S,South\n`));
  expect(report.totals).toMatchObject({ added: 0, refused: 1 });
  expect(
    desk.values(
      "SELECT name FROM patron WHERE barcode = 'P9' UNION SELECT name FROM partner WHERE code = 'S'",
    ),
  ).toEqual([]);
});

const withUmlaut = (before: string): Buffer =>
  Buffer.concat([Buffer.from(`${before}M`), Buffer.from([0xfc]), Buffer.from('ller\nC2,good\n')]);

test('Windows-1252 is decoded if no part of the file is UTF-8; otherwise its characters refuse their row', async () => {
  expect((await desk.import(desk.file('a.csv', withUmlaut('external_id,title\nC1,')))).refused).toEqual([]);
  expect(requests()).toEqual([
    ['C1', 'Müller'],
    ['C2', 'good'],
  ]);
  const mixed = withUmlaut('external_id,title\nC3,Bücher\nC4,');
  expect((await desk.import(desk.file('b.csv', mixed))).refused).toMatchObject([{ row: 3 }]);
});

test('missing or repeated columns are named', async () => {
  expect((await desk.import(desk.file('a.csv', 'external_id,name\nC1,x'))).failure).toMatch(
    /no column “title”/,
  );
  expect((await desk.import(desk.file('b.csv', 'external_id,title,Title\nC1,x,y'))).failure).toMatch(
    /“title” and “Title” mean the same/,
  );
});

test('a quote that is never closed stops the import there, and the rows before it stay', async () => {
  const rows = Array.from({ length: 1_500 }, (_, n) => `C${n},x`).join('\n');
  const report = await desk.import(desk.file('a.csv', `external_id,title\n${rows}\nBAD,"never\nC9999,y\n`));
  expect(report).toMatchObject({ outcome: 'failed', totals: { added: 1_500 } });
  expect(report.failure).toMatch(/from line 1502: a quotation mark .* 1,500 rows before that were imported/);
});

test('the formula guard of our own CSV files is removed on import', async () => {
  const titles = [';=1+1', '=1', "'=1", "'Tis pity", "'68; 'twas", 'a; ＝1', 'a\n- b\n+ c', 'A,@b', 'plain'];
  const rows = titles.map((title, n) => csvLine([`E-${n}`, title])).join('');
  for (const heads of ['external_id,title', 'External identifier,Title']) {
    desk.db.exec('DELETE FROM request');
    const report = await desk.import(desk.file('own.csv', `${heads}\r\n${rows}`));
    expect(report).toMatchObject({ outcome: 'done', totals: { added: titles.length } });
    expect(desk.values('SELECT title FROM request ORDER BY external_id')).toEqual(titles);
  }
});

test('a column for the volume that names several is the number of volumes, not one of them', async () => {
  const rows = ['A-1,War and Peace,Shipped,3 volumes', 'A-2,Faust,Shipped,2 Bde.', 'A-3,Emma,Shipped,v. 3'];
  await desk.import(desk.file('a.csv', `Request No.,Title,Status,Volume\n${rows.join('\n')}\n`));
  expect(desk.rows('SELECT volumes_expected FROM request ORDER BY external_id')).toEqual([[3], [2], [null]]);
});
