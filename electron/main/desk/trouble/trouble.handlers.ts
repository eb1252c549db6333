import type { Handlers } from '../../ipc/handlers.ts';
import type { TroubleService } from './trouble.service.ts';

/** Loss and damage. */
export const troubleHandlers = (
  service: TroubleService,
): Handlers<'trouble.reportLost' | 'trouble.reportDamaged'> => ({
  'trouble.reportLost': service.reportLost,
  'trouble.reportDamaged': service.reportDamaged,
});
