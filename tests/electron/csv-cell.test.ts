import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csvCell, csvLine, csvText } from '../../electron/main/csv-cell.ts';
import { checkProperty } from '../support/check-property.ts';

const signs = [
  '=',
  '+',
  '-',
  '@',
  '＝',
  '＋',
  '－',
  '＠',
  '−',
  '﹣',
  '﹦',
  '﹢',
  '﹫',
  '⁺',
  '₊',
  '⁻',
  '₋',
  '⁼',
  '₌',
];
const before = [
  '',
  ' ',
  '\t',
  '\r',
  '\n',
  '\r\n',
  '\u00A0',
  '\u3000',
  '\u200B',
  '\uFEFF',
  '\u0000',
  '\u202E',
  ' \n ',
];
const attacks = signs.flatMap((sign) =>
  before.map((blank) => `${blank}${sign}HYPERLINK("http://evil.example";A1)`),
);

const readBack = (line: string): readonly string[] =>
  (parse(line, { record_delimiter: '\r\n' }) as string[][])[0] ?? [];

/** All cells that a spreadsheet program may read from a line, with the list separator of any language, with or without quoting. */
const cellsAsRead = (line: string): readonly string[] => [
  ...readBack(line),
  ...[',', ';', '\t', '，', '；'].flatMap((separator) =>
    line.split(/[\r\n\v\f\u0085\u2028\u2029]/).flatMap((row) => row.split(separator)),
  ),
];

test.each(attacks)('%j is shown as text', (text) => {
  for (const inner of [text, `A;${text}`, `A,${text}`, `A\t${text}`, `A\r\n${text}`, `A；${text}`]) {
    const line = csvLine(['first', inner, 'next']);
    for (const cell of cellsAsRead(line)) expect(asRead(cell)).not.toMatch(/^[=+\-@]/);
    expect(readBack(line).map(csvText)).toEqual(['first', inner, 'next']);
  }
});

test.each([
  [';=1+1', ";'=1+1"],
  ['a; ＝1', "a;' ＝1"],
  ['=1', "'=1"],
  ["'=1", "''=1"],
  ["'tis; 'tis", "'tis; 'tis"],
  ['a\n- b', '"a\n\'- b"'],
  ['a\t@b', "a\t'@b"],
  ['2026-11-25 09:30', '2026-11-25 09:30'],
  ['Essays, letters; notes', '"Essays, letters; notes"'],
])('%j is written as %s, and read back unchanged', (text, cell) => {
  expect(csvCell(text)).toBe(cell);
  expect(csvText(readBack(`${cell}\r\n`)[0] ?? '')).toBe(text);
});

test.each(['\tA1', '\rA1', '\nA1', '\u0000A1', '\u2028A1'])(
  '%j is shown as text, because it would move the following text',
  (text) => {
    expect(csvCell(text)).toContain(`'${text}`);
  },
);

test.each([
  ['The Sea Around Us', 'The Sea Around Us'],
  ['', ''],
  [' a title', ' a title'],
  ['A = B', 'A = B'],
  ['ill@north.example', 'ill@north.example'],
  ['Müller, “Ä”', '"Müller, “Ä”"'],
  ['say "no"', '"say ""no"""'],
  ['two\nlines', '"two\nlines"'],
  ['עגנון', 'עגנון'],
  ['📚', '📚'],
])('%j is unchanged', (text, cell) => {
  expect(csvCell(text)).toBe(cell);
});

const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc
    .array(fc.constantFrom(...signs, ...before, '"', ',', ';', "'", 'A'), { maxLength: 8 })
    .map((parts) => parts.join('')),
);
// The text that a spreadsheet program may see before it checks the first character.
const asRead = (cell: string): string =>
  cell.normalize('NFKC').replace(/^[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+/u, '');

test('any text is a single cell, complete, and not a formula', () => {
  checkProperty(
    fc.property(fc.array(odd, { minLength: 2, maxLength: 5 }), (texts) => {
      const cells = readBack(csvLine(texts));
      expect(cells).toHaveLength(texts.length);
      for (const [n, cell] of cells.entries()) {
        expect(csvText(cell)).toBe(texts[n]);
        expect(asRead(cell)).not.toMatch(/^[=+\-@]/);
        expect(cell).not.toMatch(/^[\p{Cc}\u2028\u2029]/u);
      }
      for (const cell of cellsAsRead(csvLine(texts))) expect(asRead(cell)).not.toMatch(/^[=+\-@]/);
    }),
    { numRuns: 2_000 },
  );
});
