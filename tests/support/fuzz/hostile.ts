import fc from 'fast-check';
import type { Random } from './random.ts';

const deep = (levels: number): unknown => {
  let value: unknown = 'bottom';
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { inside: value };
  return value;
};

const circle = (): object => {
  const ring: Record<string, unknown> = { opId: 'x' };
  ring['itself'] = ring;
  return ring;
};

/** Texts that often break programs. */
const texts: readonly string[] = [
  '',
  ' ',
  '\0',
  'N-1\0',
  '\ud800',
  'a\udfffb',
  '\u202eevil',
  '\ufeff',
  '\u0301',
  'Z\u0351\u036b\u0343'.repeat(40),
  '𝔘𝔫𝔦'.repeat(200),
  'İı',
  'ﬃ',
  '%',
  '_',
  '*',
  '"',
  '""',
  "'; DROP TABLE request; --",
  "' OR 1=1 --",
  'NEAR(',
  'a AND',
  'NOT',
  '^x*',
  '-',
  'status:',
  'status:nonsense due<',
  'due<2026-99-99 due>x',
  'barcode:"',
  '<script>alert(1)</script>',
  '{{title}}',
  '{{#if patron}}',
  '{{',
  '}}',
  '$&',
  '$1',
  '%s%n',
  '../../../../etc/passwd',
  'C:\\Windows',
  'file:///etc/passwd',
  'a\r\nBcc: all@example.org',
  'a@b\r\nRCPT TO:<x@y>',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  '1e309',
  '-1',
  '0',
  '٣',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '+275760-09-13',
  'Europe/Nowhere',
  'Etc/GMT+14',
  'x'.repeat(64),
  'x'.repeat(65),
  'x'.repeat(4_096),
  'x'.repeat(4_097),
  ' '.repeat(4_096),
  '字'.repeat(10_000),
];

/** Values that are not texts. */
const others: readonly unknown[] = [
  null,
  undefined,
  true,
  false,
  0,
  -0,
  -1,
  0.5,
  NaN,
  Infinity,
  -Infinity,
  2 ** 31,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 63),
  1e308,
  10n ** 30n,
  new Date(NaN),
  new Date('2026-11-25T09:30:00Z'),
  new Map([['id', 1]]),
  new Set([1]),
  /x/u,
  new Uint8Array(8),
  new Error('thrown at the desk'),
  [],
  [[]],
  {},
  [null],
  Array.from({ length: 1_500 }, (_, at) => at),
  JSON.parse('{"__proto__": {"isAdmin": true}}'),
  { constructor: { prototype: {} } },
  { length: 3, 0: 'a' },
  { toString: 1, valueOf: null },
  deep(60),
  deep(1_500),
  circle(),
];

/** Values drawn by fast-check, once for all: drawing them for each call would take most of the time. */
const drawn = {
  texts: fc.sample(fc.string({ unit: fc.nat(0x10_ffff).map((point) => String.fromCodePoint(point)) }), {
    seed: 1,
    numRuns: 300,
  }),
  values: fc.sample(
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, maxDepth: 3 }),
    { seed: 1, numRuns: 300 },
  ),
};

/** An unexpected text, up to a length. */
export const hostileText = (random: Random, longest = Number.MAX_SAFE_INTEGER): string =>
  (random.pick(random.chance(0.6) ? texts : drawn.texts) ?? '').slice(0, longest);

/** Any value that the structured clone of a call allows. */
export const hostileValue = (random: Random): unknown => {
  if (random.chance(0.4)) return hostileText(random);
  return random.pick(random.chance(0.6) ? others : drawn.values);
};
