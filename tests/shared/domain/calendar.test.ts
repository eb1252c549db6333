import { expect, test } from 'vitest';
import type { Calendar } from '../../../shared/domain/calendar.ts';
import {
  alwaysOpen,
  closedDayRemark,
  isOpenOn,
  nextOpenDay,
  weekdayName,
  weekdayOf,
} from '../../../shared/domain/calendar.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';

const day = (text: string): CalendarDate => text as CalendarDate;

const workdays: Calendar = {
  openWeekdays: [1, 2, 3, 4, 5],
  closedDays: [
    { day: day('2026-12-25'), note: 'Christmas' },
    { day: day('2026-12-28'), note: '' },
  ],
};

test('weekdays are correct in every year and across a leap day', () => {
  expect([day('2026-11-23'), day('2026-11-29'), day('2028-02-29')].map(weekdayOf)).toEqual([1, 7, 2]);
  expect(weekdayName(day('2026-11-25'))).toBe('Wednesday');
});

test('a library without a calendar is open every day', () => {
  expect(isOpenOn(day('2026-11-29'), alwaysOpen)).toBe(true);
  expect(nextOpenDay(day('2026-11-29'), alwaysOpen)).toBe('2026-11-29');
  expect(closedDayRemark(day('2026-11-29'), alwaysOpen)).toBeNull();
});

test('a closed day applies without opening hours', () => {
  const calendar: Calendar = {
    openWeekdays: [],
    closedDays: [{ day: day('2026-12-25'), note: 'Christmas' }],
  };
  expect(isOpenOn(day('2026-12-25'), calendar)).toBe(false);
  expect(nextOpenDay(day('2026-12-25'), calendar)).toBe('2026-12-26');
});

test('weekends and adjacent closed days are skipped together', () => {
  expect(isOpenOn(day('2026-12-24'), workdays)).toBe(true);
  expect(isOpenOn(day('2026-12-26'), workdays)).toBe(false);
  expect(nextOpenDay(day('2026-12-25'), workdays)).toBe('2026-12-29');
  expect(nextOpenDay(day('2026-12-24'), workdays)).toBe('2026-12-24');
});

test('the remark says why it is closed and when it opens again', () => {
  expect(closedDayRemark(day('2026-12-25'), workdays)).toBe(
    'The library is closed on Friday, 25 Dec 2026 (Christmas); the next open day is Tuesday, 29 Dec 2026.',
  );
  expect(closedDayRemark(day('2026-12-27'), workdays)).toBe(
    'The library is closed on Sunday, 27 Dec 2026; the next open day is Tuesday, 29 Dec 2026.',
  );
});

test('a library that never opens keeps the date and promises none', () => {
  const closed: Calendar = {
    openWeekdays: [1],
    closedDays: Array.from({ length: 200 }, (_, week) => ({
      day: new Date(Date.UTC(2026, 10, 23 + 7 * week)).toISOString().slice(0, 10) as CalendarDate,
      note: '',
    })),
  };
  expect(nextOpenDay(day('2026-11-24'), closed)).toBe('2026-11-24');
  expect(closedDayRemark(day('2026-11-24'), closed)).toBe('The library is closed on Tuesday, 24 Nov 2026.');
});
