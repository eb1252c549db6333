import { calendarDateIn } from '../../../../../shared/domain/dates.ts';
import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import { patronLinesLimit } from '../../../../../shared/ipc/calls/loans.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { authorizeStep } from '../../kernel/authorize.ts';
import { searchForPatron } from './find-patron.ts';
import { countLoans, findPatronInScope, listLoans } from './lending.queries.ts';
import { openRequestsOf } from './patron-requests.ts';
import { t } from '../../../../../shared/words/words.ts';

export type LoansService = {
  /** The patron with this card, or those whose names have words that begin so. Refused when there is none. */
  readonly findPatron: (input: Input<'loans.findPatron'>) => Result<Output<'loans.findPatron'>>;
  /** A patron's loans and requests. */
  readonly ofPatron: (input: Input<'loans.ofPatron'>) => Result<Output<'loans.ofPatron'>>;
};

/** The job of Manage Patron Services. */
export const loansService = (context: DeskContext): LoansService => ({
  findPatron: ({ text }) => {
    const allowed = authorizeStep(context, 'lend', null);
    return allowed.ok ? searchForPatron(context, text) : allowed;
  },

  ofPatron: ({ patronId, display }) => {
    const allowed = authorizeStep(context, 'lend', null);
    if (!allowed.ok) return allowed;
    const libraries = context.session.libraries();
    const patron = findPatronInScope(context.db, patronId, libraries);
    if (!patron) return refuse('patron-unknown', t('lending.thisPatronIsNotThereAny'));
    const today = calendarDateIn(context.now(), context.timeZone());
    const counts = countLoans(context.db, { patronId, today, libraries });
    return ok({
      patron,
      loans: listLoans(context.db, { patronId, display, today, libraries, limit: patronLinesLimit }),
      loansTotal: counts[display],
      counts,
      requests: openRequestsOf(context, patronId),
    });
  },
});
