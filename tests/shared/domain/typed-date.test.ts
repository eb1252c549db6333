import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, formatDate } from '../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';
import { type DateOrder, dateOrderOf, readTypedDate } from '../../../shared/domain/typed-date.ts';
import { languages } from '../../../shared/words/languages.ts';
import { checkProperty } from '../../support/check-property.ts';

const today = '2026-11-25' as CalendarDate;

test.each<readonly [string, DateOrder, string | null]>([
  ['2027-01-15', 'dmy', '2027-01-15'],
  [' 2027-1-5 ', 'mdy', '2027-01-05'],
  ['2027/01/15', 'ymd', '2027-01-15'],
  ['15 Jan 2027', 'mdy', '2027-01-15'],
  ['15 january 27', 'dmy', '2027-01-15'],
  ['January 15, 2027', 'dmy', '2027-01-15'],
  ['15. Jan. 2027', 'dmy', '2027-01-15'],
  ['15 ene 2027', 'dmy', '2027-01-15'],
  ['15 de enero de 2027', 'dmy', '2027-01-15'],
  ['1. März 2027', 'dmy', '2027-03-01'],
  ['1 mar 27', 'dmy', '2027-03-01'],
  ['31. Okt. 2027', 'dmy', '2027-10-31'],
  ['15 sept', 'dmy', '2027-09-15'],
  ['15.1.2027', 'dmy', '2027-01-15'],
  ['15/01/27', 'dmy', '2027-01-15'],
  ['1/15/2027', 'mdy', '2027-01-15'],
  ['01-15-27', 'mdy', '2027-01-15'],
  ['15/1', 'dmy', '2027-01-15'],
  ['1.12.', 'dmy', '2026-12-01'],
  ['12/1', 'mdy', '2026-12-01'],
  ['25 nov', 'dmy', '2026-11-25'],
  ['24 nov', 'dmy', '2027-11-24'],
  ['15.1.', 'dmy', '2027-01-15'],
  ['15.1.', 'mdy', '2027-01-15'],
  ['5.1.27', 'ymd', '2027-01-05'],
  ['+14', 'dmy', '2026-12-09'],
  ['+ 7', 'dmy', '2026-12-02'],
  ['14d', 'dmy', '2026-12-09'],
  ['2w', 'mdy', '2026-12-09'],
  ['+2 weeks', 'dmy', '2026-12-09'],
  ['1 day', 'dmy', '2026-11-26'],
  ['+', 'dmy', null],
  ['14', 'dmy', null],
  ['-14', 'dmy', null],
  ['2 whiles ago', 'dmy', null],
  ['29.2.2027', 'dmy', null],
  ['29.2.2028', 'dmy', '2028-02-29'],
  ['13/13/2027', 'mdy', null],
  ['15 Foo 2027', 'dmy', null],
  ['', 'dmy', null],
  ['N-31234', 'dmy', null],
  ['01MAIN0000101', 'dmy', null],
  ['2027-02-30', 'dmy', null],
])('%j in the order %s is %s', (text, order, date) => {
  expect(readTypedDate(text, order, today)).toBe(date);
});

test('days count from the base date: a renewal from its due date', () => {
  const base = '2027-01-15' as CalendarDate;
  expect(readTypedDate('+14', 'dmy', today, base)).toBe('2027-01-29');
  expect(readTypedDate('15.1.', 'dmy', today, base)).toBe('2027-01-15');
});

test('the order follows the language; an unknown one counts as day, month, year', () => {
  expect([dateOrderOf('en-US'), dateOrderOf('en-GB'), dateOrderOf('de'), dateOrderOf('sv')]).toEqual([
    'mdy',
    'dmy',
    'dmy',
    'ymd',
  ]);
  expect(dateOrderOf('not a language')).toBe('dmy');
});

test.each(Object.entries(languages))('every date is parsed as %s displays it', (_, { locale }) => {
  for (const month of ['short', 'long'] as const) {
    const words = new Intl.DateTimeFormat(locale, {
      timeZone: 'UTC',
      day: 'numeric',
      month,
      year: 'numeric',
    });
    for (let date = '2027-01-01' as CalendarDate; date < '2028'; date = addDays(date, 9)) {
      const shown = words.format(new Date(`${date}T00:00:00Z`));
      expect(readTypedDate(shown, 'dmy', today), shown).toBe(date);
    }
  }
});

test('a date in our format, and an ISO date, is parsed; no typed text throws', () => {
  const dates = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10) as CalendarDate);
  const orders = fc.constantFrom<DateOrder>('dmy', 'mdy', 'ymd');
  checkProperty(
    fc.property(dates, orders, (date, order) => {
      expect(readTypedDate(formatDate(date), order, today)).toBe(date);
      expect(readTypedDate(date, order, today)).toBe(date);
    }),
  );
  checkProperty(
    fc.property(fc.string(), orders, (text, order) => {
      const date = readTypedDate(text, order, today);
      if (date !== null) expect(readTypedDate(date, order, today)).toBe(date);
    }),
  );
});
