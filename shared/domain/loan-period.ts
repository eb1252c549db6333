import { addDays, daysBetween } from './dates.ts';
import type { CalendarDate } from './ids.ts';

/** When a loan that begins today ends, and how long a renewal from the patron's loans runs. */
type LoanPeriod = { readonly dueOn: CalendarDate; readonly periodDays: number };

/**
 * The period of a loan that begins today. It ends when the partner wants the item back; where no date was given, after
 * the default period. A loan that begins on or after its due date is renewed by the default period.
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
  /** So many days before the partner's date the patron's lies; where they do not fit any more, it is the partner's. */
  readonly daysBeforePartner?: number;
}): LoanPeriod => {
  if (dueOn === null) return { dueOn: addDays(today, loanDays), periodDays: loanDays };
  const earlier = addDays(dueOn, -daysBeforePartner);
  const due = earlier > today ? earlier : dueOn;
  const days = daysBetween(today, due);
  return { dueOn: due, periodDays: days > 0 ? days : loanDays };
};
