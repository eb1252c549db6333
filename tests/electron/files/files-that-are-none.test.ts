import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { libraryWith } from './import-desk.ts';
import { useImportDesk } from './use-import-desk.ts';

const desk = useImportDesk({ hasLibrary: true });

const nothing = { added: 0, updated: 0, unchanged: 0, conflict: 0, skipped: 0, refused: 0 };
const head = '{ "format": "borrow-desk/library", "version": 1, "requests": [\n';
const row = (id: string): string => `{ "externalId": "${id}", "title": "T" }`;

test.for<readonly [name: string, content: string | Buffer, failure: RegExp]>([
  ['an empty file', '', /file is empty/],
  ['blanks only', ' \n\t ', /file is empty/],
  ['UTF-16, little end first', Buffer.from(`\uFEFF${head}]}`, 'utf16le'), /UTF-16.*Save it as UTF-8/],
  ['UTF-16 without a mark', Buffer.from(`${head}]}`, 'utf16le'), /UTF-16.*Save it as UTF-8/],
  ['UTF-16, big end first', Buffer.from(`\uFEFF${head}]}`, 'utf16le').swap16(), /UTF-16/],
  ['an Excel file', Buffer.from('PK\u0003\u0004 and so on'), /Excel or ZIP/],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00]), /not a text file/],
  ['a list', '[1, 2]', /not valid JSON from line 1, byte 0/],
  ['another JSON file', '{ "requests": [{ "externalId": "A", "title": "T" }] }', /not a library file/],
  ['another format', head.replace('borrow-desk', 'other-desk') + ']}', /not a library file/],
  [
    'a newer version',
    `${head.replace('1,', '4,')}${row('A')}]}`,
    /is version 4, but this version of Borrow Desk reads versions 1, 2 and 3\. Update Borrow Desk/,
  ],
  [
    'a version in words',
    `${head.replace('1,', '"1",')}]}`,
    /^The library file has no valid "version", so it cannot be read\./,
  ],
  [
    'no version',
    '{ "format": "borrow-desk/library", "requests": [] }',
    /^The library file has no valid "version", so it cannot be read\./,
  ],
  ['prose', 'Dear colleagues,\nplease find attached', /no column “external_id”/],
])('%s: nothing is imported, and the reason is given', async ([, content, failure]) => {
  const report = await desk.import(desk.file('a.json', content));
  expect(report).toMatchObject({ outcome: 'failed', totals: nothing });
  expect(report.failure).toMatch(failure);
  expect(report.failure).toMatch(/Nothing was imported\.$/);
  expect(desk.value('SELECT count(*) FROM request')).toBe(0);
});

test('a file that is named like a workbook but is none is reported as damaged', async () => {
  const noise = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0x00]);
  const { failure } = await desk.import(desk.file('bad.xlsx', noise));
  expect(failure).toMatch(/Excel or ZIP file is damaged/);
  expect(failure).not.toMatch(/Choose a .json/);
});

test('a missing file and a folder are refused', async () => {
  expect((await desk.import(`${desk.folder}/none.json`)).failure).toMatch(/^The file is no longer there\./);
  expect((await desk.import(desk.folder)).failure).toMatch(/This is a folder/);
});

test.for<readonly [name: string, tail: string, failure: RegExp, brokenRow: number | null]>([
  [
    'cut off in a row',
    '{ "externalId": "C", "ti',
    /from line 4, byte 161: the file ends in the middle of a value/,
    3,
  ],
  ['cut off between rows', '', /the file ends too early/, null],
  [
    'a quote that is not closed',
    '{ "externalId": "C,\n "title": "T" }]}',
    /from line 4, byte 156: text in quotes is not closed on its line/,
    3,
  ],
  ['a bracket too many', '{ "externalId": "C" ] }]}', /a closing bracket has no opening bracket/, 3],
  ['text between rows', `${row('C')} oops, ${row('D')}]}`, /a “,” or “\]” is expected/, null],
  ['no comma between rows', `${row('C')} ${row('D')}]}`, /a “,” or “\]” is expected/, null],
  ['brackets without end', `{ "x": ${'['.repeat(5_000)}`, /the file ends in the middle of a value/, 3],
  ['something after the end', `${row('C')}]} more`, /nothing may follow the last/, null],
])(
  'broken JSON, %s: the good rows before it stay and are counted',
  async ([name, tail, failure, brokenRow]) => {
    const report = await desk.import(desk.file('a.json', `${head}${row('A')},\n${row('B')},\n${tail}`));
    const good = desk.values('SELECT external_id FROM request ORDER BY id');
    expect(report.outcome, name).toBe('failed');
    expect(report.failure).toMatch(failure);
    expect(good.slice(0, 2)).toEqual(['A', 'B']);
    expect(report.totals.added).toBe(good.length);
    expect(report.failure).toContain(
      `${good.length} rows before that were imported. You can safely import the file again.`,
    );
    expect(report.refused.map((refused) => refused.row)).toEqual(brokenRow === null ? [] : [brokenRow]);
  },
);

