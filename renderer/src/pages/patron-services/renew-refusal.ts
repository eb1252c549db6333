import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { renewLoanDate } from '../../../../shared/domain/renewals.ts';
import type { PatronLoan } from '../../../../shared/ipc/calls/loans.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { stepRefusal } from '../../steps/step-refusal.ts';
import { t } from '../../../../shared/words/words.ts';

/** Returns why a loan cannot be renewed, or null if it can. The main process checks again. */
export const renewRefusal = (
  loan: Pick<
    PatronLoan,
    'endedOn' | 'dueOn' | 'periodDays' | 'renewal' | 'demand' | 'partnerName' | 'libraryId' | 'libraryName'
  >,
  state: Pick<AppState, 'operator' | 'desk'>,
  today: CalendarDate,
): string | null => {
  if (loan.endedOn !== null) return t('This loan has ended.');
  if (loan.demand === 'recalled')
    return t('{partnerName} wants it back, so it can’t be renewed.', {
      partnerName: loan.partnerName || t('The partner'),
    });
  if (loan.renewal === 'asked')
    return t('{partnerName} has already been asked and hasn’t answered yet.', {
      partnerName: loan.partnerName || t('The partner'),
    });
  return stepRefusal(state, 'renew-loan', loan) ?? renewLoanDate(loan, today).refusal;
};
