import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openImportDesk } from '../electron/files/import-desk.ts';
import { forEachTest } from '../support/for-each-test.ts';

// Files that were made faulty by mistake or on purpose, and the required result: a fault affects at most that file's own import.

const desk = forEachTest(() => openImportDesk({ hasLibrary: true }));

type Expected = {
  readonly outcome: 'done' | 'failed';
  readonly added: number;
  readonly refused: number;
  /** The message about the file, or about its first refused row. */
  readonly says?: RegExp;
};
type Case = readonly [name: string, content: string | Buffer, expected: Expected];

const done = (added: number, refused: number, says?: RegExp): Expected => ({
  outcome: 'done',
  added,
  refused,
  ...(says && { says }),
});
const failed = (says: RegExp, added = 0, refused = 0): Expected => ({
  outcome: 'failed',
  added,
  refused,
  says,
});

const head = '{ "format": "borrow-desk/library", "version": 1, "requests": [\n';
const good = (id: string): string => `{ "externalId": "${id}", "title": "T" }`;
const file = (...rows: readonly string[]): string => `${head}${rows.join(',\n')}\n]}`;
/** Puts a hostile row between two good ones. */
const between = (row: string): string => file(good('A'), row, good('C'));
const withField = (name: string, value: string): string =>
  between(`{ "externalId": "B", "title": "T", ${JSON.stringify(name)}: ${value} }`);
const csv = (...lines: readonly string[]): string => `external_id,title\n${lines.join('\n')}\n`;
const bytes = (before: string, middle: readonly number[], after: string): Buffer =>
  Buffer.concat([Buffer.from(before), Buffer.from(middle), Buffer.from(after)]);
const names = (count: number): string => Array.from({ length: count }, (_, n) => `"k${n}":0`).join(',');
const megabytes = (count: number): string => 'x'.repeat(count * 1_048_576);

const wholeFiles: readonly Case[] = [
  ['empty', '', failed(/file is empty/)],
  ['white space', ' '.repeat(3_000_000), failed(/not valid JSON/)],
  ['line ends', '\n'.repeat(500_000), failed(/not valid JSON/)],
  ['a byte order mark alone', Buffer.from([0xef, 0xbb, 0xbf]), failed(/file is empty/)],
  ['zeros', Buffer.alloc(100_000), failed(/UTF-16|not a text file/)],
  ['UTF-16', Buffer.from(`\uFEFF${file(good('A'))}`, 'utf16le'), failed(/UTF-16/)],
  ['UTF-32', bytes('', [0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0], ''), failed(/UTF-16/)],
  ['a ZIP file with another name', bytes('PK', [3, 4, 20, 0, 0, 0, 8, 0], ''), failed(/Excel or ZIP/)],
  ['a packed gigabyte', gzipSync(Buffer.alloc(20_000_000)), failed(/./)],
  ['a PDF', bytes('%PDF-1.7\n%', [0xe2, 0xe3, 0], '\n'), failed(/not a text file/)],
  ['a web page', '<!doctype html><title>Sign in</title>', failed(/web page/)],
  ['a number', '42', failed(/no column/)],
  ['a list', `[${good('A')}]`, failed(/not valid JSON/)],
  ['brackets only', '['.repeat(100_000), failed(/not valid JSON/)],
  ['braces only', '{'.repeat(100_000), failed(/not valid JSON/)],
  ['names within names', '{"a":'.repeat(100_000), failed(/not valid JSON|not a library file/)],
  ['a text that never ends', `{ "format": "${megabytes(9)}`, failed(/not valid JSON/)],
  ['a name that never ends', `{ "${megabytes(9)}`, failed(/not valid JSON/)],
  ['a number of a million digits', `{ "format": ${'9'.repeat(1_000_000)} }`, failed(/not a library file/)],
  ['a million names', `{ ${names(1_000_000)} }`, failed(/not a library file/)],
  ['another version', file().replace('"version": 1', '"version": 1e9'), failed(/version 1000000000/)],
  ['a version below', file().replace('"version": 1', '"version": -1'), failed(/has no valid "version"/)],
  ['a format of another kind', file().replace('"borrow-desk/library"', '{}'), failed(/not a library file/)],
  [
    'a list opened again and again',
    `${head}]${', "requests": [0]'.repeat(25_000)}}`,
    failed(/more rows or lists than any library/, 0, 20_001),
  ],
  ['sections twice', `${file(good('A')).slice(0, -1)}, "requests": [${good('B')}] }`, done(2, 0)],
  [
    'a section that is no list',
    `${file(good('A')).slice(0, -1)}, "patrons": 7 }`,
    done(1, 1, /must be a list/),
  ],
  ['an unknown section', `${file(good('A')).slice(0, -1)}, "secrets": [[[1]]] }`, done(1, 0)],
  ['trap names outside', `${file(good('A')).slice(0, -1)}, "__proto__": { "version": 9 } }`, done(1, 0)],
  ['cut off', file(good('A'), good('B')).slice(0, -20), failed(/middle of a value/, 1, 1)],
  ['more after the end', `${file(good('A'))}${file(good('B'))}`, failed(/nothing may follow/, 1)],
  ['comments', file(good('A'), `/* no */ ${good('B')}`), failed(/a row is expected/, 1)],
  ['Windows line ends', file(good('A'), good('B')).replaceAll('\n', '\r\n'), done(2, 0)],
];

