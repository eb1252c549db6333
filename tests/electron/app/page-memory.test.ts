import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openPageMemory } from '../../../electron/main/app/page-memory.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const open = (found: unknown = null) => {
  const stored: Readonly<Record<string, string>>[] = [];
  const failed: unknown[] = [];
  const memory = openPageMemory(
    found,
    (texts) => stored.push(texts),
    (error) => failed.push(error),
  );
  return { memory, stored, failed };
};

test('scans survive a reload of the page and are never stored; searches survive a restart', () => {
  const { memory, stored } = open({ 'requests.view': '"before"' });
  expect(memory.read()).toEqual({ 'requests.view': '"before"' });
  memory.keep('scan patron', '"P1"');
  for (const text of ['a', 'ab', 'abc']) memory.keep('requests.view', text);
  expect(stored).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(stored).toEqual([{ 'requests.view': 'abc' }]);
  expect(memory.read()).toEqual({ 'requests.view': 'abc', 'scan patron': '"P1"' });
  memory.keep('requests.view', 'abcd');
  memory.write();
  memory.write();
  expect(stored).toEqual([{ 'requests.view': 'abc' }, { 'requests.view': 'abcd' }]);
});

test('searches are forgotten immediately', () => {
  const { memory, stored } = open({ 'requests.view': 'Xiomara' });
  memory.keep('scan patron', '"P1"');
  memory.forget();
  expect(stored).toEqual([{}]);
  expect(memory.read()).toEqual({ 'scan patron': '"P1"' });
});

test('a page that sends too much, or invalid values, does no harm', () => {
  const { memory } = open(['no texts']);
  memory.keep({}, 'text');
  memory.keep('x'.repeat(60), 'text');
  memory.keep('large', 'x'.repeat(1_000_001));
  memory.keep('number', 5);
  expect(memory.read()).toEqual({});
  for (let number = 0; number < 200; number += 1) memory.keep(`name ${number}`, 'text');
  expect(Object.keys(memory.read())).toHaveLength(50);
});

test('if the database cannot be written, only the last search is missing at the next start', () => {
  const failed: unknown[] = [];
  const memory = openPageMemory(
    null,
    () => {
      throw new Error('gone');
    },
    (error) => failed.push(error),
  );
  memory.keep('requests.view', 'a');
  memory.write();
  expect(failed).toHaveLength(1);
});
