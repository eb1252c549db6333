import type { Handlers } from '../../../ipc/handlers.ts';
import type { CancellingService } from './cancelling.service.ts';

/** Cancelling requests. */
export const cancellingHandlers = (service: CancellingService): Handlers<'cancelling.cancel'> => ({
  'cancelling.cancel': service.cancel,
});
