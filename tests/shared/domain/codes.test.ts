import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeRefusalMessage, readCode, refuseCode, type CodeFault } from '../../../shared/domain/codes.ts';
import { checkProperty } from '../../support/check-property.ts';

const codeOf = (raw: string, affixes?: { prefix: string; suffix: string }): string => {
  const read = readCode(raw, affixes);
  return read.ok ? read.code : read.why;
};

const faults: readonly CodeFault[] = ['empty', 'too-long', 'unprintable'];

const isCode = (text: string): boolean => /^[^\p{C}\p{Z}\ufffd]{1,64}$/u.test(text);

describe('parsing a scanned or typed text', () => {
  test.each([
    ['stays as it is', '01MAIN0000101', '01MAIN0000101'],
    ['keeps its case', 'n-31234Ab', 'n-31234Ab'],
    ['loses blanks around it', '  N-31234\t', 'N-31234'],
    ['loses blanks inside, as labels group digits', '3 1234 00012 3456', '31234000123456'],
    ['loses no-break, thin and ideographic blanks', '3\u00a01\u20092\u30003', '3123'],
    ['loses line ends', 'N-31234\r\n', 'N-31234'],
    ['loses control characters', '\u0002N-3\u001d12\u000034\u0003', 'N-31234'],
    ['loses zero-width and direction marks', '\ufeffN\u200b-\u202e31\u200d234\u2069', 'N-31234'],
    ['loses soft hyphens and variation selectors', 'N\u00ad-3\ufe0f1', 'N-31'],
    ['turns full-width forms into plain ones', '\uff2e\uff0d\uff13\uff11', 'N-31'],
    ['composes letters with their accents', 'e\u0301\u200b1', '\u00e91'],
    ['loses an AIM identifier', ']C131234', '31234'],
    ['loses an AIM identifier after blanks', '  ]F0 3 1234', '31234'],
    ['keeps a bracket with an unknown letter', ']j131234', ']j131234'],
    ['keeps a bracket without a digit', ']CX31234', ']CX31234'],
    ['keeps an identifier in the middle', '31]C1234', '31]C1234'],
    ['loses start and stop of Code 39', '*N-31234*', 'N-31234'],
    ['keeps a single asterisk', '*N-31234', '*N-31234'],
    ['keeps the letters of Codabar', 'A31234000123456B', 'A31234000123456B'],
    ['may hold letters of any script', '図書-٣', '図書-٣'],
    ['may hold characters outside the first plane', 'N-\u{1f4d6}', 'N-\u{1f4d6}'],
  ])('%s', (_, raw, code) => {
    expect(codeOf(raw)).toBe(code);
  });

  test.each([
    ['empty', '', 'empty'],
    ['blanks', ' \t\u3000 ', 'empty'],
    ['control characters', '\u001d\u0000', 'empty'],
    ['an AIM identifier alone', ']C1', 'empty'],
    ['half a surrogate pair', 'N-3\ud83d1', 'unprintable'],
    ['a replacement character', 'N-\ufffd', 'unprintable'],
    ['a private-use character', 'N-\ue000', 'unprintable'],
    ['a character that does not exist', 'N-\u{10ffff}', 'unprintable'],
    ['65 characters', '1'.repeat(65), 'too-long'],
    ['very much', ' '.repeat(5000), 'too-long'],
  ] as const)('is refused: %s', (_, raw, why) => {
    expect(codeOf(raw)).toBe(why);
  });

  test('is measured in characters, after normalisation', () => {
    expect(codeOf('1'.repeat(64))).toBe('1'.repeat(64));
    expect(codeOf('\u{1f4d6}'.repeat(64))).toBe('\u{1f4d6}'.repeat(64));
    expect(codeOf(`]C1 ${'1 '.repeat(64)}`)).toBe('1'.repeat(64));
    // A single character that NFKC expands to fifteen letters.
    expect(codeOf('\ufdfa'.repeat(5))).toBe('too-long');
  });
});

test('the symbology is separated from the code', () => {
  expect(readCode(']C131234')).toEqual({ ok: true, code: '31234', symbology: ']C1' });
  expect(readCode(']d2]C131234')).toEqual({ ok: true, code: '31234', symbology: ']d2' });
  expect(readCode('31234')).toEqual({ ok: true, code: '31234', symbology: null });
});

describe('affixes added by the scanner', () => {
  test.each([
    ['both are cut', '~31234#', { prefix: '~', suffix: '#' }, '31234'],
    ['a prefix before the AIM identifier', '~]C131234', { prefix: '~', suffix: '' }, '31234'],
    ['a prefix after the AIM identifier', ']C1~31234', { prefix: '~', suffix: '' }, '31234'],
    ['once only', 'AAA1', { prefix: 'A', suffix: '' }, 'AA1'],
    ['a suffix of several characters with blanks', '31234 $ $ ', { prefix: '', suffix: ' $ $' }, '31234'],
    ['missing ones are not missed', '31234', { prefix: '~', suffix: '#' }, '31234'],
    ['nothing is left', '~#', { prefix: '~', suffix: '#' }, 'empty'],
  ])('%s', (_, raw, affixes, code) => {
    expect(codeOf(raw, affixes)).toBe(code);
  });
});

describe('for every text', () => {
  const pieces = fc.constantFrom(
    ']C1',
    ']d2',
    '*',
    ' ',
    '\u001d',
    '\u200b',
    '\u0301',
    'e',
    '\u00a8',
    '\uff11',
    '\ud83d',
    '7',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 120 }),
    fc.string({ unit: 'grapheme', maxLength: 70 }),
    fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
  );

  test('the result is a code of 1 to 64 printable characters, or a reason', () => {
    checkProperty(
      fc.property(texts, (raw) => {
        const read = readCode(raw);
        return read.ok ? isCode(read.code) : faults.includes(read.why);
      }),
      { numRuns: 3000 },
    );
  });

  test('parsing a code again changes nothing', () => {
    checkProperty(
      fc.property(texts, (raw) => {
        const read = readCode(raw);
        if (!read.ok) return true;
        const again = readCode(read.code);
        return again.ok && again.code === read.code && again.symbology === null;
      }),
      { numRuns: 3000 },
    );
  });

  test('blanks, control characters and an AIM identifier around and inside make no difference', () => {
    const noise = fc.constantFrom('', ' ', '\u001d', '\u200b', '\t');
    const codes = fc.stringMatching(/^[0-9A-Z-]{1,40}$/);
    checkProperty(
      fc.property(
        codes,
        fc.array(noise, { minLength: 41, maxLength: 41 }),
        fc.boolean(),
        (code, gaps, aim) => {
          const noisy = [...code].map((character, index) => character + (gaps[index] ?? '')).join('');
          expect(codeOf(`${gaps[40] ?? ''}${aim ? ']C1' : ''}${noisy}`)).toBe(code);
        },
      ),
    );
  });

  test('any affixes leave a code or a reason', () => {
    checkProperty(
      fc.property(texts, texts, texts, (raw, prefix, suffix) => {
        const read = readCode(raw, { prefix, suffix });
        expect(read.ok ? isCode(read.code) : faults.includes(read.why)).toBe(true);
      }),
    );
  });
});

test('each reason has its own sentence and its own code', () => {
  const refusals = faults.map((why) => refuseCode(why).error);
  expect(refusals.map(({ code }) => code)).toEqual(['code-empty', 'code-too-long', 'code-unprintable']);
  expect(refusals.map(({ message }) => message)).toEqual(faults.map(codeRefusalMessage));
  expect(new Set(refusals.map(({ message }) => message)).size).toBe(3);
});
