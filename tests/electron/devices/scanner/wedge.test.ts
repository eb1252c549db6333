import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Wedge } from '../../../../electron/main/devices/scanner/wedge.ts';
import { keyEvents, outcome, outcomeOf as of, strokes, untouched, type Stroke } from './keys.ts';
import { checkProperty } from '../../../support/check-property.ts';

describe('a scan', () => {
  test.each([
    ['Enter', strokes('01MAIN0000101\n', 0, 3), 'Enter'],
    ['Tab', strokes('01MAIN0000101\t', 0, 3), 'Tab'],
    ['Ctrl+J', [...strokes('01MAIN0000101', 0, 3), { key: 'j', atMs: 39, chord: 'control' } as const], 'j'],
    ['Ctrl+M', [...strokes('01MAIN0000101', 0, 3), { key: 'M', atMs: 39, chord: 'control' } as const], 'M'],
  ])('ends with %s, which the page does not see', (_, keys, terminator) => {
    expect(of(keys)).toEqual({
      scans: ['01MAIN0000101'],
      keptPresses: [terminator],
      keptReleases: [terminator],
      heldBack: 0,
    });
  });

  test.each([1, 5, 16, 25])('is recognised at %i ms from key to key', (gapMs) => {
    expect(of(strokes('N-31234\n', 0, gapMs)).scans).toEqual(['N-31234']);
  });

  test.each([
    ['one character at 15 ms', '7\n', 15, ['7']],
    ['one character at 16 ms', '7\n', 16, []],
    ['two characters at 15 ms', '7A\n', 15, ['7A']],
    ['two characters at 16 ms', '7A\n', 16, []],
    ['three characters at 25 ms', '7AB\n', 25, ['7AB']],
    ['three characters at 26 ms', '7AB\n', 26, []],
  ])('with few characters: %s', (_, text, gapMs, scans) => {
    expect(of(strokes(text, 0, gapMs)).scans).toEqual(scans);
  });

  test('arrives complete and once with Shift among its characters', () => {
    const shift: Stroke[] = [{ key: 'Shift', atMs: 4, holdMs: 30 }];
    expect(of(strokes('n-ILL7\n', 0, 6), shift).scans).toEqual(['n-ILL7']);
  });

  test('may have overlapping keys', () => {
    const result = of(strokes('N-31234\n', 0, 4, 10));
    expect(result.scans).toEqual(['N-31234']);
    expect(result.keptReleases).toEqual(['Enter']);
  });

  test('may have any length, up to the limit of what is kept', () => {
    expect(of(strokes(`${'7'.repeat(300)}\n`, 0, 2)).scans).toEqual(['7'.repeat(300)]);
    expect(of(strokes(`${'7'.repeat(5000)}\n`, 0, 2)).scans[0]).toHaveLength(4096);
  });

  test('does not include text typed before it', () => {
    const typed = strokes('abc', 0, 90);
    expect(of(typed, strokes('N-31234\n', 400, 3)).scans).toEqual(['N-31234']);
  });

  test('does not include the typing after it, nor its Enter', () => {
    const result = of(strokes('N-31234\n', 0, 3), strokes('ab\n', 300, 90));
    expect(result.scans).toEqual(['N-31234']);
    expect(result.keptPresses).toEqual(['Enter']);
  });

  test('may follow another scan immediately, 200 times in 2 seconds', () => {
    const codes = Array.from({ length: 200 }, (_, index) => `N-${1000 + index}`);
    const result = of(...codes.map((code, index) => strokes(`${code}\n`, index * 10, 1)));
    expect(result.scans).toEqual(codes);
    expect(result.keptPresses).toHaveLength(200);
    expect(result.keptReleases).toHaveLength(200);
  });

  test('that ends with CR and LF keeps both from the page', () => {
    const result = of(strokes('N-31234\n\n', 0, 3), strokes('N-31235\n\n', 60, 3));
    expect(result.scans).toEqual(['N-31234', 'N-31235']);
    expect(result.keptPresses).toEqual(['Enter', 'Enter', 'Enter', 'Enter']);
    expect(result.keptReleases).toEqual(['Enter', 'Enter', 'Enter', 'Enter']);
  });

  test('does not affect a person’s later Enter, nor a third one', () => {
    expect(of(strokes('N-31234\n', 0, 3), strokes('\n', 150, 3)).keptPresses).toEqual(['Enter']);
    expect(of(strokes('N-31234\n\n\n', 0, 3)).keptPresses).toEqual(['Enter', 'Enter']);
  });

  test('may be uneven as long as no gap is too long', () => {
    const uneven = [...strokes('N-3', 0, 5), ...strokes('123', 45, 5), ...strokes('4\n', 90, 5)];
    expect(of(uneven).scans).toEqual(['N-31234']);
  });

  test('may pause when it is certainly a scanner, and before its end', () => {
    const paused = [...strokes('N-312', 0, 3), ...strokes('34', 400, 3), ...strokes('5678', 700, 3)];
    expect(of(paused, strokes('\n', 1000, 3)).scans).toEqual(['N-312345678']);
  });

  test('is not cut in two by a pause', () => {
    expect(of(strokes('N-312', 0, 3), strokes('34\n', 400, 3)).scans).toEqual(['N-31234']);
  });

  test('without an end does not affect keys that a person presses soon after', () => {
    const typed = [...strokes('N-31234', 0, 3), ...strokes('a b c d\n', 120, 100, 60)];
    expect(of(typed)).toEqual(untouched);
  });

  test('may pause briefly after its first character, and longer if it follows another scan', () => {
    expect(of(strokes('N', 0, 3), strokes('-31234\n', 60, 3)).scans).toEqual(['N-31234']);
    expect(of(strokes('N', 0, 3), strokes('-31234\n', 61, 3)).scans).toEqual(['-31234']);
    const following = [
      ...strokes('N-31234\n', 0, 3),
      ...strokes('N', 800, 3),
      ...strokes('-31235\n', 1200, 3),
    ];
    expect(of(following).scans).toEqual(['N-31234', 'N-31235']);
  });

  test('is not found in what a person types right after a scan', () => {
    const result = of(strokes('N-31234\n', 0, 3), strokes('abcde f\n', 200, 60, 50));
    expect(result.scans).toEqual(['N-31234']);
    expect(result.keptPresses).toEqual(['Enter']);
  });

  test('without an end counts as typing', () => {
    expect(of(strokes('N-31234', 0, 3), strokes('\n', 400, 3))).toEqual(untouched);
  });
});

