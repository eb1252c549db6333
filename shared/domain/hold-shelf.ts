import { addDays } from './dates.ts';
import type { CalendarDate } from './ids.ts';

/** What a library sets for its hold shelves and loans, in days. */
export type HoldShelfDays = { readonly deliveryDays: number; readonly loanDays: number };

/**
 * The last day on which the patron may collect an item that goes on the hold shelf now: so long before the due date
 * that the parcel still reaches the partner in time, and never before today.
 * @param today the date in the library's time zone.
 * @param dueOn when the partner wants it back; null where no date was given: then it counts as due after a default loan.
 * @param deliveryDays how many days the parcel to the partner takes.
 * @param loanDays how long a loan runs where the partner gave no date, in days.
 */
export const holdUntil = ({
  today,
  dueOn,
  deliveryDays,
  loanDays,
}: {
  readonly today: CalendarDate;
  readonly dueOn: CalendarDate | null;
} & HoldShelfDays): CalendarDate => {
  const last = addDays(dueOn ?? addDays(today, loanDays), -deliveryDays);
  return last < today ? today : last;
};
