import { calendarDateIn, instantOf, isCalendarDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate, Instant } from '../../../../shared/domain/ids.ts';

const shape =
  /^(?<day>\d{4}-\d\d-\d\d)(?:T(?<time>\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(?<zone>Z|[+-]\d\d:?\d\d)?)?(?<dayZone>Z|[+-]\d\d:?\d\d)?$/;
const isTime = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d|$)/;
const isZone = /^(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/;

/**
 * Returns a date as XML Schema's `dateTime` writes it, with the offset that the peer wrote, or null if it names none: peers write the year 1
 * for an unknown date, offsets without a colon, times without seconds, and days without a time. An
 * offset may lead out of the year 9999.
 */
export const readDateTime = (text: string): string | null => {
  const { day, time = '00:00:00', zone = '' } = shape.exec(text)?.groups ?? {};
  if (day === undefined || !isCalendarDate(day) || day < '0002' || day > '9998' || !isTime.test(time))
    return null;
  const offset = zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  return offset === '' || isZone.test(offset)
    ? `${day}T${time.length === 5 ? `${time}:00` : time}${offset}`
    : null;
};

/** Returns the moment of a date that `readDateTime` returned; one without an offset is taken as UTC. */
export const momentOf = (dateTime: string): Instant =>
  instantOf(new Date(/(?:Z|[+-]\d\d:\d\d)$/.test(dateTime) ? dateTime : `${dateTime}Z`));

/**
 * Returns the day that a peer means by a date. With an offset, or without any, it is the day as written. In UTC it is the day in the
 * library's time zone, unless it is the first or the last minute of the day: then the peer named a day alone.
 */
export const dayOf = (dateTime: string, timeZone: string): CalendarDate => {
  const written = dateTime.slice(0, 10) as CalendarDate;
  if (!dateTime.endsWith('Z') || /T(?:00:00|23:59):/.test(dateTime)) return written;
  return calendarDateIn(new Date(dateTime), timeZone);
};
