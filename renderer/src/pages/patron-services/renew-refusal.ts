import type { PatronLoan } from '../../../../shared/ipc/calls/loans.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { stepRefusal } from '../../steps/step-refusal.ts';
import { t } from '../../../../shared/words/words.ts';

/** Why a loan is not renewed, or null when it can be. The main process checks again. */
export const renewRefusal = (
  loan: Pick<PatronLoan, 'endedOn' | 'renewal' | 'demand' | 'partnerName' | 'libraryId' | 'libraryName'>,
  state: Pick<AppState, 'operator' | 'desk'>,
): string | null => {
  if (loan.endedOn !== null) return t('patronServices.thisLoanHasEnded');
  if (loan.demand === 'recalled')
    return t('patronServices.wantsItBackItIsNot', {
      partnerName: loan.partnerName || t('common.thePartner2'),
    });
  if (loan.renewal === 'asked')
    return t('patronServices.wasAskedAlreadyAndHasNot', {
      partnerName: loan.partnerName || t('common.thePartner2'),
    });
  return stepRefusal(state, 'renew-loan', loan);
};
