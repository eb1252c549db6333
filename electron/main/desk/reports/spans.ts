import { addDays } from '../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import type { Period } from '../../../../shared/domain/reports.ts';
import type { Spans } from './reports.queries.ts';

const monthOf = (day: CalendarDate): string => `M${day.slice(0, 7)}`;
const isFirst = (day: CalendarDate): boolean => day.endsWith('-01');
const firstOf = (day: CalendarDate): CalendarDate => `${day.slice(0, 7)}-01` as CalendarDate;
/** The first day of the month after that of `day`. */
const nextFirst = (day: CalendarDate): CalendarDate => firstOf(addDays(firstOf(day), 31));

/** A period as single days. */
export const daysOf = ({ from, to }: Period): readonly Spans[] => [[from, to]];

/** A period as the whole months in it, with the days before and after them. */
export const monthsOf = ({ from, to }: Period): readonly Spans[] => {
  const first = isFirst(from) ? from : nextFirst(from);
  // The day after the period begins the first month that is not whole.
  const end = firstOf(addDays(to, 1));
  if (first >= end) return daysOf({ from, to });
  const spans: Spans[] = [[monthOf(first), monthOf(addDays(end, -1))]];
  if (from < first) spans.push([from, addDays(first, -1)]);
  if (end <= to) spans.push([end, to]);
  return spans;
};
