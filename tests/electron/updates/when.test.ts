import { expect, test } from 'vitest';
import { isOpenAt } from '../../../electron/main/updates/opening.ts';
import { isSilentTooLong, nextLookMs } from '../../../electron/main/updates/looking.ts';
import { whyNotNow, type Moment } from '../../../electron/main/updates/when.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';

/** The library is closed, nobody works, and a verified update waits. */
const night: Moment = {
  occasion: 'tick',
  mode: 'automatic',
  installsItself: true,
  isReady: true,
  hasFailed: false,
  isAtWork: false,
  hasFileWork: false,
  isPrinting: false,
  isOpen: false,
  idleMinutes: 600,
};

test('an update is installed by itself at night, at a start, and when staff say so', () => {
  for (const occasion of ['tick', 'start', 'staff'] as const)
    expect([occasion, whyNotNow({ ...night, occasion })]).toEqual([occasion, null]);
});

test.each<
  [string, Partial<Moment>, readonly [tick: string | null, start: string | null, staff: string | null]]
>([
  ['while something is unsaved or a set is open', { isAtWork: true }, ['at-work', 'at-work', 'at-work']],
  ['while a file is imported', { hasFileWork: true }, ['file-work', 'file-work', 'file-work']],
  ['while a slip is printed', { isPrinting: true }, ['printing', 'printing', 'printing']],
  ['before it is verified', { isReady: false }, ['not-ready', 'not-ready', 'not-ready']],
  ['where IT installs', { installsItself: false }, ['elsewhere', 'elsewhere', 'elsewhere']],
  ['when updates are off', { mode: 'off' }, ['off', 'off', 'off']],
  ['when updates are only announced', { mode: 'announce' }, ['announced', 'announced', null]],
  ['a second time after a failure', { hasFailed: true }, ['failed', 'failed', null]],
  ['in opening hours', { isOpen: true }, ['open', null, null]],
  ['while somebody works late', { idleMinutes: 14 }, ['in-use', null, null]],
])('not installed by itself %s', (_name, change, [tick, start, staff]) => {
  expect(whyNotNow({ ...night, ...change, occasion: 'tick' })).toBe(tick);
  expect(whyNotNow({ ...night, ...change, occasion: 'start' })).toBe(start);
  expect(whyNotNow({ ...night, ...change, occasion: 'staff' })).toBe(staff);
});

const weekday = (number: number, opens = '09:00', closes = '18:00') => ({ weekday: number, opens, closes });
const closedDay = (day: string) => [{ day: day as CalendarDate, note: '' }];

test('opening hours are those of the library’s time zone', () => {
  // A Monday; Berlin is an hour ahead of UTC in winter.
  const at = (time: string) => new Date(`2027-01-11T${time}:00Z`);
  const isOpen = (time: string, hours = [weekday(1)]) => isOpenAt(at(time), 'Europe/Berlin', hours, []);
  expect(['07:59', '08:00', '16:59', '17:00'].map((time) => isOpen(time))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(isOpen('12:00', [weekday(2)])).toBe(false);
  const twice = [weekday(1, '08:00', '11:00'), weekday(1, '14:00', '20:00')];
  expect(['10:30', '12:00', '14:00'].map((time) => isOpen(time, twice))).toEqual([false, false, true]);
  expect(isOpenAt(at('12:00'), 'Europe/Berlin', [weekday(1)], closedDay('2027-01-11'))).toBe(false);
});

test('a library without opening hours counts as open from 7 to 21', () => {
  const isOpen = (time: string) => isOpenAt(new Date(`2027-01-10T${time}:00Z`), 'UTC', [], []);
  expect(['06:59', '07:00', '20:59', '21:00'].map(isOpen)).toEqual([false, true, true, false]);
});

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

test('the server is asked daily, and after failures less and less often, never all desks at once', () => {
  expect(nextLookMs(0, 0.5)).toBe(dayMs);
  expect([1, 2, 3, 4].map((failures) => nextLookMs(failures, 0.5) / minuteMs)).toEqual([15, 30, 60, 120]);
  expect(nextLookMs(1_000, 0.5)).toBe(dayMs);
  expect([nextLookMs(0, 0), nextLookMs(0, 1)]).toEqual([0.75 * dayMs, 1.25 * dayMs]);
});

test('a server that has not answered for a month is reported, and not before', () => {
  expect(isSilentTooLong(null, 100 * dayMs)).toBe(false);
  expect(isSilentTooLong(70 * dayMs, 100 * dayMs)).toBe(false);
  expect(isSilentTooLong(69 * dayMs, 100 * dayMs)).toBe(true);
});
