import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Wedge } from '../../../../electron/main/devices/scanner/wedge.ts';
import { keyEvents, outcome, outcomeOf as of, strokes, untouched, whileBusy, type Stroke } from './keys.ts';
import { checkProperty } from '../../../support/check-property.ts';

describe('while the process is busy', () => {
  test('text that a person typed arrives all at once and still counts as typing', () => {
    const pace = fc.integer({ min: 60, max: 150 });
    const text = fc.stringMatching(/^[a-z0-9 ]{1,30}\n$/);
    checkProperty(
      fc.property(text, pace, fc.integer({ min: 50, max: 3000 }), (typed, gapMs, busyMs) => {
        const keys = keyEvents(strokes(typed, 100, gapMs, 45));
        const last = 100 + (typed.length - 1) * gapMs;
        const busy = { fromMs: Math.max(0, last - busyMs), untilMs: last + 1 };
        expect(outcome(new Wedge(), whileBusy(keys, busy)).scans).toEqual([]);
      }),
    );
  });

  test('a scan that arrives all at once is complete', () => {
    const keys = keyEvents(strokes('01MAIN0000101\n', 50, 4));
    const result = outcome(new Wedge(), whileBusy(keys, { fromMs: 20, untilMs: 200 }));
    expect(result.scans).toEqual(['01MAIN0000101']);
    expect(result.keptReleases).toEqual(['Enter']);
  });

  test.each([
    ['in the middle of it', { fromMs: 20, untilMs: 320 }],
    ['before its end', { fromMs: 49, untilMs: 400 }],
    ['from its end on', { fromMs: 52, untilMs: 800 }],
  ])('a scan is complete if the process is busy %s', (_, busy) => {
    const keys = keyEvents(strokes('01MAIN0000101\n', 0, 4));
    expect(outcome(new Wedge(), whileBusy(keys, busy)).scans).toEqual(['01MAIN0000101']);
  });

  test('many scans that arrive all at once are recognised by their number', () => {
    const codes = Array.from({ length: 60 }, (_, index) => `01MAIN000${1000 + index}`);
    const keys = keyEvents(...codes.map((code, index) => strokes(`${code}\n`, 10 + index * 15, 1)));
    const { scans } = outcome(new Wedge(), whileBusy(keys, { fromMs: 5, untilMs: 900 }));
    // The first ones could have been typed by a person in 0.9 s: they stay in the focused field, with their Enter.
    expect(scans).toEqual(codes.slice(2));
  });

  test('an Enter that a person pressed while the process was busy after a scan reaches the page', () => {
    const keys = keyEvents(strokes('N-31234\n', 0, 3), strokes('\n', 420, 1, 60));
    expect(outcome(new Wedge(), whileBusy(keys, { fromMs: 30, untilMs: 500 })).keptPresses).toEqual([
      'Enter',
    ]);
  });

  test('the space bar may be held back, because it is given back', () => {
    const keys = keyEvents([{ key: ' ', atMs: 50, holdMs: 80 }]);
    const busy = { fromMs: 20, untilMs: 200 };
    expect(outcome(new Wedge(), whileBusy(keys, busy))).toEqual({ ...untouched, heldBack: 1 });
  });
});

test('for any mixture of keys only spaces and terminators are kept from the page', () => {
  const stroke = fc.record({
    key: fc.constantFrom('a', '7', ' ', 'Enter', 'Tab', 'j', ']', 'Shift', 'F2', 'Backspace'),
    gapMs: fc.integer({ min: 0, max: 60 }),
    holdMs: fc.integer({ min: 0, max: 80 }),
    chord: fc.constantFrom('none', 'none', 'none', 'other'),
  });
  let seen = 0;
  checkProperty(
    fc.property(fc.array(stroke, { maxLength: 80 }), (list) => {
      let atMs = 0;
      const keys = list.map(({ key, gapMs, holdMs, chord }) => {
        atMs += gapMs;
        return { key, atMs, holdMs, chord } as Stroke;
      });
      const { scans, keptPresses } = of(keys);
      for (const key of ['a', '7', 'Shift', 'F2', 'Backspace']) expect(keptPresses).not.toContain(key);
      for (const scan of scans) expect(scan).toMatch(/^[a7 j\]]+$/);
      seen += scans.length;
    }),
    { numRuns: 500 },
  );
  // Some of the typing counted as scans.
  expect(seen).toBeGreaterThan(0);
});
