import { isCalendarDate } from '../dates.ts';

/** The orders of day and month in numeric dates of a file. */
export const dayOrders = ['dmy', 'mdy'] as const;
export type DayOrder = (typeof dayOrders)[number];

/** A date in a file, with its time if there is one: `offset` is `Z`, `+01:00`, or empty for the library's own time zone. */
type OutsideDay = { readonly date: string; readonly time: string; readonly offset: string };

/** The result of parsing: a date; `none` for text that means no date; `ambiguous` if the order is needed but unknown; otherwise null. */
export type ReadDay = OutsideDay | 'none' | 'ambiguous' | null;

const monthWords: readonly string[] = [
  'jan ene genn gen janv',
  'feb fev fevr febb fevrier febbraio fevereiro',
  'mar mrz mars marz maerz mrt maart',
  'apr abr avr aprile avril abril',
  'may mai mag maggio mayo mei',
  'jun juin giu giugno',
  'jul juil lug luglio juillet',
  'aug ago aou aout agosto',
  'sep set sett sept',
  'oct okt ott out',
  'nov',
  'dec dez dic',
];

const monthOf = (word: string): number => {
  const plain = word.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  const exact = monthWords.findIndex((words) => words.split(' ').includes(plain));
  if (exact !== -1) return exact + 1;
  if (plain.length < 3) return 0;
  return (
    monthWords.findIndex((words) =>
      words.split(' ').some((known) => known.length >= 3 && plain.startsWith(known)),
    ) + 1
  );
};

/** `27` is 2027, `85` is 1985: no one requests a loan until 2085. */
const fullYear = (text: string): number => {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
};

const dateOf = (year: number, month: number, day: number): string | null => {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isCalendarDate(text) ? text : null;
};

const timeText =
  /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?\s*([ap]\.?\s?m\.?)?\s*(?:uhr)?\s*(z|(?:utc|gmt)?\s?[+-]\d{2}:?\d{2}|utc|gmt|[a-z]{3,4})?$/i;

/** Parses a time of day to `hh:mm:ss`, with its offset. Empty text: none. Null if it is not a time. */
const readTime = (text: string): Pick<OutsideDay, 'time' | 'offset'> | null => {
  const rest = text.replace(/^[\s,T]+/i, '').trim();
  if (rest === '') return { time: '', offset: '' };
  const match = timeText.exec(rest);
  if (!match) return null;
  const [, hourText = '', minutes = '', seconds = '00', half = '', zone = ''] = match;
  let hours = Number(hourText);
  if (half !== '') {
    if (hours > 12) return null;
    hours = (hours % 12) + (/^p/i.test(half) ? 12 : 0);
  }
  if (hours > 23 || minutes > '59' || seconds > '59') return null;
  const signed = /[+-]\d{2}:?\d{2}$/.exec(zone)?.[0];
  const offset = /^(z|utc|gmt)$/i.test(zone) ? 'Z' : (signed ?? '');
  return { time: `${String(hours).padStart(2, '0')}:${minutes}:${seconds}`, offset };
};

const none = /^(?:-+|–|—|n\/?a|null|none|#?n\/a|0{4}-00-00.*|0)$/i;
const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)(.*)$/s;
const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const weekday = /^(?:\p{L}{2,10}\.?),?\s+(?=\d|\p{L}{3})/u;
const dayNamed =
  /^(\d{1,2})(?:st|nd|rd|th)?[.\s-]*(?:de\s+)?(\p{L}{3,10})\.?[,.\s-]*(?:de\s+)?(\d{4}|\d{2})(?!\d)(.*)$/su;
const monthNamed = /^(\p{L}{3,10})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)(.*)$/su;
const numbers = /^(\d{1,2})\s?([./-])\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})(?!\d)(.*)$/s;
const serial = /^\d{5}(?:[.,]\d+)?$/;