const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
const rows: readonly Case[] = [
  ['brackets 100,000 deep', withField('notes', deep), done(2, 1, /nested more than 200 deep/)],
  ['a row of 8 MB', withField('title', `"${megabytes(8)}"`), done(2, 1, /longer than 4 MB/)],
  ['a million names', between(`{ ${names(300_000)} }`), done(2, 1, /more than 50000 values/)],
  ['a list without end', withField('items', `[${'0,'.repeat(200_000)}0]`), done(2, 1, /more than 50000/)],
  ['1,001 items', withField('items', `[${'{},'.repeat(1_000)}{}]`), done(2, 1, /1001 entries/)],
  ['a title of a megabyte', withField('title', `"${megabytes(1)}"`), done(2, 1, /1048576 characters/)],
  ['digits without end', withField('volumes', '9'.repeat(1_000_000)), done(2, 1, /not a whole number/)],
  ['an exponent', withField('volumes', '1e999'), done(2, 1, /not a whole number/)],
  ['minus nothing', withField('volumes', '-0'), done(2, 1, /not a whole number/)],
  ['not a number', withField('volumes', 'NaN'), done(2, 1, /not valid JSON/)],
  ['the first day of all', withField('createdAt', '"0001-01-01"'), done(2, 1, /0001-01-01/)],
  ['the last moment', withField('createdAt', '"9999-12-31T23:59:59-14:00"'), done(2, 1, /9999-12-31/)],
  ['a day that is none', withField('dueOn', '"2026-02-30"'), done(2, 1, /not a valid date/)],
  ['the year zero', withField('dueOn', '"0000-01-01"'), done(2, 1, /not a valid date/)],
  ['never', withField('dueOn', '"9999-12-31"'), done(3, 0)],
  [
    'prototype names',
    between('{ "__proto__": { "title": "T" }, "externalId": "B" }'),
    done(2, 1, /^Missing\./),
  ],
  ['a constructor', withField('constructor', '{ "prototype": { "title": 1 } }'), done(3, 0)],
  ['a code of the prototype', withField('pickup', '"__proto__"'), done(2, 1, /no desk “__proto__”/)],
  ['names twice', between('{ "externalId": "A", "title": "T", "externalId": "B" }'), done(3, 0)],
  ['a row twice', file(good('A'), good('A')), done(1, 1, /appears twice in this file/)],
  ['half a letter', withField('author', '"\\ud800"'), done(3, 0)],
  [
    'half a letter in a code',
    between('{ "externalId": "B\\udfff", "title": "T" }'),
    done(2, 1, /not a valid code/),
  ],
  ['a NUL', withField('author', '"a\\u0000b"'), done(3, 0)],
  ['a raw NUL', withField('author', '"a\u0000b"'), failed(/not a text file/)],
  ['SQL', withField('author', '"\'); DROP TABLE request; --"'), done(3, 0)],
  ['markup', withField('author', '"<img src=x onerror=alert(1)>"'), done(3, 0)],
  ['text from right to left', withField('author', '"\\u202Egnp.exe"'), done(3, 0)],
  ['null', between('null'), done(2, 1, /should be an object/)],
  ['a list as a row', between('[]'), done(2, 1, /should be an object/)],
  [
    'bytes that are no letters',
    bytes(`${head}${good('A')},{ "externalId": "`, [0xc3, 0x28], '" }]}'),
    done(1, 1, /UTF-8/),
  ],
  [
    'letters in too many bytes',
    bytes(`${head}${good('A')},{ "x": "`, [0xc0, 0x80], '" }]}'),
    done(1, 1, /UTF-8/),
  ],
  ['white space between rows', file(good('A'), ' '.repeat(9_000_000) + good('B')), done(2, 0)],
];

