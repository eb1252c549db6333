import { locale } from '../words/language.ts';
import type { CalendarDate, Instant } from './ids.ts';
import { t } from '../words/words.ts';

const msPerDay = 86_400_000;
const msPerMinute = 60_000;

// To make a formatter takes a hundred times as long as to use it, and lists show hundreds of dates.
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

/** The first and the last calendar date: dates have four digits for the year. */
const firstDate = '0001-01-01' as CalendarDate;
const lastDate = '9999-12-31' as CalendarDate;
const firstMonthEnds = Date.parse('0001-02-01T00:00:00Z');

const daysOfMonths: readonly number[] = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const daysOfFebruary = (year: number): number =>
  year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;

/** Whether the text is an existing calendar date `YYYY-MM-DD` of the years 1 to 9999. */
export const isCalendarDate = (text: string): text is CalendarDate => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  // By hand: files have millions of dates.
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  return (
    year > 0 &&
    month > 0 &&
    day > 0 &&
    day <= (month === 2 ? daysOfFebruary(year) : (daysOfMonths[month] ?? 0))
  );
};

/** The calendar date of a moment in an IANA time zone; the first or last one for moments outside of the years 1 to 9999. */
export const calendarDateIn = (at: Date, timeZone: string): CalendarDate => {
  const text = formatter('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
  if (text.length === lastDate.length) return text as CalendarDate;
  if (text.length > lastDate.length) return lastDate;
  // Early years come with fewer digits; the year before the first one is called 1, too.
  const date = text.padStart(lastDate.length, '0') as CalendarDate;
  return at.getTime() < firstMonthEnds && date > '0001-11' ? firstDate : date;
};

/** A moment as we store it: UTC, with milliseconds. */
export const instantOf = (at: Date): Instant => at.toISOString() as Instant;

/**
 * The moment at which the day of `at` began in an IANA time zone.
 * A day that begins at 01:00 because clocks jump at midnight begins then.
 */
export const startOfDay = (at: Date, timeZone: string): Instant => {
  const today = calendarDateIn(at, timeZone);
  let start = Math.floor(at.getTime() / msPerMinute) * msPerMinute;
  // Zones change their offset on quarters of an hour: coarse steps back, then fine ones.
  for (const stepMs of [60 * msPerMinute, 15 * msPerMinute, msPerMinute])
    while (calendarDateIn(new Date(start - stepMs), timeZone) === today) start -= stepMs;
  return instantOf(new Date(start));
};

/** The moment at which a calendar date begins in an IANA time zone. East of Greenwich noon there may be the next day already. */
export const startOfDate = (date: CalendarDate, timeZone: string): Instant => {
  const noon = new Date(`${date}T12:00:00Z`);
  return startOfDay(calendarDateIn(noon, timeZone) === date ? noon : new Date(`${date}T00:00:00Z`), timeZone);
};

/** Whole days from one calendar date to another; negative when `to` is earlier. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / msPerDay);

/**
 * The calendar date that is so many days after another; before it when `days` is negative. Beyond the years 1 to 9999 it is the
 * first or last date: files know “never” as 9999-12-31.
 */
export const addDays = (date: CalendarDate, days: number): CalendarDate => {
  const at = new Date(Date.parse(`${date}T00:00:00Z`) + days * msPerDay);
  const year = at.getUTCFullYear();
  if (year < 1) return firstDate;
  return year > 9999 ? lastDate : (at.toISOString().slice(0, 10) as CalendarDate);
};

/** `15 Jan 2027`, as the language of the program writes it. */
export const formatDate = (date: CalendarDate): string =>
  formatter(locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(new Date(`${date}T00:00:00Z`));

/** `15 January 2027`, as a letter has it. @param tag the language of the letter, as a tag of BCP 47 */
export const formatDateInFull = (date: CalendarDate, tag: string): string =>
  formatter(tag, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(new Date(`${date}T00:00:00Z`));

/** `15 Jan`, with the year where it is another one than today's. */
export const formatDayOf = (date: CalendarDate, today: CalendarDate): string =>
  date.slice(0, 4) === today.slice(0, 4)
    ? formatter(locale, { timeZone: 'UTC', day: 'numeric', month: 'short' }).format(
        new Date(`${date}T00:00:00Z`),
      )
    : formatDate(date);

/** `15 Jan 2027, 10:42` in an IANA time zone. */
export const formatInstant = (at: Instant, timeZone: string): string =>
  formatter(locale, {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(at));

/** `10:42` in an IANA time zone. */
export const formatTime = (at: Instant, timeZone: string): string =>
  formatter(locale, { timeZone, hour: '2-digit', minute: '2-digit' }).format(new Date(at));

/** How people say it: the days between, or weeks, months, years where there are many. */
const spanOf = (days: number): readonly [number, 'day' | 'week' | 'month' | 'year'] => {
  if (days < 14) return [days, 'day'];
  if (days < 60) return [Math.round(days / 7), 'week'];
  return days < 730 ? [Math.round(days / 30.44), 'month'] : [Math.round(days / 365.25), 'year'];
};

const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

/** `in 7 weeks`, `tomorrow`, `3 days ago`: how far a calendar date is from today, as people say it. */
export const relativeDate = (date: CalendarDate, today: CalendarDate): string => {
  const days = daysBetween(today, date);
  const [span, unit] = spanOf(Math.abs(days));
  return relative.format(days < 0 ? -span : span, unit);
};

/** How long ago a day is: `3 weeks`. */
export const spanWords = (date: CalendarDate, today: CalendarDate): string => {
  const [span, unit] = spanOf(daysBetween(date, today));
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(span);
};

/** How long a day in the past is over: `3 weeks overdue`. */
export const overdueWords = (date: CalendarDate, today: CalendarDate): string =>
  t('{span} overdue', { span: spanWords(date, today) });
