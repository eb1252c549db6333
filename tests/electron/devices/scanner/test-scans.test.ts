import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followKeys } from '../../../../electron/main/devices/scanner/test-scans.ts';
import { Wedge } from '../../../../electron/main/devices/scanner/wedge.ts';
import type { TestScan } from '../../../../shared/domain/scan-pace.ts';
import { keyEvents, strokes, type Stroke } from './keys.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const heardOf = (keys: readonly Stroke[], isOn = true): TestScan[] => {
  const heard: TestScan[] = [];
  const wedge = new Wedge();
  const followed = followKeys({ isOn: () => isOn, heard: (scan) => heard.push(scan) });
  let nowMs = 0;
  for (const event of keyEvents(keys)) {
    vi.advanceTimersByTime(event.timeMs - nowMs);
    nowMs = event.timeMs;
    followed.take(event, wedge.decide(event));
  }
  vi.advanceTimersByTime(5_000);
  followed.stop();
  return heard;
};

test('a scan is reported with its pace and its end', () => {
  expect(heardOf(strokes('N-31234\t', 0, 4))).toEqual([
    { source: 'keys', text: 'N-31234', end: 'tab', taken: true, pace: { gapMs: 4, meanMs: 4 } },
  ]);
});

test('slower input is reported as typing, with its longest gap', () => {
  const keys = [...strokes('N-31', 0, 50), ...strokes('234\n', 230, 50)];
  expect(heardOf(keys)).toEqual([
    { source: 'keys', text: 'N-31234', end: 'enter', taken: false, pace: { gapMs: 80, meanMs: 54 } },
  ]);
});

test('input without an end is complete after a pause', () => {
  expect(heardOf(strokes('N-31234', 0, 4))).toEqual([
    { source: 'keys', text: 'N-31234', end: null, taken: false, pace: { gapMs: 4, meanMs: 4 } },
  ]);
});

test('control characters of a label are reported', () => {
  const group: Stroke = { key: ']', atMs: 28, chord: 'control' };
  const [heard] = heardOf([...strokes('N-31234', 0, 4), group, ...strokes('5\n', 32, 4)]);
  expect(heard?.text).toBe('N-31234\u001D5');
});

test('keys that operate the page are not reported, and nothing is without a test', () => {
  expect(heardOf(strokes(' \n\t', 0, 100))).toEqual([]);
  expect(heardOf(strokes('N-31234\n', 0, 4), false)).toEqual([]);
});