const tables: readonly Case[] = [
  [
    'CSV with a quote that swallows the file',
    csv('A,T', 'B,"T', ...Array<string>(90_000).fill('C,a row that is lost')),
    failed(/quotation mark there/, 1),
  ],
  ['CSV with a quote at its end', csv('A,T', 'B,"T'), failed(/quotation mark there/, 1)],
  [
    'CSV with a million columns',
    `external_id,title${',x'.repeat(200_000)}\nA,T\n`,
    failed(/columns, but at most 1000 can be read/),
  ],
  ['CSV whose first line never ends', `external_id,${megabytes(3)}`, failed(/./)],
  [
    'CSV with a row of many cells',
    csv('A,T', `B,T${','.repeat(200_000)}`, 'C,T'),
    done(2, 1, /200002 cells/),
  ],
  ['CSV with columns that mean the same', 'external_id,title,External-ID\nA,T,B\n', failed(/mean the same/)],
  ['CSV with formulas', csv('=1+1,=cmd()', 'B,T'), done(2, 0)],
  ['CSV in another encoding', bytes('external_id,title\nA,T\nB,M', [0xfc], 'ller\n'), done(2, 0)],
  ['CSV with trap names', 'external_id,title,__proto__,constructor\nA,T,x,y\n', done(1, 0)],
  [
    'CSV with many large rows',
    csv(...Array.from({ length: 6 }, (_, n) => `A${n},${'x'.repeat(900_000)}`)),
    done(0, 6, /more than 100,000 characters/),
  ],
];

test.for([...wholeFiles, ...rows, ...tables])('%s', async ([, content, expected]) => {
  const report = await desk.import(desk.file('hostile.json', content));
  const { added, refused } = report.totals;
  expect({ outcome: report.outcome, added, refused }).toEqual({
    outcome: expected.outcome,
    added: expected.added,
    refused: expected.refused,
  });
  if (expected.says) expect(report.failure ?? report.refused[0]?.reason).toMatch(expected.says);
  // The good rows are stored, and the database is intact.
  expect(desk.db.prepare('SELECT count(*) FROM request').pluck().get()).toBe(expected.added);
  expect(desk.db.pragma('quick_check', { simple: true })).toBe('ok');
  // Messages stay short, whatever the file contains.
  expect((report.failure ?? '').length).toBeLessThan(600);
  for (const row of report.refused)
    expect(row.key.length + row.field.length + row.reason.length).toBeLessThan(600);
});

test.for<readonly [name: string, make: (path: string) => unknown, says: RegExp]>([
  ['a pipe', (path) => execFileSync('mkfifo', [path]), /This is a pipe/],
  ['a folder', (path) => mkdirSync(path), /This is a folder/],
  ['a link to a device', (path) => symlinkSync('/dev/zero', path), /This is a device/],
  ['a link to itself', (path) => symlinkSync(path, path), /stopped for an unknown reason|cannot be read/],
  ['a link to nothing', (path) => symlinkSync('none.json', path), /no longer there/],
])('%s is refused immediately', async ([, make, says]) => {
  const path = join(desk.folder, 'hostile.json');
  make(path);
  expect((await desk.import(path)).failure).toMatch(says);
});

test('a file that grows while it is read ends where it ended when it was opened, or with the rows read so far', async () => {
  const path = desk.file('growing.json', file(good('A'), good('B')));
  const report = await desk.import(path, {
    progress: () => writeFileSync(path, 'more', { flag: 'a' }),
  });
  expect(report.totals.added).toBe(2);
});
