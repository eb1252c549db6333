import { expect, test } from 'vitest';
import { readInstant } from '../../../../electron/main/files/checking/moments.ts';

test.for<readonly [text: string, timeZone: string, instant: string | null]>([
  ['2026-11-02T09:30:00Z', 'America/New_York', '2026-11-02T09:30:00.000Z'],
  ['2026-11-02T09:30:00.123456+01:00', 'America/New_York', '2026-11-02T08:30:00.123Z'],
  ['2026-11-02 09:30 -0530', 'Europe/London', '2026-11-02T15:00:00.000Z'],
  ['2026-11-02T09:30', 'America/New_York', '2026-11-02T14:30:00.000Z'],
  ['2026-07-02T09:30', 'America/New_York', '2026-07-02T13:30:00.000Z'],
  ['2026-11-02', 'Asia/Kolkata', '2026-11-01T18:30:00.000Z'],
  // The day on which clocks go back: before and after the change.
  ['2026-11-01T00:30', 'America/New_York', '2026-11-01T04:30:00.000Z'],
  ['2026-11-01T03:30', 'America/New_York', '2026-11-01T08:30:00.000Z'],
  ['2026-02-30T09:30:00Z', 'UTC', null],
  ['2026-02-03T24:30:00Z', 'UTC', null],
  ['2026-02-03T23:60:00Z', 'UTC', null],
  ['2026-02-03T23:00:00+15:00', 'UTC', null],
  ['3 Feb 2026', 'UTC', null],
  ['', 'UTC', null],
])('%s in %s', ([text, timeZone, instant]) => {
  expect(readInstant(text, timeZone)).toBe(instant);
});
