import { locale } from '../words/language.ts';
import type { CalendarDate, Instant } from './ids.ts';
import { t } from '../words/words.ts';

const msPerDay = 86_400_000;
const msPerMinute = 60_000;

// Cached: creating a formatter takes a hundred times as long as using it, and lists show hundreds of dates.
const formatters = new Map<string, Intl.DateTimeFormat>();

const formatter = (
  tag: string,
  parts: Intl.DateTimeFormatOptions & { readonly timeZone: string },
): Intl.DateTimeFormat => {
  const key = `${tag} ${parts.timeZone} ${parts.month ?? ''} ${Object.keys(parts).join(' ')}`;
  let found = formatters.get(key);
  if (!found) formatters.set(key, (found = new Intl.DateTimeFormat(tag, parts)));
  return found;
};

/** The first and the last calendar date: years have four digits. */
const firstDate = '0001-01-01' as CalendarDate;
const lastDate = '9999-12-31' as CalendarDate;
const firstMonthEnds = Date.parse('0001-02-01T00:00:00Z');

const daysOfMonths: readonly number[] = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const daysOfFebruary = (year: number): number =>
  year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;

/** Whether the text is an existing calendar date `YYYY-MM-DD` of the years 1 to 9999. */
export const isCalendarDate = (text: string): text is CalendarDate => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  // By hand: files contain millions of dates.
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  return (
    year > 0 &&
    month > 0 &&
    day > 0 &&
    day <= (month === 2 ? daysOfFebruary(year) : (daysOfMonths[month] ?? 0))
  );
};

/** Returns the calendar date of a moment in an IANA time zone; the first or last date for moments outside the years 1 to 9999. */
export const calendarDateIn = (at: Date, timeZone: string): CalendarDate => {
  const text = formatter('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
  if (text.length === lastDate.length) return text as CalendarDate;
  if (text.length > lastDate.length) return lastDate;
  // Early years have fewer digits, and the year before year 1 is also formatted as 1.
  const date = text.padStart(lastDate.length, '0') as CalendarDate;
  return at.getTime() < firstMonthEnds && date > '0001-11' ? firstDate : date;
};

/** Returns a moment as we store it: UTC, with milliseconds. */
export const instantOf = (at: Date): Instant => at.toISOString() as Instant;

/** Returns the start of the day of `at` in an IANA time zone. If clocks jump at midnight, the day starts at 01:00. */
export const startOfDay = (at: Date, timeZone: string): Instant => {
  const today = calendarDateIn(at, timeZone);
  let start = Math.floor(at.getTime() / msPerMinute) * msPerMinute;
  // Offsets change on quarters of an hour: first coarse steps back, then fine ones.
  for (const stepMs of [60 * msPerMinute, 15 * msPerMinute, msPerMinute])
    while (calendarDateIn(new Date(start - stepMs), timeZone) === today) start -= stepMs;
  return instantOf(new Date(start));
};

/** Returns the start of a calendar date in an IANA time zone. Far east of Greenwich, noon UTC may already be the next day. */
export const startOfDate = (date: CalendarDate, timeZone: string): Instant => {
  const noon = new Date(`${date}T12:00:00Z`);
  return startOfDay(calendarDateIn(noon, timeZone) === date ? noon : new Date(`${date}T00:00:00Z`), timeZone);
};

/** Returns the whole days from one calendar date to another; negative if `to` is earlier. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / msPerDay);

/**
 * Returns the calendar date a number of days after another; before it if `days` is negative. Outside the years 1 to 9999 it is the first or
 * last date: files use 9999-12-31 for “never”.
 */
export const addDays = (date: CalendarDate, days: number): CalendarDate => {
  const at = new Date(Date.parse(`${date}T00:00:00Z`) + days * msPerDay);
  const year = at.getUTCFullYear();
  if (year < 1) return firstDate;
  return year > 9999 ? lastDate : (at.toISOString().slice(0, 10) as CalendarDate);
};

/** Returns `15 Jan 2027`, in the language of the program. */
export const formatDate = (date: CalendarDate): string =>
  formatter(locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(new Date(`${date}T00:00:00Z`));

/** Returns `15 January 2027`, as used in a letter. @param tag the language of the letter, as a BCP 47 tag */
export const formatDateInFull = (date: CalendarDate, tag: string): string =>
  formatter(tag, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(new Date(`${date}T00:00:00Z`));

/** Returns `15 Jan`, with the year if it is not the current one. */
export const formatDayOf = (date: CalendarDate, today: CalendarDate): string =>
  date.slice(0, 4) === today.slice(0, 4)
    ? formatter(locale, { timeZone: 'UTC', day: 'numeric', month: 'short' }).format(
        new Date(`${date}T00:00:00Z`),
      )
    : formatDate(date);

/** Returns `15 Jan 2027, 10:42` in an IANA time zone; without the time if a file named the day alone (`isWholeDay`). */
export const formatInstant = (at: Instant, timeZone: string): string =>
  isWholeDay(at, timeZone)
    ? formatDate(calendarDateIn(new Date(at), timeZone))
    : formatter(locale, {
        timeZone,
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
      }).format(new Date(at));

/** Whether it is midnight sharp: then a file named the day alone. */
const isWholeDay = (at: Instant, timeZone: string): boolean =>
  /:00(?:\.0+)?Z$/u.test(at) &&
  startOfDate(calendarDateIn(new Date(at), timeZone), timeZone) === new Date(at).toISOString();

/** Returns `10:42` in an IANA time zone. */
export const formatTime = (at: Instant, timeZone: string): string =>
  formatter(locale, { timeZone, hour: '2-digit', minute: '2-digit' }).format(new Date(at));

/** The span in days, or in weeks, months or years if there are many. */
const spanOf = (days: number): readonly [number, 'day' | 'week' | 'month' | 'year'] => {
  if (days < 14) return [days, 'day'];
  if (days < 60) return [Math.round(days / 7), 'week'];
  return days < 730 ? [Math.round(days / 30.44), 'month'] : [Math.round(days / 365.25), 'year'];
};

// Created at its first use: that takes ten milliseconds, which each start would otherwise wait.
let relative: Intl.RelativeTimeFormat | null = null;

/** Returns `in 7 weeks`, `tomorrow`, `3 days ago`: the distance of a calendar date from today. */
export const relativeDate = (date: CalendarDate, today: CalendarDate): string => {
  const days = daysBetween(today, date);
  const [span, unit] = spanOf(Math.abs(days));
  relative ??= new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return relative.format(days < 0 ? -span : span, unit);
};

/** Returns how long ago a day was: `3 weeks`. */
export const spanWords = (date: CalendarDate, today: CalendarDate): string => {
  const [span, unit] = spanOf(daysBetween(date, today));
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(span);
};

/** Returns how long a day has passed: `3 weeks overdue`. */
export const overdueWords = (date: CalendarDate, today: CalendarDate): string =>
  t('{span} overdue', { span: spanWords(date, today) });
