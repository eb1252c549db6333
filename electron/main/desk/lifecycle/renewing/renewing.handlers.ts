import type { Handlers } from '../../../ipc/handlers.ts';
import type { RenewingService } from './renewing.service.ts';

/** Renewals, from the request and from the patron's loans. */
export const renewingHandlers = (
  service: RenewingService,
): Handlers<'renewing.renewRequest' | 'renewing.renewLoan'> => ({
  'renewing.renewRequest': service.renewRequest,
  'renewing.renewLoan': service.renewLoan,
});
