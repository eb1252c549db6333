import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Question, ToProcess } from '../../electron/main/files/process/messages.ts';
import { taskOf } from '../../electron/main/files/process/messages.ts';
import { noMapping } from '../../shared/domain/intake/mapping.ts';
import type { ImportDesk } from '../electron/files/import-desk.ts';
import { openImportDesk, testImporter } from '../electron/files/import-desk.ts';
import { howMany } from '../support/how-many.ts';
import type { MeasuredRun } from '../support/measured-import.ts';
import { measured } from '../support/measured-import.ts';
import type { PackedPart } from '../support/packed.ts';
import { packedText } from '../support/packed.ts';
import { zipOf } from '../support/zip.ts';

// Files made to exhaust memory: each is refused or read, and the process that reads it stays small.

/** How much more memory is allowed than for a file of two rows. */
const allowedMb = 300;
const limitMs = 600_000;
/** The size of oversized parts; `HOSTILE_MEGABYTES=600` for a long run. */
const hugeMb = howMany('HOSTILE_MEGABYTES', 16, 600);
const huge = hugeMb * 1_048_576;

let desk: ImportDesk;
let idle = { importing: 0, reading: 0 };

const importOf = (file: string): Promise<MeasuredRun> =>
  measured(
    [
      {
        kind: 'import',
        task: taskOf(
          { databaseFile: desk.databaseFile, dataDir: desk.folder, timeZone: () => 'UTC' },
          file,
          testImporter,
          { listsRows: true, isUnattended: true },
        ),
      },
    ],
    ({ kind }) => kind === 'done' || kind === 'exhausted',
    limitMs,
  );

const question = (request: number, asked: Question): ToProcess => ({ kind: 'ask', request, question: asked });

const readingOf = (file: string): Promise<MeasuredRun> =>
  measured(
    [
      question(1, {
        what: 'open',
        chosen: { file, databaseFile: desk.databaseFile, timeZone: 'UTC' },
      }),
      question(2, { what: 'read', mapping: noMapping }),
      question(3, { what: 'survey', mapping: noMapping }),
    ],
    (message) =>
      message.kind === 'exhausted' ||
      (message.kind === 'no-answer' && message.request === 1) ||
      ((message.kind === 'answer' || message.kind === 'no-answer') && message.request === 3),
    limitMs,
  );

beforeAll(async () => {
  desk = openImportDesk({ hasLibrary: true });
  // A library in use: the first file of an empty one is imported differently.
  await desk.import(desk.file('first.csv', 'external_id,title\nA,T\n'));
  const small = desk.file('small.csv', 'external_id,title\nB,T\nC,T\n');
  idle = { importing: (await importOf(small)).peakMb, reading: (await readingOf(small)).peakMb };
});
afterAll(() => desk.close());

const types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';
const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;

type Parts = {
  readonly sheet?: PackedPart | string;
  readonly strings?: PackedPart | string;
  readonly styles?: PackedPart | string;
  readonly relations?: PackedPart | string;
  readonly book?: PackedPart | string;
  readonly more?: Readonly<Record<string, PackedPart | string>>;
};

const heads =
  '<row><c t="inlineStr"><is><t>external_id</t></is></c><c t="inlineStr"><is><t>title</t></is></c></row>';
const goodRow = '<row><c t="inlineStr"><is><t>X1</t></is></c><c t="inlineStr"><is><t>T</t></is></c></row>';
const sheetHead = `<worksheet><sheetData>${heads}`;
const sheetEnd = '</sheetData></worksheet>';
const relationsHead = '<Relationships>';
const usualRelations = [
  relation('rId1', 'worksheet', 'worksheets/sheet1.xml'),
  relation('rId2', 'sharedStrings', 'sharedStrings.xml'),
  relation('rId3', 'styles', 'styles.xml'),
].join('');

