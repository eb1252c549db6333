import { expect, test } from 'vitest';
import { hoursOf, weekOf } from '../../../../renderer/src/features/settings/week.ts';

test('a week’s table and its hours are each other’s', () => {
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