test('invalid JSON in one row refuses only that row', async () => {
  const rows = [
    row('A'),
    '{ "externalId": "B", "title": }',
    '{ externalId: "C" }',
    'nul',
    row('D'),
    '{ "externalId": "E", "title": "tab\there" }',
  ];
  const report = await desk.import(desk.file('a.json', `${head}${rows.join(',')}]}`));
  expect(report.outcome).toBe('done');
  expect(report.refused.map((refused) => refused.row)).toEqual([2, 3, 4, 6]);
  expect(report.refused[0]?.reason).toMatch(/not valid JSON/);
  expect(desk.values('SELECT external_id FROM request')).toEqual(['A', 'D']);
});

test('a row in another encoding is refused, not stored with wrong characters', async () => {
  const content = Buffer.concat([
    Buffer.from(`${head}${row('A')},{ "externalId": "B", "title": "M`),
    Buffer.from([0xfc]),
    Buffer.from(`ller" },${row('C')}]}`),
  ]);
  const report = await desk.import(desk.file('a.json', content));
  expect(report.refused).toMatchObject([{ section: 'requests', row: 2 }]);
  expect(report.refused[0]?.reason).toMatch(/not UTF-8/);
  expect(report.totals.added).toBe(2);
});

test('a row of many megabytes is refused unread', async () => {
  const huge = `{ "externalId": "B", "title": "${'x'.repeat(5_000_000)}" }`;
  const report = await desk.import(desk.file('a.json', `${head}${row('A')},${huge},${row('C')}]}`));
  expect(report.refused).toMatchObject([{ section: 'requests', row: 2 }]);
  expect(report.refused[0]?.reason).toMatch(/longer than 4 MB/);
  expect(report.totals.added).toBe(2);
});

test.for<readonly [name: string, row: string, reason: RegExp]>([
  [
    'brackets 100,000 deep',
    `{ "externalId": "B", "x": ${'['.repeat(100_000)}${']'.repeat(100_000)} }`,
    /^Brackets in this row are nested more than 200 deep\./,
  ],
  [
    'brackets that close in the wrong order, deep down',
    `{ "x": ${'['.repeat(300)}${'}'.repeat(100)}${']'.repeat(200)} }`,
    /^Brackets in this row are nested more than 200 deep\./,
  ],
  [
    'names without number',
    `{ "externalId": "B", ${Array.from({ length: 60_000 }, (_, n) => `"k${n}": 1`).join()} }`,
    /more than 50000 values/,
  ],
  [
    'values without number',
    `{ "externalId": "B", "title": "T", "notes": [${'1,'.repeat(60_000)}1] }`,
    /more than 50000 values/,
  ],
])('%s in a row: only that row is refused', async ([, hostile, reason]) => {
  const report = await desk.import(desk.file('a.json', `${head}${row('A')},${hostile},${row('C')}]}`));
  expect(report).toMatchObject({ outcome: 'done', totals: { added: 2, refused: 1 } });
  expect(report.refused).toMatchObject([{ section: 'requests', row: 2 }]);
  expect(report.refused[0]?.reason).toMatch(reason);
});

test('a list that is opened repeatedly ends the import before it uses up the memory', async () => {
  const again = '"requests": [1],'.repeat(25_000);
  const report = await desk.import(
    desk.file('a.json', `{ "format": "borrow-desk/library", "version": 1, ${again} "requests": [] }`),
  );
  expect(report.failure).toMatch(/more rows or lists than any library/);
});

test('unknown top-level names use no memory', async () => {
  const many = Array.from({ length: 20_000 }, (_, n) => `"name ${n}": "${'x'.repeat(4_000)}"`).join();
  const path = desk.file(
    'a.json',
    `{ "format": "borrow-desk/library", ${many}, "version": 1, "requests": [${row('A')}] }`,
  );
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const report = await desk.import(path);
  expect(report).toMatchObject({ outcome: 'done', totals: { added: 1 } });
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(60 * 1_048_576);
});

test('a pipe, a socket and a device are refused without waiting for them', async () => {
  const pipe = `${desk.folder}/pipe.json`;
  execFileSync('mkfifo', [pipe]);
  expect((await desk.import(pipe)).failure).toMatch(/This is a pipe, not a file/);
  expect((await desk.import('/dev/zero')).failure).toMatch(/This is a device, not a file/);
  const server = createServer().listen(`${desk.folder}/socket.json`);
  await once(server, 'listening');
  expect((await desk.import(`${desk.folder}/socket.json`)).failure).toMatch(/This is a socket, not a file/);
  server.close();
});

test('a section that is not a list is named', async () => {
  const report = await desk.import(desk.file('a.json', libraryWith([], { patrons: { P1: 'A' } })));
  expect(report.refused).toMatchObject([{ section: 'file', field: 'patrons' }]);
  expect(report.bySection['file']).toMatchObject({ refused: 1 });
});
