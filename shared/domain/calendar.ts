import { addDays, formatDate } from './dates.ts';
import type { CalendarDate } from './ids.ts';
import { t } from '../words/words.ts';

/** Weekdays in ISO order. */
export const weekdays = [
  t('Monday'),
  t('Tuesday'),
  t('Wednesday'),
  t('Thursday'),
  t('Friday'),
  t('Saturday'),
  t('Sunday'),
] as const;

/** When a library is open, by day. */
export type Calendar = {
  /** ISO weekdays (1 is Monday) with opening hours. Empty: the library has set none, so every weekday counts as open. */
  readonly openWeekdays: readonly number[];
  readonly closedDays: readonly { readonly day: CalendarDate; readonly note: string }[];
};

/** The calendar of a library that has set none. */
export const alwaysOpen: Calendar = { openWeekdays: [], closedDays: [] };

/** How far ahead to search for an open day: longer than any vacation. */
const farthestDays = 730;

/** Returns the ISO weekday of a calendar date: 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: CalendarDate): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** Returns `Monday` … `Sunday` for a calendar date. */
export const weekdayName = (day: CalendarDate): string => weekdays[weekdayOf(day) - 1] ?? '';

const closedDayOf = (day: CalendarDate, calendar: Calendar): Calendar['closedDays'][number] | undefined =>
  calendar.closedDays.find((closed) => closed.day === day);

/** Whether the library is open on a day: it is a weekday with opening hours, and not a closed day. */
export const isOpenOn = (day: CalendarDate, calendar: Calendar): boolean =>
  (calendar.openWeekdays.length === 0 || calendar.openWeekdays.includes(weekdayOf(day))) &&
  closedDayOf(day, calendar) === undefined;

/**
 * Returns the first open day from `day` on, `day` included. If the library is closed for two years from then, `day` itself: a date that
 * staff must check is better than an endless search.
 */
export const nextOpenDay = (day: CalendarDate, calendar: Calendar): CalendarDate => {
  for (let ahead = 0; ahead <= farthestDays; ahead += 1) {
    const candidate = addDays(day, ahead);
    if (isOpenOn(candidate, calendar)) return candidate;
  }
  return day;
};

/**
 * Returns a remark for staff on a date on which the library is closed.
 * @returns null if the library is open on that day, otherwise one sentence with the reason and the next open day.
 */
export const closedDayRemark = (day: CalendarDate, calendar: Calendar): string | null => {
  if (isOpenOn(day, calendar)) return null;
  const note = closedDayOf(day, calendar)?.note ?? '';
  const open = nextOpenDay(day, calendar);
  const closed = t(
    'The library is closed on {weekdayName}, {day}{noteCase, select, yes {} other { ({note})}}',
    {
      weekdayName: weekdayName(day),
      day: formatDate(day),
      noteCase: note === '' ? 'yes' : 'no',
      note,
    },
  );
  return open === day
    ? `${closed}.`
    : t('{closed}; the next open day is {weekdayName}, {open}.', {
        closed,
        weekdayName: weekdayName(open),
        open: formatDate(open),
      });
};
