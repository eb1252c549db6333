import { describe, expect, test } from 'vitest';
import {
  affixesAround,
  suggestedPace,
  visiblePieces,
  slowestPace,
  defaultPace,
  whyTyping,
  wordsPerMinute,
  type TestScan,
} from '../../../shared/domain/scan-pace.ts';

const scan = (change: Partial<TestScan>): TestScan => ({
  source: 'keys',
  text: '01MAIN0000101',
  end: 'enter',
  taken: false,
  pace: { gapMs: 60, meanMs: 52 },
  ...change,
});

describe('why keys were taken for typing', () => {
  test.each([
    ['no-end', { end: null }],
    ['gap', {}],
    ['mean', { pace: { gapMs: 34, meanMs: 30 } }],
    ['short', { text: 'N-312', pace: { gapMs: 34, meanMs: 30 } }],
    ['blank', { text: '   ' }],
    [null, { taken: true }],
  ] as const)('%s', (why, change) => {
    expect(whyTyping(scan(change), defaultPace)).toBe(why);
  });
});

describe('the limit proposed by a test', () => {
  test('fits the input, with a margin', () => {
    const pace = suggestedPace(scan({}), defaultPace);
    expect(pace).toEqual({ gapMs: 80, meanMs: 70 });
    expect(whyTyping(scan({}), pace ?? defaultPace)).toBe('short');
  });

  test('is never faster than the current one', () => {
    const now = { gapMs: 100, meanMs: 60 };
    expect(suggestedPace(scan({ pace: { gapMs: 90, meanMs: 61 } }), now)).toEqual({ gapMs: 120, meanMs: 80 });
  });

  test.each([
    ['a scan', { taken: true }],
    ['what nothing ended', { end: null }],
    ['a line', { source: 'line' }],
    ['so few characters that a person may have typed them', { text: 'N-312' }],
    ['what is as slow as a person', { pace: { gapMs: 120, meanMs: 110 } }],
    ['what has one long pause', { pace: { gapMs: 300, meanMs: 60 } }],
  ] as const)('is none for %s', (_, change) => {
    expect(suggestedPace(scan(change), defaultPace)).toBeNull();
  });

  test('is within the storable range, for every pace that has one', () => {
    for (let gapMs = 1; gapMs < 200; gapMs += 1) {
      const pace = suggestedPace(scan({ pace: { gapMs, meanMs: gapMs } }), defaultPace);
      if (pace !== null) {
        expect(pace.gapMs).toBeLessThanOrEqual(slowestPace.gapMs);
        expect(pace.meanMs).toBeGreaterThan(gapMs);
      }
    }
  });

  test('is expressed in words per minute', () => {
    expect(wordsPerMinute({ gapMs: 80, meanMs: 70 })).toBe(171);
  });
});

describe('what a scanner sends around a code', () => {
  test.each([
    ['~N-31234#', 'N-31234', { prefix: '~', suffix: '#' }],
    ['N-31234', ' N-31234 ', { prefix: '', suffix: '' }],
    ['N-31234', 'N-99', null],
    ['123456789N-1', 'N-1', null],
    ['N-31234', '', null],
  ])('%s with the label %s', (text, label, around) => {
    expect(affixesAround(text, label, 8)).toEqual(around);
  });
});

test('invisible characters have a name', () => {
  expect(visiblePieces('\u0002N 1\u001D\u007F\u200B\u00E9\uFFFD')).toEqual([
    { text: 'STX', isControl: true },
    { text: 'N 1', isControl: false },
    { text: 'GS', isControl: true },
    { text: 'DEL', isControl: true },
    { text: 'U+200B', isControl: true },
    { text: 'é', isControl: false },
    { text: 'U+FFFD', isControl: true },
  ]);
});
