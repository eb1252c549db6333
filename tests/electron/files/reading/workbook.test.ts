import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileFault } from '../../../../electron/main/files/row-fault.ts';
import { checkProperty } from '../../../support/check-property.ts';
import { zipOf } from '../../../support/zip.ts';
import { tablesIn } from './tables.ts';

// Workbooks as different programs write them, as XML: real exports leave out much that Excel writes.

const types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';
const relations = (list: string): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list}</Relationships>`;
const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;

type Parts = {
  readonly sheet: string;
  readonly strings?: string;
  readonly styles?: string;
  readonly properties?: string;
  readonly more?: Readonly<Record<string, string>>;
};

const workbook = ({ sheet, strings, styles, properties = '', more = {} }: Parts): Buffer =>
  zipOf({
    '[Content_Types].xml': types,
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<workbook xmlns:r="r">${properties}<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      relation('rId1', 'worksheet', 'worksheets/sheet1.xml') +
        (strings === undefined ? '' : relation('rId2', 'sharedStrings', 'sharedStrings.xml')) +
        (styles === undefined ? '' : relation('rId3', 'styles', '/xl/styles.xml')),
    ),
    'xl/worksheets/sheet1.xml': sheet,
    ...(strings !== undefined && { 'xl/sharedStrings.xml': strings }),
    ...(styles !== undefined && { 'xl/styles.xml': styles }),
    ...more,
  });

const cellsOf = async (parts: Parts): Promise<readonly (readonly string[])[]> => {
  const { Sheet1: rows = [] } = await tablesIn(workbook(parts));
  return rows.map(({ cells }) => cells);
};
const sheet = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;

test('rows and cells without a position follow each other', async () => {
  expect(
    await cellsOf({
      sheet: sheet(
        '<row><c t="inlineStr"><is><t>a</t></is></c><c/><c t="inlineStr"><is><t>c</t></is></c></row><row><c><v>1</v></c></row>',
      ),
    }),
  ).toEqual([['a', '', 'c'], ['1']]);
});

test('a wrong dimension, empty rows and adjacent cells do no harm', async () => {
  const { Sheet1: rows } = await tablesIn(
    workbook({
      sheet:
        '\uFEFF<?xml version="1.0" encoding="UTF-8"?><x:worksheet xmlns:x="m"><x:dimension ref="A1"/><x:sheetData><x:row r="3"><x:c r="B3"><x:v>2</x:v></x:c></x:row><x:row r="4"/><x:row r="7"><x:c r="AA7" t="str"><x:f>X</x:f><x:v>end</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    }),
  );
  expect(rows).toEqual([
    { row: 3, cells: ['', '2'] },
    { row: 7, cells: [...Array<string>(26).fill(''), 'end'] },
  ]);
});

test('shared texts in pieces, with phonetic hints, spaces and escaped characters are read', async () => {
  expect(
    await cellsOf({
      strings:
        '<sst><si><t xml:space="preserve"> a </t></si><si><r><t>b</t></r><r><rPr/><t>&amp;c</t></r><rPh><t>no</t></rPh></si><si><t>d_x000D_e</t></si><si><t><![CDATA[<f>]]></t></si></sst>',
      sheet: sheet('<row>' + [0, 1, 2, 3, 9].map((n) => `<c t="s"><v>${n}</v></c>`).join('') + '</row>'),
    }),
  ).toEqual([[' a ', 'b&c', 'd\re', '<f>', '']]);
});

const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="mm/dd/yyyy hh:mm:ss\\ "/><numFmt numFmtId="165" formatCode="&quot;day&quot; 0"/></numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`;

test('days are recognised by their format, counted from 1900 or 1904', async () => {
  const row = sheet(
    '<row><c s="1"><v>46037</v></c><c s="2"><v>42552.73476</v></c><c s="3"><v>46037</v></c><c><v>46037</v></c><c t="d"><v>2027-01-15T10:00:00</v></c></row>',
  );
  expect(await cellsOf({ styles, sheet: row })).toEqual([
    ['2026-01-15', '2016-07-01T17:38:03', '46037', '46037', '2027-01-15T10:00:00'],
  ]);
  const old = await cellsOf({ styles, sheet: row, properties: '<workbookPr date1904="1"/>' });
  expect(old[0]?.[0]).toBe('2030-01-16');
});

test('numbers keep their digits, booleans become words, and an error is empty', async () => {
  expect(
    await cellsOf({
      sheet: sheet(
        '<row><c><v>3.1234567890123E+13</v></c><c><v>9780306406157</v></c><c><v>0.5</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><v>-3</v></c></row>',
      ),
    }),
  ).toEqual([['31234567890123', '9780306406157', '0.5', 'true', '', '-3']]);
});

const refusal = async (bytes: Buffer): Promise<string> => {
  try {
    await tablesIn(bytes);
    return '';
  } catch (error) {
    if (error instanceof FileFault) return error.message;
    throw error;
  }
};

test('an unreadable workbook is refused with a sentence', async () => {
  const good = workbook({ sheet: sheet('<row><c><v>1</v></c></row>') });
  expect(await refusal(good.subarray(0, good.length - 30))).toContain(
    'This Excel or ZIP file is damaged or incomplete',
  );
  expect(await refusal(workbook({ sheet: '<worksheet><sheetData><row></worksheet>' }))).toContain('damaged');
  expect(await refusal(zipOf({ 'a.doc': 'x' }))).toContain('Unpack it');
  const locked = Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(2_000),
    Buffer.from('EncryptedPackage', 'utf16le'),
    Buffer.alloc(500),
  ]);
  expect(await refusal(locked)).toContain('This workbook is password-protected');
  expect(
    await refusal(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2_000)])),
  ).toContain('This is an old Office file (such as .xls)');
  expect(await refusal(Buffer.from('<html><table><tr><td>x'))).toContain('web page');
});

test('a ZIP bomb is not unpacked', async () => {
  const blanks = Buffer.alloc(100 * 1024 * 1024, ' ');
  const bomb = workbook({ sheet: '', more: { 'xl/worksheets/sheet1.xml': blanks as unknown as string } });
  expect(bomb.length).toBeLessThan(200_000);
  expect(await refusal(bomb)).toContain('far more than a table');
});

test('a text in a ZIP file is read, as reports are mailed', async () => {
  const text = Buffer.from('\uFEFFExternal ID\tTitle\r\n1\tÜber\r\n', 'utf16le');
  const { '': rows = [] } = await tablesIn(zipOf({ 'report.txt': text }));
  expect(rows.map(({ cells }) => cells)).toEqual([
    ['External ID', 'Title'],
    ['1', 'Über'],
  ]);
});

test('a workbook with changed bytes is read, or refused with a sentence', async () => {
  const good = workbook({
    styles,
    strings: '<sst><si><t>a</t></si></sst>',
    sheet: sheet('<row><c t="s"><v>0</v></c><c s="1"><v>46037</v></c></row>'),
  });
  await checkProperty(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      async (changes) => {
        const bytes = Buffer.from(good);
        for (const [at, byte] of changes) bytes[at] = byte;
        try {
          await tablesIn(bytes);
        } catch (error) {
          if (!(error instanceof FileFault)) throw error;
        }
      },
    ),
  );
});
