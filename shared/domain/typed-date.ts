import { languages } from '../words/languages.ts';
import { addDays, isCalendarDate } from './dates.ts';
import type { CalendarDate } from './ids.ts';

/** The order in which a language writes day, month and year in numbers. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** Without accents and points, as most people type it. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}|\./gu, '')
    .toLowerCase();

/** The names of the months in every language of the program, whole and as dates have them: a list each. */
const nameLists = (): readonly (readonly string[])[] =>
  Object.values(languages).flatMap(({ locale }) =>
    (['long', 'short'] as const).map((length) => {
      const words = new Intl.DateTimeFormat(locale, { month: length, timeZone: 'UTC' });
      return Array.from({ length: 12 }, (_, month) => plain(words.format(Date.UTC(2027, month, 15))));
    }),
  );

let lists: ReturnType<typeof nameLists> | undefined;

/** The number of the month whose name begins so; 0 for none. */
const monthOf = (typed: string): number => {
  lists ??= nameLists();
  const places = lists.map((names) => names.findIndex((name) => name.startsWith(plain(typed))));
  return (places.find((place) => place >= 0) ?? -1) + 1;
};

/** Returns the order of a language, `mdy` for `en-US`. An unknown language counts as `dmy`. */
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

/** `27` is 2027; without a year, the next such day is meant. */
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

/** Parses `+14` and `14d` as fourteen days ahead, `2w` and `+2w` as two weeks; null for anything else. */
const daysAhead = (typed: string): number | null => {
  const counted = /^(?:\+\s*(?<days>\d{1,4})|\+?\s*(?<count>\d{1,3})\s*(?<unit>[dw])[a-z]*)$/u.exec(typed);
  if (!counted) return null;
  const { days, count, unit } = counted.groups ?? {};
  return days === undefined ? Number(count) * daysIn[unit as keyof typeof daysIn] : Number(days);
};

/**
 * Parses a date as people type it: `2027-01-15`, `15 Jan 2027`, `Jan 15, 2027`, with the month in any language of the program, and in
 * numbers as the language writes it (`1/15/27`, `15/1`; with full stops the day always comes first, `15.1.`). A day without a year is
 * the next such day. `+14` and `2w` count from a base day.
 * @param today today's date at the library
 * @param base the day from which days are counted; defaults to today
 * @returns null if it is not a date
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
    /^(?<day>\d{1,2})[.\s-]*(?:de\s+)?(?<month>\p{L}{3,10})[.,\s-]*(?:de\s+)?(?<year>\d{4}|\d{2})?$/u.exec(
      typed,
    ) ?? /^(?<month>\p{L}{3,10})[.\s]*(?<day>\d{1,2})[,\s]*(?<year>\d{4}|\d{2})?$/u.exec(typed);
  if (named) {
    const { day = '', month = '', year } = named.groups ?? {};
    const number = monthOf(month);
    return number === 0 ? null : withYear(year, number, Number(day), today);
  }
  const numbers = /^(\d{1,2})[./\s-]+(\d{1,2})(?:[./\s-]+(\d{4}|\d{2}))?[.]?$/.exec(typed);
  if (!numbers) return null;
  const [first, second] = [Number(numbers[1]), Number(numbers[2])];
  // Dates with full stops never begin with the month.
  const isDayFirst = order === 'dmy' || /^\d{1,2}\.\s*\d/u.test(typed);
  const [day, month] = isDayFirst ? [first, second] : [second, first];
  return withYear(numbers[3], month, day, today);
};