describe('spaces of a scan', () => {
  test('inside are kept from the page, but not from the scan', () => {
    expect(of(strokes('3123 40 1\n', 0, 4))).toEqual({
      scans: ['3123 40 1'],
      keptPresses: [' ', ' ', 'Enter'],
      keptReleases: [' ', ' ', 'Enter'],
      heldBack: 0,
    });
  });

  test('at the start are typed, but their release is held back', () => {
    const wedge = new Wedge();
    const keys = keyEvents(strokes(' 31234\n', 0, 4));
    const decisions = keys.map((event) => wedge.decide(event));
    expect(decisions[0]).toEqual({ swallow: false });
    expect(decisions[1]).toEqual({ swallow: true, heldBack: true });
    // The next character shows that the release belongs to a scan.
    expect(decisions[2]).toEqual({ swallow: false, inBurst: true });
    expect(decisions.flatMap(({ scan }) => scan ?? [])).toEqual([' 31234']);
  });

  test('at the start press nothing even if the scanner holds its keys long', () => {
    for (const holdMs of [22, 30]) {
      const result = of([{ key: ' ', atMs: 0, holdMs }], strokes('31234\n', 4, 4));
      expect(result.scans).toEqual([' 31234']);
      expect(result.keptReleases).toContain(' ');
    }
  });

  test('alone are a scan too: it is refused with its reason', () => {
    expect(of(strokes('   \n', 0, 4)).scans).toEqual(['   ']);
  });
});

