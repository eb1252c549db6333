import { eventsOf } from '../../../../shared/domain/request-actions.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import type { PatronLoan } from '../../../../shared/ipc/calls/loans.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { stepRefusal } from '../../shell/steps/step-refusal.ts';

/** Why a loan is not renewed, or null when it can be. The main process checks again. */
export const renewRefusal = (
  loan: Pick<PatronLoan, 'endedOn' | 'status' | 'partnerName' | 'libraryId' | 'libraryName'>,
  state: Pick<AppState, 'operator' | 'desk'>,
): string | null => {
  if (loan.endedOn !== null) return 'This loan has ended.';
  if (loan.status === 'RECALLED_BOR')
    return `${loan.partnerName || 'The partner'} wants it back: it is not renewed.`;
  if (loan.status === 'RENEW_REQUESTED')
    return `${loan.partnerName || 'The partner'} was asked already and has not answered.`;
  if (eventsOf('renew', loan.status).length === 0)
    return `Its request has the status “${statusLabel(loan.status)}”: it is not renewed.`;
  return stepRefusal(state, 'renew-loan', loan);
};
