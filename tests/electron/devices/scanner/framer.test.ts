import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Framer, RateLimit } from '../../../../electron/main/devices/scanner/framer.ts';
import { checkProperty } from '../../../support/check-property.ts';

const take = (framer: Framer, text: string): readonly string[] =>
  framer.take(Buffer.from(text, 'latin1')).map(({ bytes }) => Buffer.from(bytes).toString('latin1'));

describe('the bytes of a line', () => {
  test.each([
    ['line', 'N-1\rN-2\nN-3\r\n\r\n'],
    ['tab', 'N-1\tN-2\t\tN-3\t'],
    ['etx', 'N-1\u0003N-2\u0003N-3\u0003'],
  ] as const)('are split at its end (%s), and an end alone is not a code', (end, text) => {
    expect(take(new Framer(end), text)).toEqual(['N-1', 'N-2', 'N-3']);
  });

  test('may arrive in pieces of any size', () => {
    const text = 'N-31234\r\nN-31235\r\n';
    checkProperty(
      fc.property(fc.array(fc.integer({ min: 1, max: text.length }), { maxLength: 6 }), (cuts) => {
        const framer = new Framer('line');
        const ends = [...cuts, text.length].sort((one, other) => one - other);
        let from = 0;
        const codes = ends.flatMap((to) => {
          const piece = take(framer, text.slice(from, to));
          from = to;
          return piece;
        });
        expect(codes).toEqual(['N-31234', 'N-31235']);
      }),
    );
  });

  test('without an end character are complete after a pause', () => {
    const framer = new Framer('pause');
    expect(take(framer, 'N-31234')).toEqual([]);
    expect(framer.silence()).toEqual({ bytes: new Uint8Array(Buffer.from('N-31234')), end: 'pause' });
    expect(framer.silence()).toBeNull();
  });

  test('are kept only up to the maximum length of a scan', () => {
    const framer = new Framer('line');
    const megabyte = '7'.repeat(1_000_000);
    expect(take(framer, megabyte)).toEqual([]);
    const flood = framer.silence();
    expect([flood?.bytes.length, flood?.end]).toEqual([4_096, 'pause']);
    take(framer, megabyte);
    expect(take(framer, '\rN-31234\r').map(({ length }) => length)).toEqual([4_096, 7]);
  });
});

test('as many codes as people can scan are never too many', () => {
  const limit = new RateLimit();
  const scans = Array.from({ length: 1_000 }, (_, index) => limit.isTooMuch(index * 12));
  expect(scans).not.toContain(true);
});
