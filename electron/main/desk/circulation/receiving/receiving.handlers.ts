import type { Handlers } from '../../../ipc/handlers.ts';
import type { ReceivingService } from './receiving.service.ts';

/** The calls of the Receiving Items page. */
export const receivingHandlers = (
  service: ReceivingService,
): Handlers<'receiving.open' | 'receiving.receive' | 'receiving.finish'> => ({
  'receiving.open': service.open,
  'receiving.receive': service.receive,
  'receiving.finish': service.finish,
});
