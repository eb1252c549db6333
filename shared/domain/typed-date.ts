import { addDays, isCalendarDate } from './dates.ts';
import type { CalendarDate } from './ids.ts';

/** In which order a language writes day, month and year in numbers. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;

/** The order of a language, `mdy` for `en-US`. A language that the machine does not know counts as `dmy`. */
export const dateOrderOf = (language: string): DateOrder => {
  let parts: Intl.DateTimeFormatPart[];
  try {
    parts = new Intl.DateTimeFormat(language).formatToParts(new Date(Date.UTC(2027, 0, 15)));
  } catch {
    return 'dmy';
  }
  const letters = parts.map(({ type }) => (/^(?:day|month|year)$/.test(type) ? type.charAt(0) : '')).join('');
  return letters === 'mdy' || letters === 'ymd' ? letters : 'dmy';
};

const dateOf = (year: number, month: number, day: number): CalendarDate | null => {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isCalendarDate(text) ? text : null;
};

/** `27` is 2027; a year without a number is the one in which the day comes next. */
const withYear = (
  year: string | undefined,
  month: number,
  day: number,
  today: CalendarDate,
): CalendarDate | null => {
  if (year !== undefined) return dateOf(year.length === 2 ? 2000 + Number(year) : Number(year), month, day);
  const thisYear = Number(today.slice(0, 4));
  const date = dateOf(thisYear, month, day);
  return date !== null && date >= today ? date : dateOf(thisYear + 1, month, day);
};

const daysIn = { d: 1, w: 7 } as const;

/** `+14` and `14d` are fourteen days on, `2w` and `+2w` two weeks; null for what counts no days. */
const daysAhead = (typed: string): number | null => {
  const counted = /^(?:\+\s*(?<days>\d{1,4})|\+?\s*(?<count>\d{1,3})\s*(?<unit>[dw])[a-z]*)$/u.exec(typed);
  if (!counted) return null;
  const { days, count, unit } = counted.groups ?? {};
  return days === undefined ? Number(count) * daysIn[unit as keyof typeof daysIn] : Number(days);
};

/**
 * Reads a date as people type it: `2027-01-15`, `15 Jan 2027`, `Jan 15, 2027`, and in numbers as the language has it
 * (`1/15/27`, `15/1`; with points the day always comes first, `15.1.`). A day without a year is the next such day. `+14` and `2w` count
 * from a day on.
 * @param today today's date at the library
 * @param base the day from which days are counted; left out, today
 * @returns null for what is no date
 */
export const readTypedDate = (
  text: string,
  order: DateOrder,
  today: CalendarDate,
  base = today,
): CalendarDate | null => {
  const typed = text.trim().toLowerCase();
  const ahead = daysAhead(typed);
  if (ahead !== null) return addDays(base, ahead);
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(typed);
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const named =
    /^(?<day>\d{1,2})[.\s-]*(?<month>[a-z]{3,9})[.,\s-]*(?<year>\d{4}|\d{2})?$/.exec(typed) ??
    /^(?<month>[a-z]{3,9})[.\s]*(?<day>\d{1,2})[,\s]*(?<year>\d{4}|\d{2})?$/.exec(typed);
  if (named) {
    const { day = '', month = '', year } = named.groups ?? {};
    const number = months.findIndex((name) => month.startsWith(name)) + 1;
    return number === 0 ? null : withYear(year, number, Number(day), today);
  }
  const numbers = /^(\d{1,2})[./\s-]+(\d{1,2})(?:[./\s-]+(\d{4}|\d{2}))?[.]?$/.exec(typed);
  if (!numbers) return null;
  const [first, second] = [Number(numbers[1]), Number(numbers[2])];
  // Nobody writes points with the month in front.
  const isDayFirst = order === 'dmy' || /^\d{1,2}\.\s*\d/u.test(typed);
  const [day, month] = isDayFirst ? [first, second] : [second, first];
  return withYear(numbers[3], month, day, today);
};
