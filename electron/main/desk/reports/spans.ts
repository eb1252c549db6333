import { addDays } from '../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import type { Period } from '../../../../shared/domain/reports.ts';
import type { Spans } from './reports.queries.ts';

/** Something that a period has whole ones of: how sums name the one of a day, and the day on which it begins. */
type Unit = {
  readonly nameOf: (day: CalendarDate) => string;
  readonly firstOf: (day: CalendarDate) => CalendarDate;
  /** At least as many days as the longest one has, and fewer than the two shortest. */
  readonly days: number;
};
const month: Unit = {
  nameOf: (day) => `M${day.slice(0, 7)}`,
  firstOf: (day) => `${day.slice(0, 7)}-01` as CalendarDate,
  days: 31,
};
const year: Unit = {
  nameOf: (day) => `Y${day.slice(0, 4)}`,
  firstOf: (day) => `${day.slice(0, 4)}-01-01` as CalendarDate,
  days: 366,
};

/** A period as the whole ones of a unit in it, with what is before and after them. */
const wholeOnes = (
  { from, to }: Period,
  { nameOf, firstOf, days }: Unit,
  around: (rest: Period) => readonly Spans[],
): readonly Spans[] => {
  const first = firstOf(from) === from ? from : firstOf(addDays(firstOf(from), days));
  // The day after the period lies in the first one that is not whole.
  const end = firstOf(addDays(to, 1));
  if (first >= end) return around({ from, to });
  return [
    [nameOf(first), nameOf(addDays(end, -1))],
    ...(from < first ? around({ from, to: addDays(first, -1) }) : []),
    ...(end <= to ? around({ from: end, to }) : []),
  ];
};

/** A period as single days. */
export const daysOf = ({ from, to }: Period): readonly Spans[] => [[from, to]];

/** A period as the whole months in it, with the days before and after them. */
export const monthsOf = (period: Period): readonly Spans[] => wholeOnes(period, month, daysOf);

/** A period as the whole years in it, with the months and days before and after them. */
export const yearsOf = (period: Period): readonly Spans[] => wholeOnes(period, year, monthsOf);

/** The first day of a span. */
export const firstDayOf = (span: string): CalendarDate =>
  (/^[MY]/u.test(span) ? `${span.slice(1)}-01-01`.slice(0, 10) : span) as CalendarDate;
