import { isOpenOn, weekdayOf, type Calendar } from '../../../shared/domain/calendar.ts';
import { calendarDateIn } from '../../../shared/domain/dates.ts';

/** Opening hours on a weekday (1 is Monday): `09:00` to `18:00`. */
type Hours = { readonly weekday: number; readonly opens: string; readonly closes: string };

/** Hours of a library that has set none, on every day. */
const usual = { opens: '07:00', closes: '21:00' };

const clockIn = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);

/**
 * Whether a library is open at a moment.
 * @param hours its opening hours; none: it has set none, and its days from 7 to 21 count as open.
 */
export const isOpenAt = (
  at: Date,
  timeZone: string,
  hours: readonly Hours[],
  closedDays: Calendar['closedDays'],
): boolean => {
  const day = calendarDateIn(at, timeZone);
  if (!isOpenOn(day, { openWeekdays: hours.map(({ weekday }) => weekday), closedDays })) return false;
  const clock = clockIn(at, timeZone);
  const today = hours.length === 0 ? [usual] : hours.filter(({ weekday }) => weekday === weekdayOf(day));
  return today.some(({ opens, closes }) => opens <= clock && clock < closes);
};
