import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, daysBetween } from '../../../shared/domain/dates.ts';
import { holdUntil } from '../../../shared/domain/hold-shelf.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';
import { loanPeriod } from '../../../shared/domain/loan-period.ts';
import { playLots } from '../../support/lots.ts';

const today = '2026-11-25' as CalendarDate;

test.each([
  ['2027-01-15', '2027-01-12'],
  ['2026-11-28', '2026-11-25'],
  ['2026-11-26', '2026-11-25'],
  ['2026-11-01', '2026-11-25'],
  [null, '2026-12-20'],
] as const)('due on %s it waits until %s', (dueOn, until) => {
  expect(holdUntil({ today, dueOn: dueOn as CalendarDate | null, deliveryDays: 3, loanDays: 28 })).toBe(
    until,
  );
});

test('it never ends before today, and otherwise leaves the parcel its days', () => {
  playLots(
    fc.property(
      fc.integer({ min: -400, max: 400 }),
      fc.integer({ min: 1, max: 365 }),
      (due, deliveryDays) => {
        const dueOn = addDays(today, due);
        const until = holdUntil({ today, dueOn, deliveryDays, loanDays: 28 });
        expect(until >= today).toBe(true);
        if (until > today) expect(daysBetween(until, dueOn)).toBe(deliveryDays);
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
] as const)('a loan of what the partner wants back on %s', (dueOn, period) => {
  expect(loanPeriod({ today, dueOn: dueOn as CalendarDate | null, loanDays: 28 })).toEqual(period);
});
