import type { Calendar } from '../../../../../shared/domain/calendar.ts';
import { isOpenOn } from '../../../../../shared/domain/calendar.ts';
import { addDays, daysBetween } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import type { LibrarySettings } from '../../../../../shared/domain/settings.ts';

// What the clock tells patrons, and when: each stage once, and after days without notices only the newest.

/** The loan notice that is due today: its stage is the number of days before or after the due date. */
type DueLoanNotice = { readonly kind: 'due-soon' | 'loan-overdue'; readonly stage: number };

/** Returns the days after which a loan is called overdue, ascending. */
export const overdueStages = ({
  overdueDays,
  overdueAgainDays,
  overdueLastDays,
}: LibrarySettings['notices']): readonly number[] =>
  [...new Set([overdueDays, overdueAgainDays, overdueLastDays])]
    .filter((days) => days > 0)
    .sort((one, other) => one - other);

/**
 * Returns the notice that a loan has reached, written or not: the newest stage. Null if there is none, also if it was lent after the day of
 * its reminder: the patron has just been told the date.
 */
export const loanNoticeOn = (
  today: CalendarDate,
  loan: { readonly loanedOn: CalendarDate; readonly dueOn: CalendarDate },
  days: LibrarySettings['notices'],
): DueLoanNotice | null => {
  const late = daysBetween(loan.dueOn, today);
  const stage = overdueStages(days).findLast((after) => after <= late);
  if (stage !== undefined) return { kind: 'loan-overdue', stage };
  const before = days.dueSoonDays;
  const isSoon = late <= 0 && late >= -before && loan.loanedOn < addDays(loan.dueOn, -before);
  return isSoon ? { kind: 'due-soon', stage: before } : null;
};

/**
 * Whether a patron is told today that the time on the hold shelf ends: the day before the last day, or on the last day if it was not
 * possible before. Not for items shelved that late: their patrons have just been told the date.
 */
export const isHoldEndingOn = (
  today: CalendarDate,
  shelved: { readonly shelvedOn: CalendarDate | null; readonly holdUntil: CalendarDate },
): boolean => {
  const dayBefore = addDays(shelved.holdUntil, -1);
  return (
    today >= dayBefore &&
    today <= shelved.holdUntil &&
    (shelved.shelvedOn === null || shelved.shelvedOn < dayBefore)
  );
};

/** The number of consecutive days in a closed week. */
const weekDays = 7;

/** Whether a day is one of at least seven consecutive days on which the library is closed: then no patron is asked to come. */
export const isInClosedWeek = (day: CalendarDate, calendar: Calendar): boolean => {
  const closedOnEnd = (step: 1 | -1): number => {
    let days = 0;
    while (days < weekDays && !isOpenOn(addDays(day, step * days), calendar)) days += 1;
    return days;
  };
  // The day itself is counted twice.
  return closedOnEnd(1) + closedOnEnd(-1) > weekDays;
};
