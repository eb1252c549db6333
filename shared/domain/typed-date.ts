import { isCalendarDate } from './dates.ts';
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

/**
 * Reads a date as people type it: `2027-01-15`, `15 Jan 2027`, `Jan 15, 2027`, and in numbers as the language has it
 * (`15.1.2027`, `1/15/27`, `15/1`). A day without a year is the next such day.
 * @param today today's date at the library
 * @returns null for what is no date
 */
export const readTypedDate = (text: string, order: DateOrder, today: CalendarDate): CalendarDate | null => {
  const typed = text.trim().toLowerCase();
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
  const [day, month] = order === 'dmy' ? [first, second] : [second, first];
  return withYear(numbers[3], month, day, today);
};
