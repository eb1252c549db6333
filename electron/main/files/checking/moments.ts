import { isCalendarDate } from '../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';

const moment =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Reads a moment of a file: ISO 8601 with an offset. Without an offset, or for a date alone (its first minute), the library's zone
 * applies.
 * @param timeZone IANA zone of the library.
 * @returns the moment in UTC with milliseconds; null if the text is not a moment, or is out of range for the calendar of some zone.
 */
export const readInstant = (text: string, timeZone: string): Instant | null => {
  const match = moment.exec(text);
  if (!match) return null;
  const [, date = '', hours = '00', minutes = '00', seconds = '00', fraction = '', offset] = match;
  if (!isCalendarDate(date) || hours > '23' || minutes > '59' || seconds > '59') return null;
  const local = Date.parse(`${date}T${hours}:${minutes}:${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`);
  const shiftMs = offset === undefined ? zoneShiftMs(local, timeZone) : offsetMs(offset);
  if (shiftMs === null || Number.isNaN(shiftMs)) return null;
  const at = local - shiftMs;
  return at < earliest || at > latest ? null : (new Date(at).toISOString() as Instant);
};

// One day inside the years 1 to 9999, so that a moment has a four-digit year in every zone.
const earliest = Date.parse('0001-01-02T00:00:00Z');
const latest = Date.parse('9999-12-30T23:59:59.999Z');

/** How far an offset such as `+01:00` is ahead of UTC; null if it is not valid. */
const offsetMs = (offset: string): number | null => {
  if (offset === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(-2));
  if (hours > 14 || minutes > 59) return null;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** Returns the wall-clock time of a zone at a moment, in milliseconds as if it were UTC. */
export const wallClockMs = (at: number, timeZone: string): number => {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return Date.parse(
    `${parts['year']?.padStart(4, '0')}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}:${parts['second']}Z`,
  );
};

// Cached: a table repeats the same days, and computing a shift takes as long as storing a row.
const shifts = new Map<string, number>();
const maxShifts = 5_000;

/** How far ahead of UTC the zone's clocks are when they show `local` (milliseconds as if it were UTC). */
const zoneShiftMs = (local: number, timeZone: string): number => {
  const key = `${timeZone} ${local}`;
  let shift = shifts.get(key);
  if (shift !== undefined) return shift;
  if (shifts.size >= maxShifts) shifts.clear();
  shifts.set(key, (shift = computeShiftMs(local, timeZone)));
  return shift;
};

const computeShiftMs = (local: number, timeZone: string): number => {
  const wholeSeconds = Math.floor(local / 1000) * 1000;
  const first = wallClockMs(wholeSeconds, timeZone) - wholeSeconds;
  // The shift at the guessed moment; the second pass is right for the hours around a clock change.
  return wallClockMs(wholeSeconds - first, timeZone) - (wholeSeconds - first);
};