describe('control characters of a scan', () => {
  test('are dropped and kept from the page', () => {
    const control: Stroke[] = [
      { key: 'Control', atMs: 17, holdMs: 3, chord: 'control' },
      { key: ']', atMs: 18, chord: 'control' },
    ];
    const result = of(strokes('31234', 0, 4), control, strokes('567\n', 22, 4));
    expect(result.scans).toEqual(['31234567']);
    expect(result.keptPresses).toEqual([']', 'Enter']);
  });

  test('in a Ctrl combination of a person pass and end the run', () => {
    const undo: Stroke[] = [{ key: 'z', atMs: 8, chord: 'control' }];
    const result = of(strokes('31', 0, 4), undo, strokes('234\n', 12, 4));
    expect(result.scans).toEqual(['234']);
    expect(result.keptPresses).toEqual(['Enter']);
  });

  test('in any other combination end the run', () => {
    const other: Stroke[] = [{ key: 'x', atMs: 22, chord: 'other' }];
    const result = of(strokes('31234', 0, 4), other, strokes('567\n', 26, 4));
    expect(result.scans).toEqual(['567']);
    expect(result.keptPresses).toEqual(['Enter']);
  });
});

describe('typing', () => {
  const words = fc.stringMatching(/^[a-z0-9 \n\t]{1,40}$/);

  test('at 30 to 150 ms from key to key is never affected', () => {
    const typing = fc.array(fc.tuple(words, fc.integer({ min: 30, max: 150 })), {
      minLength: 1,
      maxLength: 4,
    });
    checkProperty(
      fc.property(typing, (parts) => {
        let atMs = 0;
        const typed = parts.map(([text, gapMs]) => {
          const group = strokes(text, atMs, gapMs, Math.min(45, gapMs - 5));
          atMs += text.length * gapMs;
          return group;
        });
        expect(of(...typed)).toEqual(untouched);
      }),
    );
  });

  test('with overlapping keys, three in 70 ms, is not affected', () => {
    expect(
      of([...strokes('the', 0, 35, 60), ...strokes(' ', 130, 1, 60), ...strokes('\n', 200, 1, 60)]),
    ).toEqual(untouched);
  });

  test('with editing keys is not affected', () => {
    const editing: Stroke[] = ['a', 'Backspace', 'b', 'ArrowLeft', 'Enter'].map((key, index) => ({
      key,
      atMs: index * 20,
    }));
    expect(of(editing)).toEqual(untouched);
  });

  test('with a key held down is not a run of characters', () => {
    const held: Stroke[] = Array.from({ length: 40 }, (_, index) => ({
      key: '7',
      atMs: 500 + index * 30,
      isAutoRepeat: true,
    }));
    expect(of([{ key: '7', atMs: 0, holdMs: 1800 }], held, strokes('\n', 1710, 1))).toEqual(untouched);
  });

  test('of Enter, Tab and space alone is not affected', () => {
    expect(of(strokes('\n\n\t', 0, 100, 60), strokes(' ', 400, 100, 60))).toEqual(untouched);
  });

  test('of space with Enter or Tab right after it is not affected', () => {
    const keys = keyEvents(strokes(' \n', 0, 6), strokes(' \t', 300, 6));
    expect(outcome(new Wedge(), keys)).toEqual({ ...untouched, heldBack: 2 });
  });

  test('of a person overlaps a scan: the scan is not lost', () => {
    // A key that was pressed before is released in the middle of the scan.
    expect(of([{ key: 'q', atMs: 0, holdMs: 120 }], strokes('N-31234\n', 100, 5)).scans).toEqual(['N-31234']);
  });

  test('of a space as short as a scanner’s is not a scan when nothing follows', () => {
    const wedge = new Wedge();
    // The letter is too late for a scan.
    const decisions = keyEvents(strokes(' a', 0, 80, 4)).map((event) => wedge.decide(event));
    expect(decisions).toEqual([
      { swallow: false },
      { swallow: true, heldBack: true },
      { swallow: false },
      { swallow: false },
    ]);
  });
});
