import { addDays, formatDate } from './dates.ts';
import type { CalendarDate } from './ids.ts';
import { t } from '../words/words.ts';

/**
 * Checks whether a date can be the new due date. The status, such as a recall, is checked elsewhere: by the request's machine.
 * @param chosen the date chosen by staff or named by the partner
 * @param today today's date at the library
 * @param dueOn the current due date: the latest one if several loans are renewed; null if unknown
 * @returns null if it can, otherwise the sentence that explains why not
 */
export const renewalDateRefusal = (
  chosen: CalendarDate,
  { today, dueOn }: { readonly today: CalendarDate; readonly dueOn: CalendarDate | null },
): string | null => {
  if (chosen < today)
    return t('{chosen} is in the past. Choose today or a later date.', { chosen: formatDate(chosen) });
  if (dueOn === null || chosen > dueOn) return null;
  return chosen === dueOn
    ? t('{chosen} is already the due date. Choose a later date.', { chosen: formatDate(chosen) })
    : t('{chosen} is before the current due date, {dueOn}. Choose a later date.', {
        chosen: formatDate(chosen),
        dueOn: formatDate(dueOn),
      });
};

/**
 * Returns the due date of a renewal from the patron's loans: today plus the original loan period.
 * @param today today's date at the library
 * @param periodDays the days for which the loan was made
 * @returns null if the period is unknown
 */
export const renewedDueOn = (today: CalendarDate, periodDays: number): CalendarDate | null =>
  periodDays > 0 ? addDays(today, periodDays) : null;

/**
 * Checks whether renewing from the patron's loans makes sense today: the loan must end later than it does now.
 * @returns the new due date, or the sentence that explains why there is none
 */
export const renewLoanDate = (
  loan: { readonly dueOn: CalendarDate; readonly periodDays: number },
  today: CalendarDate,
): { readonly dueOn: CalendarDate; readonly refusal: null } | { readonly refusal: string } => {
  const dueOn = renewedDueOn(today, loan.periodDays);
  if (dueOn === null)
    return {
      refusal: t(
        'The loan period isn’t recorded. Renew the loan in Borrowing Requests, where you choose a date.',
      ),
    };
  if (dueOn > loan.dueOn) return { dueOn, refusal: null };
  return {
    refusal: t(
      'Already due {dueOn2}; renewing today, to {dueOn}, would not extend it. Renew it closer to its due date, or choose a later date in Borrowing Requests.',
      {
        dueOn: formatDate(dueOn),
        dueOn2: formatDate(loan.dueOn),
      },
    ),
  };
};
