import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  calendarDateIn,
  daysBetween,
  formatDate,
  formatInstant,
  isCalendarDate,
  relativeDate,
  startOfDay,
} from '../../../shared/domain/dates.ts';
import type { CalendarDate, Instant } from '../../../shared/domain/ids.ts';
import { checkProperty } from '../../support/check-property.ts';

const date = (text: string): CalendarDate => text as CalendarDate;

test.each([
  '2026-02-29',
  '2026-13-01',
  '2026-1-1',
  '26-01-01',
  '2026-04-31',
  '',
  'tomorrow',
  '2026-01-01T00:00:00Z',
])('%s is not a calendar date', (text) => expect(isCalendarDate(text)).toBe(false));

test('every existing day is a calendar date, one day after the previous one', () => {
  checkProperty(
    fc.property(fc.integer({ min: -20_000, max: 60_000 }), (days) => {
      const day = new Date(days * 86_400_000).toISOString().slice(0, 10);
      const next = new Date((days + 1) * 86_400_000).toISOString().slice(0, 10);
      expect(isCalendarDate(day)).toBe(true);
      expect(daysBetween(date(day), date(next))).toBe(1);
    }),
  );
});

describe('the date of an instant', () => {
  test('is that in the library’s time zone', () => {
    const at = new Date('2026-11-25T23:30:00Z');
    expect(calendarDateIn(at, 'Europe/Berlin')).toBe('2026-11-26');
    expect(calendarDateIn(at, 'America/New_York')).toBe('2026-11-25');
  });

  test.each([
    ['Europe/Berlin', '2026-11-25T12:00:00Z', '2026-11-24T23:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-25T12:00:00Z', '2026-11-24T18:15:00.000Z'],
    // Clocks go back on this day: it has 25 hours.
    ['America/New_York', '2026-11-02T03:00:00Z', '2026-11-01T04:00:00.000Z'],
    // Clocks go forward at midnight here: the day begins at one o'clock.
    ['America/Asuncion', '2024-10-06T15:00:00Z', '2024-10-06T04:00:00.000Z'],
  ])('in %s at %s began at %s', (zone, at, start) => expect(startOfDay(new Date(at), zone)).toBe(start));
});

test('dates are formatted as people write them', () => {
  expect(formatDate(date('2027-01-15'))).toBe('15 Jan 2027');
  const today = date('2026-11-25');
  const said = (text: string): string => relativeDate(date(text), today);
  expect(said('2026-11-25')).toBe('today');
  expect(said('2026-11-26')).toBe('tomorrow');
  expect(said('2026-11-24')).toBe('yesterday');
  expect(said('2026-12-01')).toBe('in 6 days');
  expect(said('2027-01-15')).toBe('in 7 weeks');
  expect(said('2026-05-25')).toBe('6 months ago');
});

test('days are added across the ends of months and years, and subtracted again', () => {
  expect(addDays(date('2026-11-25'), 6)).toBe('2026-12-01');
  expect(addDays(date('2026-11-25'), -25)).toBe('2026-10-31');
  expect(addDays(date('2027-12-31'), 60)).toBe('2028-02-29');
  checkProperty(
    fc.property(fc.integer({ min: -10_000, max: 10_000 }), (days) => {
      const from = date('2026-11-25');
      expect(daysBetween(from, addDays(from, days))).toBe(days);
    }),
  );
});

test.each([
  [2, 'in 2 days', '2 days ago'],
  [13, 'in 13 days', '13 days ago'],
  [14, 'in 2 weeks', '2 weeks ago'],
  [59, 'in 8 weeks', '8 weeks ago'],
  [60, 'in 2 months', '2 months ago'],
  [729, 'in 24 months', '24 months ago'],
  [730, 'in 2 years', '2 years ago'],
])('%i days are %s or %s', (days, ahead, ago) => {
  const today = date('2026-11-25');
  expect(relativeDate(addDays(today, days), today)).toBe(ahead);
  expect(relativeDate(addDays(today, -days), today)).toBe(ago);
});

test('dates stay within the years 1 to 9999, whatever is added and in every zone', () => {
  expect(addDays(date('9999-12-20'), 28)).toBe('9999-12-31');
  expect(addDays(date('0001-01-05'), -28)).toBe('0001-01-01');
  expect(isCalendarDate('0000-01-01')).toBe(false);
  const inNewYork = (at: string): string => calendarDateIn(new Date(at), 'America/New_York');
  expect(inNewYork('0001-01-01T00:00:00Z')).toBe('0001-01-01');
  expect(inNewYork('0001-12-31T12:00:00Z')).toBe('0001-12-31');
  expect(inNewYork('0500-03-01T12:00:00Z')).toBe('0500-03-01');
  expect(calendarDateIn(new Date('9999-12-31T23:00:00Z'), 'Asia/Kolkata')).toBe('9999-12-31');
});

test.each([
  ['2026-11-11T23:00:00.000Z', '12 Nov 2026'],
  ['2026-11-11T23:00:00Z', '12 Nov 2026'],
  ['2026-11-11T23:01:00.000Z', '12 Nov 2026, 00:01'],
  ['2026-11-11T23:00:04.000Z', '12 Nov 2026, 00:00'],
  ['2026-11-12T00:00:00.000Z', '12 Nov 2026, 01:00'],
])('a moment that a file gave as a day alone (%s) has no time', (at, words) => {
  expect(formatInstant(at as Instant, 'Europe/Berlin')).toBe(words);
});
