import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMailAddress } from '../../../shared/domain/mail-address.ts';

test.each([
  'ill@north.example',
  "o'brien+ill@north.example",
  'a.b@sub.north.example',
  'ill@bücher.example',
  'x@localhost',
])('%s is an address', (text) => {
  expect(readMailAddress(text)).toBe(text);
});

test('blanks around it go', () => {
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

test('whatever is read as an address has one @, and no blank, line end, comma or bracket', () => {
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
  fc.assert(
    fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
      const read = readMailAddress(parts.join(''));
      if (read !== null) expect(read).toMatch(/^[^\s@,;<>"\p{Cc}]+@[^\s@,;<>"\p{Cc}]+$/u);
    }),
    { numRuns: 2_000 },
  );
});
