import { addDays, daysBetween } from './dates.ts';
import type { CalendarDate } from './ids.ts';

/** When a loan that begins today ends, and for how long a renewal from the patron's loans extends it. */
type LoanPeriod = { readonly dueOn: CalendarDate; readonly periodDays: number };

/**
 * Returns the period of a loan that begins today. It ends on the date the partner wants the item back or, without a date, after the default
 * period. A loan that begins on or after its due date is renewed by the default period.
 */
export const loanPeriod = ({
  today,
  dueOn,
  loanDays,
  daysBeforePartner = 0,
}: {
  readonly today: CalendarDate;
  readonly dueOn: CalendarDate | null;
  readonly loanDays: number;
  /** How many days before the partner's date the patron's is; if there is not enough time, both dates are the same. */
  readonly daysBeforePartner?: number;
}): LoanPeriod => {
  if (dueOn === null) return { dueOn: addDays(today, loanDays), periodDays: loanDays };
  const earlier = addDays(dueOn, -daysBeforePartner);
  const due = earlier > today ? earlier : dueOn;
  const days = daysBetween(today, due);
  return { dueOn: due, periodDays: days > 0 ? days : loanDays };
};