const workbook = ({ sheet, strings, styles, relations, book, more = {} }: Parts): Buffer =>
  zipOf({
    '[Content_Types].xml': types,
    '_rels/.rels': `${relationsHead}${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml':
      book ??
      '<workbook xmlns:r="r"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relations ?? `${relationsHead}${usualRelations}</Relationships>`,
    'xl/worksheets/sheet1.xml': sheet ?? `${sheetHead}${goodRow}${sheetEnd}`,
    ...(strings !== undefined && { 'xl/sharedStrings.xml': strings }),
    ...(styles !== undefined && { 'xl/styles.xml': styles }),
    ...more,
  });

/** A sheet with one oversized part: many megabytes between its start and its end. */
const long = (before: string, after: string, unit = 'a'): PackedPart =>
  packedText(`${sheetHead}${before}`, unit, huge / unit.length, `${after}${sheetEnd}`);
const inSheet = (before: string, after: string, unit?: string): Buffer =>
  workbook({ sheet: long(before, after, unit) });

const sharedRef = '<row><c t="s"><v>0</v></c>'.concat('<c t="s"><v>0</v></c>'.repeat(19), '</row>');

const workbooks: Readonly<Record<string, () => Buffer>> = {
  'an attribute that is too long': () => inSheet('<row r="', '"></row>'),
  'the name of an attribute that is too long': () => inSheet('<row ', '="1"></row>'),
  'the name of a tag that is too long': () => inSheet('<', '/>'),
  'the name of a closing tag that is too long': () => inSheet('<row></', '>'),
  'a comment that is too long': () => inSheet('<!--', '-->'),
  'an instruction that is too long': () => inSheet('<?x ', '?>'),
  'a declaration that is too long': () => inSheet('<!X ', '>'),
  'a reference that is too long': () => inSheet('<row><c><v>&', ';</v></c></row>'),
  'a document type that is too long': () =>
    workbook({
      sheet: packedText('<!DOCTYPE x [', ' <!ENTITY a "b">', huge / 16, `]>${sheetHead}${sheetEnd}`),
    }),
  'a text that is too long': () => inSheet('<row><c t="inlineStr"><is><t>', '</t></is></c></row>'),
  'a number that is too long': () => inSheet('<row><c><v>', '</v></c></row>', '7'),
  'a text between rows that is too long': () => inSheet('', ''),
  'CDATA that is too long': () => inSheet('<row><c t="inlineStr"><is><t><![CDATA[', ']]></t></is></c></row>'),
  'attributes without end': () => inSheet('<row', '/>', ` ${'k'.repeat(5)}="v" ${'j'.repeat(4)}="w"`),
  'a million attributes': () =>
    workbook({
      sheet: `${sheetHead}<row ${Array.from({ length: 1_000_000 }, (_, n) => `k${n}=""`).join(' ')}/>${sheetEnd}`,
    }),
  'tags within tags, each with long attributes': () => {
    const attributes = [1, 2].map((n) => `k${n}="${'v'.repeat(60_000)}"`).join(' ');
    return workbook({ sheet: packedText(sheetHead, `<a ${attributes}>`, 10 * hugeMb, sheetEnd) });
  },
  'tags within tags': () => inSheet('', '', '<a>'),
  'rows within rows': () => inSheet('', '', '<row>'),
  'cells without end in a row': () => inSheet('<row>', '</row>', '<c><v>1</v></c>'),
  'rows that cannot be read': () =>
    workbook({
      sheet: packedText(sheetHead, '<row><c r="ZZZ1"><v>1</v></c></row>', 5_000 * hugeMb, sheetEnd),
    }),
  'rows that repeat one text of 100,000 characters': () =>
    workbook({
      strings: `<sst><si><t>${'é'.repeat(100_000)}</t></si></sst>`,
      sheet: packedText(sheetHead, sharedRef, 50 * hugeMb, sheetEnd),
    }),
  'a shared text that is too long': () =>
    workbook({ strings: packedText('<sst><si><t>', 'a', huge, '</t></si></sst>') }),
  'shared texts without end': () =>
    workbook({ strings: packedText('<sst>', '<si><t>abcd</t></si>', huge / 20, '</sst>') }),
  'shared texts that are empty': () =>
    workbook({ strings: packedText('<sst>', '<si/>', huge / 5, '</sst>') }),
  'styles without end': () =>
    workbook({
      styles: packedText(
        '<styleSheet><cellXfs>',
        '<xf numFmtId="14"/>',
        huge / 19,
        '</cellXfs></styleSheet>',
      ),
    }),
  'formats of numbers without end': () =>
    workbook({
      styles: `<styleSheet><numFmts>${Array.from({ length: 1_500_000 }, (_, n) => `<numFmt numFmtId="${n}" formatCode="d"/>`).join('')}</numFmts></styleSheet>`,
    }),
  'relations without end': () =>
    workbook({
      relations: `${relationsHead}${Array.from({ length: 1_000_000 }, (_, n) => relation(`x${n}`, 'x', `${n}`)).join('')}${usualRelations}</Relationships>`,
    }),
  'sheets with long names': () =>
    workbook({
      book: packedText(
        '<workbook xmlns:r="r"><sheets>',
        `<sheet name="${'n'.repeat(60_000)}" r:id="rId1"/>`,
        10_000,
        '</sheets></workbook>',
      ),
    }),
  'a hundred sheets on one part': () =>
    workbook({
      book: `<workbook xmlns:r="r"><sheets>${'<sheet name="S" r:id="rId1"/>'.repeat(100)}</sheets></workbook>`,
      sheet: packedText(sheetHead, goodRow.replace('X1', 'A'), 100 * hugeMb, sheetEnd),
    }),
};

const inZip: Readonly<Record<string, () => Buffer>> = {
  'a ZIP file with a cell that is too long': () =>
    zipOf({ 'a.csv': packedText('external_id,title\nA,', 'a', huge, '\nB,T\n') }),
  'a ZIP file with a cell in quotes that is too long': () =>
    zipOf({ 'a.csv': packedText('external_id,title\nA,"', 'a\n', huge / 2, '"\nB,T\n') }),
  'a ZIP file with 60,000 parts': () =>
    zipOf(Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`${n}`, '']))),
  'a ZIP file with long names': () =>
    zipOf(Object.fromEntries(Array.from({ length: 6_000 }, (_, n) => [`${n}${'n'.repeat(60_000)}`, '']))),
};

/** Creates a sparse file with an oversized hole, which reads as zeros and takes no space. */
const withHole = (path: string, before: string, after: string): string => {
  const file = openSync(path, 'w');
  writeSync(file, before, 0, 'utf8');
  writeSync(file, after, huge, 'utf8');
  closeSync(file);
  return path;
};
const library = '{ "format": "borrow-desk/library", "version": 1, ';
const long4k = 'x'.repeat(5_000);
const texts: Readonly<Record<string, (path: string) => string>> = {
  'CSV with a cell that is too long': (path) =>
    withHole(path, `external_id,title\nA,T\nB,${long4k}`, '\nC,T\n'),
  'CSV with a cell in quotes that is too long': (path) =>
    withHole(path, `external_id,title\nA,T\nB,"${long4k}`, '"\nC,T\n'),
  'CSV with a head that is too long': (path) => withHole(path, `external_id,title,${long4k}`, '\nC,T\n'),
  'CSV with a letter at its end that no UTF-8 has': (path) =>
    withHole(path, `external_id,title\nA,${long4k}`, 'é\u0000'),
  'JSON with a text that is too long in a row': (path) =>
    withHole(path, `${library}"requests": [{ "externalId": "A", "title": "${long4k}`, '" }] }'),
  'JSON with a text that is too long at the top': (path) =>
    withHole(path, `${library}"x": "${long4k}`, '" }'),
  'JSON with a name that is too long': (path) => withHole(path, `${library}"${long4k}`, '": 1 }'),
  'JSON with a row that is a text that is too long': (path) =>
    withHole(path, `${library}"requests": ["${long4k}`, '"] }'),
  'JSON with a million brackets': (path) => {
    writeFileSync(
      path,
      `${library}"requests": [{ "title": ${'['.repeat(1_000_000)}${']'.repeat(1_000_000)} }] }`,
    );
    return path;
  },
  'JSON with rows of 4 MB': (path) => {
    const row = `{ "externalId": "A", "title": "${'é'.repeat(2_000_000)}" }`;
    writeFileSync(path, `${library}"requests": [${Array<string>(60).fill(row).join(',')}] }`);
    return path;
  },
  'JSON with rows of 50,000 values': (path) => {
    const row = `{ "externalId": "A", "notes": [${'{},'.repeat(24_000)}{}] }`;
    writeFileSync(path, `${library}"requests": [${Array<string>(200).fill(row).join(',')}] }`);
    return path;
  },
  'CSV with rows of a megabyte': (path) => {
    writeFileSync(
      path,
      `external_id,title\n${`A,${'é'.repeat(90_000)}${`,${'é'.repeat(90_000)}`.repeat(8)}\n`.repeat(300)}`,
    );
    return path;
  },
};

const written =
  (make: () => Buffer) =>
  (path: string): string => {
    writeFileSync(path, make());
    return path;
  };
const all = Object.entries({
  ...Object.fromEntries(
    Object.entries({ ...workbooks, ...inZip }).map(([name, make]) => [name, written(make)]),
  ),
  ...texts,
});

test.for(all)('%s', { timeout: 2 * limitMs }, async ([, make]) => {
  const file = make(join(desk.folder, 'hostile.bin'));
  const [imported, read] = await Promise.all([importOf(file), readingOf(file)]);
  // The program's own limits are sufficient: the limit of the process is for unforeseen cases.
  expect(imported.last?.kind).toBe('done');
  expect(read.last?.kind).toMatch(/^(?:answer|no-answer)$/);
  expect(imported.peakMb - idle.importing).toBeLessThan(allowedMb);
  expect(read.peakMb - idle.reading).toBeLessThan(allowedMb);
});
