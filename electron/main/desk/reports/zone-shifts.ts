import { instantOf } from '../../../../shared/domain/dates.ts';
import type { ZoneShift } from './kept-sums.queries.ts';

/** Requests are neither older nor newer; before and after, the first and the last shift hold. */
const firstYear = 1970;
const lastYear = 2070;
const msPerMinute = 60_000;
const msPerDay = 86_400_000;

const shiftReader = (timeZone: string): ((atMs: number) => number) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (atMs) => {
    const part = Object.fromEntries(
      format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part;
    return Math.round((Date.UTC(year, month - 1, day, hour, minute) - atMs) / msPerMinute);
  };
};

/** By how many minutes the clocks of an IANA time zone differ from UTC, from when on each: the changes of a century, to the minute. */
export const zoneShifts = (timeZone: string): readonly ZoneShift[] => {
  const shiftAt = shiftReader(timeZone);
  const end = Date.UTC(lastYear, 0);
  let atMs = Date.UTC(firstYear, 0);
  let minutes = shiftAt(atMs);
  const shifts: ZoneShift[] = [{ from: '', minutes }];
  // Zones change for a month at least, in Ramadan too.
  for (let nextMs = atMs + 20 * msPerDay; nextMs < end; nextMs += 20 * msPerDay) {
    const next = shiftAt(nextMs);
    if (next !== minutes) {
      const from = firstMinuteOf(shiftAt, next, atMs, nextMs);
      shifts.push({ from: instantOf(new Date(from)), minutes: next });
      minutes = next;
    }
    atMs = nextMs;
  }
  return shifts;
};

/** The first minute after `fromMs` at which the shift is this one, which it is at `toMs`. */
const firstMinuteOf = (
  shiftAt: (atMs: number) => number,
  shift: number,
  fromMs: number,
  toMs: number,
): number => {
  let [low, high] = [fromMs / msPerMinute, toMs / msPerMinute];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (shiftAt(middle * msPerMinute) === shift) high = middle;
    else low = middle;
  }
  return high * msPerMinute;
};
