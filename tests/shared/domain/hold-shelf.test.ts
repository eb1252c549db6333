import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alwaysOpen, type Calendar, isOpenOn, nextOpenDay } from '../../../shared/domain/calendar.ts';
import { addDays } from '../../../shared/domain/dates.ts';
import { holdUntil } from '../../../shared/domain/hold-shelf.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';
import { loanPeriod } from '../../../shared/domain/loan-period.ts';
import { checkProperty } from '../../support/check-property.ts';

// A Wednesday.
const today = '2026-11-25' as CalendarDate;
const untilOf = (dueOn: string | null, calendar: Calendar = alwaysOpen, days = 10, parcelDays = 4): string =>
  holdUntil({ shelvedOn: today, dueOn: dueOn as CalendarDate | null, calendar, days, parcelDays });

test.each([
  ['the days of the shelf', '2027-01-15', '2026-12-05'],
  ['no longer than the parcel needs', '2026-12-05', '2026-12-01'],
  ['at least until the next open day', '2026-11-28', '2026-11-26'],
  ['and where it is overdue already', '2026-11-01', '2026-11-26'],
  ['the days of the shelf where no date was given', null, '2026-12-05'],
])('it waits %s', (_words, dueOn, until) => {
  expect(untilOf(dueOn)).toBe(until);
});

test('more days make a longer hold', () => {
  expect([1, 5, 20].map((days) => untilOf('2027-01-15', alwaysOpen, days))).toEqual([
    '2026-11-26',
    '2026-11-30',
    '2026-12-15',
  ]);
});

const weekdaysOnly: Calendar = {
  openWeekdays: [1, 2, 3, 4, 5],
  closedDays: [{ day: '2026-12-07' as CalendarDate, note: 'Stocktaking' }],
};

test('it ends on an open day: the next one or, if the parcel has no time for that, the last one before', () => {
  // Ten days later is Saturday, and Monday is closed.
  expect(untilOf('2027-01-15', weekdaysOnly)).toBe('2026-12-08');
  // Due on the 10th, the parcel leaves on Sunday the 6th at the latest.
  expect(untilOf('2026-12-10', weekdaysOnly)).toBe('2026-12-04');
});

test('it is always an open day, after today, and leaves the parcel its days if possible', () => {
  checkProperty(
    fc.property(
      fc.integer({ min: -400, max: 400 }),
      fc.integer({ min: 1, max: 365 }),
      fc.integer({ min: 0, max: 60 }),
      fc.boolean(),
      (due, days, parcelDays, weekdays) => {
        const dueOn = addDays(today, due);
        const calendar = weekdays ? weekdaysOnly : alwaysOpen;
        const until = untilOf(dueOn, calendar, days, parcelDays) as CalendarDate;
        const soonest = nextOpenDay(addDays(today, 1), calendar);
        expect(isOpenOn(until, calendar)).toBe(true);
        expect(until >= soonest).toBe(true);
        if (until > soonest) expect(until <= addDays(dueOn, -parcelDays)).toBe(true);
      },
    ),
  );
});

test.each([
  ['2027-01-15', { dueOn: '2027-01-15', periodDays: 51 }],
  ['2026-11-26', { dueOn: '2026-11-26', periodDays: 1 }],
  ['2026-11-25', { dueOn: '2026-11-25', periodDays: 28 }],
  ['2026-11-01', { dueOn: '2026-11-01', periodDays: 28 }],
  [null, { dueOn: '2026-12-23', periodDays: 28 }],
] as const)('a loan of an item that the partner wants back on %s', (dueOn, period) => {
  expect(loanPeriod({ today, dueOn: dueOn as CalendarDate | null, loanDays: 28 })).toEqual(period);
});

test('the patron’s date is the configured number of days before the partner’s, if there is enough time', () => {
  const period = (dueOn: string) =>
    loanPeriod({ today, dueOn: dueOn as CalendarDate, loanDays: 28, daysBeforePartner: 3 }).dueOn;
  expect([period('2027-01-15'), period('2026-11-27')]).toEqual(['2027-01-12', '2026-11-27']);
});
