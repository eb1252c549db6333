import type { Handlers } from '../../../ipc/handlers.ts';
import type { SendingService } from './sending.service.ts';

/** Sending requests and extending their rota. */
export const sendingHandlers = (
  service: SendingService,
): Handlers<'sending.send' | 'sending.addPartners' | 'sending.partners'> => ({
  'sending.send': service.send,
  'sending.addPartners': service.addPartners,
  'sending.partners': service.partners,
});
