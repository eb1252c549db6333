import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMailAddress } from '../../../../shared/domain/letters/mail-address.ts';
import { checkProperty } from '../../../support/check-property.ts';

test.each([
  'ill@north.example',
  "o'brien+ill@north.example",
  'a.b@sub.north.example',
  'ill@bücher.example',
  'x@localhost',
])('%s is an address', (text) => {
  expect(readMailAddress(text)).toBe(text);
});

test('surrounding blanks are removed', () => {
  expect(readMailAddress('  ill@north.example\t')).toBe('ill@north.example');
});

test.each([
  '',
  ' ',
  'north.example',
  '@north.example',
  'ill@',
  'ill@north..example',
  'ill@-north.example',
  '.ill@north.example',
  'a..b@north.example',
  'a@north.example, b@north.example',
  'a@north.example b@north.example',
  'a@b@north.example',
  'North <a@north.example>',
  '"a b"@north.example',
  'a@north.example\n',
  'a@north.example\r\nBcc: b@evil.example',
  'a\u0000@north.example',
  'a@north.example\u2028',
  'ä@north.example',
  `${'a'.repeat(65)}@north.example`,
  `a@${'b'.repeat(300)}.example`,
])('%j is not exactly one address', (text) => {
  expect(readMailAddress(text)).toBeNull();
});

test('a local part of 64 characters, a label of 63 and a total of 254 are accepted; one more is not', () => {
  const fits = (address: string): boolean => readMailAddress(address) === address;
  const label = (length: number): string => 'b'.repeat(length);
  expect([64, 65].map((length) => fits(`${'a'.repeat(length)}@north.example`))).toEqual([true, false]);
  expect([63, 64].map((length) => fits(`a@${label(length)}.example`))).toEqual([true, false]);
  const whole = (length: number): string => {
    const start = `a@${label(63)}.${label(63)}.${label(63)}.`;
    return start + label(length - start.length);
  };
  expect([254, 255].map((length) => [whole(length).length, fits(whole(length))])).toEqual([
    [254, true],
    [255, false],
  ]);
});

test('every accepted address has one @, and no blank, line end, comma or bracket', () => {
  const part = fc.constantFrom(
    'a',
    '@',
    '.',
    ' ',
    '\r',
    '\n',
    ',',
    '<',
    '>',
    ';',
    '"',
    'example',
    '\u0000',
    'é',
  );
  checkProperty(
    fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
      const read = readMailAddress(parts.join(''));
      if (read !== null) expect(read).toMatch(/^[^\s@,;<>"\p{Cc}]+@[^\s@,;<>"\p{Cc}]+$/u);
    }),
    { numRuns: 2_000 },
  );
});
