import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DayOrder } from '../../../../shared/domain/intake/outside-day.ts';
import { isAmbiguousDay, dayOrderOf, readOutsideDay } from '../../../../shared/domain/intake/outside-day.ts';
import { checkProperty } from '../../../support/check-property.ts';

const day = (date: string, time = '', offset = ''): object => ({ date, time, offset });

test.each<[text: string, order: DayOrder | null, unknown]>([
  ['2027-01-15', null, day('2027-01-15')],
  ['2027-01-15T09:30:00Z', null, day('2027-01-15', '09:30:00', 'Z')],
  ['2020-06-15T18:34:44.98', null, day('2020-06-15', '18:34:44')],
  ['2027-01-15 23:59:00+01:00', null, day('2027-01-15', '23:59:00', '+01:00')],
  ['2/29/2012', 'mdy', day('2012-02-29')],
  ['10/2/2026 9:05:00 AM', 'mdy', day('2026-10-02', '09:05:00')],
  ['10/2/2026 12:05 am', 'mdy', day('2026-10-02', '00:05:00')],
  ['03/04/2026', 'dmy', day('2026-04-03')],
  ['03/04/2026', 'mdy', day('2026-03-04')],
  ['03/04/2026', null, 'ambiguous'],
  ['04/04/2026', null, day('2026-04-04')],
  ['13/04/2026', null, day('2026-04-13')],
  ['02.10.2026', 'mdy', day('2026-10-02')],
  ['2.10.26, 14:05 Uhr', null, day('2026-10-02', '14:05:00')],
  ['28-07-85', 'dmy', day('1985-07-28')],
  ['15 Jan 2027', null, day('2027-01-15')],
  ['3-Nov-26', null, day('2026-11-03')],
  ['Nov 3, 2026 1:45 PM', null, day('2026-11-03', '13:45:00')],
  ['Mon, 3 Nov 2026 10:00:00 GMT', null, day('2026-11-03', '10:00:00', 'Z')],
  ['3. März 2026', null, day('2026-03-03')],
  ['12 de enero de 2027', null, day('2027-01-12')],
  ['1er', null, null],
  ['14 août 2026', null, day('2026-08-14')],
  ['7 dicembre 2026', null, day('2026-12-07')],
  ['20270115', null, day('2027-01-15')],
  ['42552.73476', null, day('2016-07-01', '17:38:03')],
  ['46037', null, day('2026-01-15')],
  ['0000-00-00', null, 'none'],
  ['-', null, 'none'],
  ['NULL', null, 'none'],
  ['', null, 'none'],
  ['31/02/2026', 'dmy', null],
  ['as soon as possible', null, null],
  ['13/13/2026', 'dmy', null],
])('%s with %s', (text, order, read) => {
  expect(readOutsideDay(text, order)).toEqual(read);
});

test('a date number in an old workbook counts from 1904', () => {
  expect(readOutsideDay('44500', null, true)).toEqual(day('2025-11-01'));
});

test('dates reveal the order in which they are written, or nothing', () => {
  expect(
    ['13/1/2026', '1/13/2026', '1.2.2026', '1/2/2026 3:00 PM', '1/2/2026', '2026-01-02'].map(dayOrderOf),
  ).toEqual(['dmy', 'mdy', 'dmy', 'mdy', null, null]);
  expect(['1/2/2026', '2/2/2026', '13/2/2026', '2026-01-02'].map(isAmbiguousDay)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('every date is parsed in either order, with any separator', () => {
  checkProperty(
    fc.property(
      fc.date({ min: new Date('1970-01-01'), max: new Date('2069-12-31'), noInvalidDate: true }),
      fc.constantFrom<DayOrder>('dmy', 'mdy'),
      fc.constantFrom('/', '-'),
      fc.boolean(),
      (at, order, sign, short) => {
        const date = at.toISOString().slice(0, 10);
        const [year = '', month = '', dayOfMonth = ''] = date.split('-');
        const parts = order === 'dmy' ? [dayOfMonth, month] : [month, dayOfMonth];
        const text = [...parts, short ? year.slice(2) : year].join(sign);
        expect(readOutsideDay(text, order)).toEqual(day(date));
      },
    ),
  );
});

test('no text makes it throw', () => {
  checkProperty(fc.property(fc.string(), (text) => void readOutsideDay(text, 'dmy')));
});
