import type { Handlers } from '../../../ipc/handlers.ts';
import type { LossAndDamageService } from './loss-and-damage.service.ts';

/** Loss and damage. */
export const lossAndDamageHandlers = (
  service: LossAndDamageService,
): Handlers<'lossAndDamage.reportLost' | 'lossAndDamage.reportDamaged'> => ({
  'lossAndDamage.reportLost': service.reportLost,
  'lossAndDamage.reportDamaged': service.reportDamaged,
});
