import { expect, test } from 'vitest';
import { hoursOf, copyMondayToWorkdays, weekOf } from '../../../../renderer/src/pages/settings/week.ts';

test('converting hours to a table and back returns the same hours', () => {
  const hours = [
    { weekday: 1, opens: '08:30', closes: '17:00' },
    { weekday: 7, opens: '13:00', closes: '16:00' },
  ];
  expect(hoursOf(weekOf(hours))).toEqual(hours);
  expect(weekOf(hours).days.map(({ isOpen }) => isOpen)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
    true,
  ]);
  expect(hoursOf(weekOf([]))).toEqual([]);
});

test('one click copies Monday’s hours to all workdays, or default hours if Monday is closed, and leaves the weekend', () => {
  const hours = [
    { weekday: 1, opens: '08:30', closes: '18:00' },
    { weekday: 6, opens: '10:00', closes: '12:00' },
  ];
  expect(hoursOf({ days: copyMondayToWorkdays(weekOf(hours).days) })).toEqual([
    ...[1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '08:30', closes: '18:00' })),
    { weekday: 6, opens: '10:00', closes: '12:00' },
  ]);
  expect(hoursOf({ days: copyMondayToWorkdays(weekOf([]).days) })).toEqual(
    [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '09:00', closes: '17:00' })),
  );
});
