import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedMoments } from '../../../../../electron/main/desk/queries/list/cube-day.ts';
import { createdSpanOf, listDayAt } from '../../../../../shared/domain/request-list.ts';
import { checkProperty } from '../../../../support/check-property.ts';

test('only instants affected by a change of day are recounted, in every time zone and after a change of zone', () => {
  const zones = ['UTC', 'Europe/London', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Kathmandu'];
  const anyDay = fc
    .tuple(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 23 }), fc.constantFrom(...zones))
    .map(([days, hour, zone]) => listDayAt(new Date(Date.UTC(2026, 0, 1 + days, hour, 30)), zone));
  checkProperty(
    fc.property(anyDay, anyDay, fc.integer({ min: -1_000, max: 21_000 }), (was, is, hours) => {
      const at = new Date(Date.UTC(2026, 0, 1, hours, 15)).toISOString();
      const times = changedMoments(was, is).filter(([from, to]) => at >= from && at <= to).length;
      expect(times).toBeLessThanOrEqual(1);
      if (createdSpanOf(at, was) !== createdSpanOf(at, is)) expect(times).toBe(1);
    }),
    { numRuns: 300 },
  );
});

test('a week begins on Monday, even in the previous month, and a day begins in the library’s time zone', () => {
  const of = (now: string, zone: string) => {
    const { today, dayStart, weekStart, monthStart } = listDayAt(new Date(now), zone);
    return [today, dayStart, weekStart, monthStart].map((text) => text.slice(0, 16));
  };
  expect(of('2026-12-02T10:00:00Z', 'UTC')).toEqual([
    '2026-12-02',
    '2026-12-02T00:00',
    '2026-11-30T00:00',
    '2026-12-01T00:00',
  ]);
  // Sunday evening there, in a week in which the clocks changed.
  expect(of('2026-11-02T05:00:00Z', 'America/Los_Angeles')).toEqual([
    '2026-11-01',
    '2026-11-01T07:00',
    '2026-10-26T07:00',
    '2026-11-01T07:00',
  ]);
});
