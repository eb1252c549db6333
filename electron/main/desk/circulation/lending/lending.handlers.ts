import type { Handlers } from '../../../ipc/handlers.ts';
import type { LoansService } from './lending.service.ts';

/** The calls of the Manage Patron Services page. */
export const loansHandlers = (
  service: LoansService,
): Handlers<'loans.findPatron' | 'loans.ofPatron' | 'loans.lend'> => ({
  'loans.findPatron': service.findPatron,
  'loans.ofPatron': service.ofPatron,
  'loans.lend': service.lend,
});
