import type { Calendar } from '../../../../../shared/domain/calendar.ts';
import { isOpenOn } from '../../../../../shared/domain/calendar.ts';
import { addDays, daysBetween } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import type { LibrarySettings } from '../../../../../shared/domain/settings.ts';

// What the clock tells patrons, and when: each stage once, and after days on which nobody could be told the newest one alone.

/** Which loan notice is due today: its stage is the number of days before or after the due date. */
export type DueLoanNotice = { readonly kind: 'due-soon' | 'loan-overdue'; readonly stage: number };

/** After how many days a loan is called overdue, ascending. */
export const overdueStages = ({
  overdueDays,
  overdueAgainDays,
  overdueLastDays,
}: LibrarySettings['notices']): readonly number[] =>
  [...new Set([overdueDays, overdueAgainDays, overdueLastDays])]
    .filter((days) => days > 0)
    .sort((one, other) => one - other);

/**
 * The notice that a loan has come to, whether it was written or not: the newest stage that is reached. Null where there is none,
 * also where it was lent so late that its day to be reminded was over: the patron has just been told the date.
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
 * Whether a patron is told today that the time on the hold shelf ends: the day before its last day, or on the last day where nobody
 * could be told before. Not what was put there that late: its patron has just been told the day.
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

/** So many days on end make a closed week. */
const weekDays = 7;

/** Whether a day is one of at least seven on end on which the library is closed: then nobody is asked to come. */
export const isInClosedWeek = (day: CalendarDate, calendar: Calendar): boolean => {
  const closedOnEnd = (step: 1 | -1): number => {
    let days = 0;
    while (days < weekDays && !isOpenOn(addDays(day, step * days), calendar)) days += 1;
    return days;
  };
  // The day itself counts both ways.
  return closedOnEnd(1) + closedOnEnd(-1) > weekDays;
};
