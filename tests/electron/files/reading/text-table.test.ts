import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileFault } from '../../../../electron/main/files/row-fault.ts';
import { checkProperty } from '../../../support/check-property.ts';
import { tablesIn } from './tables.ts';

const heads = ['External identifier', 'Title', 'Status', 'Note'];
const encodings = ['utf-8', 'utf-8 with mark', 'utf-16le', 'utf-16be', 'windows-1252'] as const;

const encode = (text: string, encoding: (typeof encodings)[number]): Buffer => {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text);
    case 'utf-8 with mark':
      return Buffer.from(`\uFEFF${text}`);
    case 'utf-16le':
      return Buffer.from(`\uFEFF${text}`, 'utf16le');
    case 'utf-16be':
      return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
    case 'windows-1252':
      return Buffer.from(text, 'latin1');
  }
};

// Characters that all of these encodings have, including quotes, separators and line breaks.
const letters = fc.constantFrom(...'abcXYZ 019.:-äéßñ"\',;|\t\n'.split(''));
const cell = fc.array(letters, { maxLength: 12 }).map((all) => all.join(''));
const rows = fc.array(
  fc.tuple(
    fc.integer({ min: 1, max: 99_999 }).map((n) => `R-${n}`),
    cell,
    cell,
    cell,
  ),
  { minLength: 1, maxLength: 30 },
);

const written = (table: readonly (readonly string[])[], separator: string, lineEnd: string): string =>
  table
    .map((row) =>
      row
        .map((text) =>
          /[",;|\t\n']/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text,
        )
        .join(separator),
    )
    .join(lineEnd);

test('any table in any dialect and encoding is read back unchanged', async () => {
  await checkProperty(
    fc.asyncProperty(
      rows,
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\r\n', '\n', '\r'),
      fc.constantFrom(...encodings),
      async (table, separator, lineEnd, encoding) => {
        const bytes = encode(written([heads, ...table], separator, lineEnd), encoding);
        const { '': read = [] } = await tablesIn(bytes);
        expect(read.map(({ cells }) => cells)).toEqual([heads, ...table]);
      },
    ),
  );
});

test('any file is read, or refused with a sentence', async () => {
  await checkProperty(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 3_000 }), async (bytes) => {
      try {
        await tablesIn(Buffer.from(bytes));
      } catch (error) {
        if (!(error instanceof FileFault) && (error as Error).message !== 'This is JSON.') throw error;
      }
    }),
  );
});

test('with tabs and no quoting, a quote is an ordinary character', async () => {
  const text = 'External ID\tTitle\tStatus\n1\t"Go" fish\tSent\n2\t"Unclosed\tSent\n3\tEnd"\tSent\n';
  const { '': read = [] } = await tablesIn(Buffer.from(text));
  expect(read.map(({ cells }) => cells[1])).toEqual(['Title', '"Go" fish', '"Unclosed', 'End"']);
});

test('a line that names the separator is not part of the table', async () => {
  const { '': read = [] } = await tablesIn(Buffer.from('sep=;\r\nExternal ID;Title\r\n1;a,b,c\r\n'));
  expect(read).toEqual([
    { row: 2, cells: ['External ID', 'Title'] },
    { row: 3, cells: ['1', 'a,b,c'] },
  ]);
});
