import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Wedge } from '../../../../electron/main/devices/scanner/wedge.ts';
import { defaultPace } from '../../../../shared/domain/scan-pace.ts';
import { checkProperty } from '../../../support/check-property.ts';
import { keyEvents, outcome, strokes, untouched, type Outcome, type Stroke } from './keys.ts';

// A scanner with 60 ms per character, as measured by a test scan.
const learned = { gapMs: 80, meanMs: 70 };

const of = (...groups: readonly (readonly Stroke[])[]): Outcome =>
  outcome(new Wedge(() => learned), keyEvents(...groups));

test('a slow scan is recognised only after its pace was learned', () => {
  const keys = strokes('01MAIN0000101\n', 0, 60);
  expect(outcome(new Wedge(), keyEvents(keys))).toEqual(untouched);
  expect(of(keys)).toEqual({
    scans: ['01MAIN0000101'],
    keptPresses: ['Enter'],
    keptReleases: ['Enter'],
    heldBack: 0,
  });
});

test('a fast scanner is still recognised, even with codes of one character', () => {
  expect(of(strokes('N-31234\n', 0, 3), strokes('7\n', 1_500, 3)).scans).toEqual(['N-31234', '7']);
});

test('a slow scan is complete with a pause in the middle, and with spaces', () => {
  expect(of(strokes('01MAIN00', 0, 60), strokes('00101\n', 900, 60)).scans).toEqual(['01MAIN0000101']);
  expect(of(strokes('3123401 55\n', 0, 60))).toEqual({
    scans: ['3123401 55'],
    keptPresses: [' ', 'Enter'],
    keptReleases: [' ', 'Enter'],
    heldBack: 0,
  });
});

test('fewer than six characters at this pace count as typing', () => {
  expect(of(strokes('31234\n', 0, 60))).toEqual(untouched);
  expect(of(strokes('312345\n', 0, 60)).scans).toEqual(['312345']);
});

test('a person may continue typing right after a scan', () => {
  const result = of(strokes('N-31234\n', 0, 3), strokes('a b c\n', 200, 78, 50));
  expect(result.scans).toEqual(['N-31234']);
  expect(result.keptPresses).toEqual(['Enter']);
});

test('typing at 85 to 200 ms from key to key is never touched', () => {
  const words = fc.stringMatching(/^[a-z0-9 \n\t]{1,40}$/);
  checkProperty(
    fc.property(words, fc.integer({ min: 85, max: 200 }), (text, gapMs) => {
      expect(of(strokes(text, 0, gapMs, 45))).toEqual(untouched);
    }),
  );
});

test('the pace may change between keys', () => {
  let pace = defaultPace;
  const wedge = new Wedge(() => pace);
  expect(outcome(wedge, keyEvents(strokes('01MAIN0000101\n', 0, 60))).scans).toEqual([]);
  pace = learned;
  expect(outcome(wedge, keyEvents(strokes('01MAIN0000101\n', 5_000, 60))).scans).toEqual(['01MAIN0000101']);
});
