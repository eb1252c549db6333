import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onScan } from '../../../renderer/src/scanner/scan-events.ts';
import { endOfScanKey } from '../../../shared/ipc/end-of-scan.ts';
import type { DeskApi } from '../../../shared/ipc/api.ts';
import type { Events } from '../../../shared/ipc/events.ts';

let sendScan: (scan: Events['scan']) => void;
let keyListeners: ((event: KeyboardEvent) => void)[];
let told: string[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  keyListeners = [];
  const source = {
    on: (_: 'scan', listener: (scan: Events['scan']) => void) => {
      sendScan = listener;
      return () => undefined;
    },
  } as unknown as Pick<DeskApi, 'on'>;
  const root = {
    addEventListener: (type: string, listener: (event: KeyboardEvent) => void) => {
      if (type === 'keydown') keyListeners.push(listener);
    },
    removeEventListener: () => undefined,
  } as unknown as Document;
  stop = onScan(source, root, ({ code }) => told.push(code));
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const scan = (code: string): void =>
  sendScan({ code, raw: code, symbology: null, source: 'keys', partial: false });
const key = (name: string): { prevented: boolean } => {
  const seen = { prevented: false };
  const event = {
    key: name,
    preventDefault: () => {
      seen.prevented = true;
    },
    stopPropagation: () => undefined,
  } as KeyboardEvent;
  for (const listener of keyListeners) listener(event);
  return seen;
};

test('a scan is delivered when its characters have arrived, in either order of events', () => {
  scan('A');
  expect(told).toEqual([]);
  expect(key(endOfScanKey).prevented).toBe(true);
  expect(told).toEqual(['A']);
  key(endOfScanKey);
  scan('B');
  expect(told).toEqual(['A', 'B']);
});

test('other keys are left alone and end no scan', () => {
  scan('A');
  expect(key('Enter').prevented).toBe(false);
  expect(told).toEqual([]);
});

test('many scans stay in order', () => {
  scan('A');
  scan('B');
  key(endOfScanKey);
  scan('C');
  key(endOfScanKey);
  key(endOfScanKey);
  expect(told).toEqual(['A', 'B', 'C']);
});

test('a scan without an end key is still delivered, and an end key without a scan is forgotten', () => {
  scan('A');
  vi.advanceTimersByTime(300);
  expect(told).toEqual(['A']);
  key(endOfScanKey);
  vi.advanceTimersByTime(300);
  scan('B');
  expect(told).toEqual(['A']);
});