const withTime = (date: string | null, rest: string): OutsideDay | null => {
  const time = date === null ? null : readTime(rest);
  return date === null || time === null ? null : { date, ...time };
};

const named = (text: string): OutsideDay | null => {
  const day = dayNamed.exec(text);
  if (day && monthOf(day[2] ?? '') > 0)
    return withTime(dateOf(fullYear(day[3] ?? ''), monthOf(day[2] ?? ''), Number(day[1])), day[4] ?? '');
  const month = monthNamed.exec(text);
  return month && monthOf(month[1] ?? '') > 0
    ? withTime(dateOf(Number(month[3]), monthOf(month[1] ?? ''), Number(month[2])), month[4] ?? '')
    : null;
};

/** Returns the order of day and month that a numeric date determines; null if both are possible. */
export const dayOrderOf = (text: string): DayOrder | null => {
  const match = numbers.exec(text.trim());
  if (!match) return null;
  const [, first = '', sign, second = '', , rest = ''] = match;
  // With dots, the month never comes first.
  if (sign === '.') return 'dmy';
  if (Number(first) > 12 && Number(second) <= 12) return 'dmy';
  if (Number(second) > 12 && Number(first) <= 12) return 'mdy';
  return /\d\s?[ap]\.?m\.?\b/i.test(rest) ? 'mdy' : null;
};

/** Whether a date has different meanings in the two orders. */
export const isAmbiguousDay = (text: string): boolean => {
  const match = numbers.exec(text.trim());
  return match !== null && dayOrderOf(text) === null && match[1] !== match[3] && Number(match[1]) <= 12;
};

const numbered = (text: string, order: DayOrder | null): ReadDay => {
  const match = numbers.exec(text);
  if (!match) return null;
  const [, first = '', sign = '', second = '', year = '', rest = ''] = match;
  const said = sign === '.' ? 'dmy' : (order ?? dayOrderOf(text));
  if (said === null && Number(first) !== Number(second))
    return Number(first) <= 12 && Number(second) <= 12 ? 'ambiguous' : null;
  const [day, month] = said === 'mdy' ? [second, first] : [first, second];
  return withTime(dateOf(fullYear(year), Number(month), Number(day)), rest);
};

/** Serial day numbers: 25569 is 1 January 1970. */
const counted = (text: string, is1904: boolean): OutsideDay | null => {
  const days = Number(text.replace(',', '.')) + (is1904 ? 1_462 : 0);
  if (days < 14_000 || days > 110_000) return null;
  const at = new Date(Math.round((days - 25_569) * 86_400) * 1_000).toISOString();
  return { date: at.slice(0, 10), time: at.endsWith('T00:00:00.000Z') ? '' : at.slice(11, 19), offset: '' };
};

/**
 * Parses a date in the notations of other programs: `2027-01-15T09:30:00Z`, `1/15/2027 9:30 AM`, `15.01.27`, `15 Jan 2027`, `20270115`,
 * `46037.4`, with names of months in English, German, Spanish, French, Italian, Portuguese and Dutch.
 * @param order of day and month in numeric dates; null if unknown.
 */
export const readOutsideDay = (text: string, order: DayOrder | null, is1904 = false): ReadDay => {
  const trimmed = text
    .replace(/^['"]|['"]$/g, '')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
  if (trimmed === '' || none.test(trimmed)) return 'none';
  const year = iso.exec(trimmed);
  if (year) return withTime(dateOf(Number(year[1]), Number(year[2]), Number(year[3])), year[4] ?? '');
  if (serial.test(trimmed)) return counted(trimmed, is1904);
  const close = compact.exec(trimmed);
  if (close) return withTime(dateOf(Number(close[1]), Number(close[2]), Number(close[3])), '');
  const read = numbered(trimmed, order) ?? named(trimmed);
  if (read !== null) return read;
  const rest = trimmed.replace(weekday, '');
  return rest === trimmed ? null : (numbered(rest, order) ?? named(rest));
};
