import type { Handlers } from '../../../ipc/handlers.ts';
import type { ReasonsService } from './reasons.service.ts';

/** The calls about the reasons for cancelling. */
export const reasonsHandlers = (
  service: ReasonsService,
): Handlers<'reasons.list' | 'reasons.save' | 'reasons.order' | 'reasons.remove'> => ({
  'reasons.list': service.list,
  'reasons.save': service.save,
  'reasons.order': service.order,
  'reasons.remove': service.remove,
});
