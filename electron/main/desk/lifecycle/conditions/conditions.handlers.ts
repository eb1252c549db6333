import type { Handlers } from '../../../ipc/handlers.ts';
import type { ConditionsService } from './conditions.service.ts';

/** Conditional Reply. */
export const conditionsHandlers = (service: ConditionsService): Handlers<'conditions.reply'> => ({
  'conditions.reply': service.reply,
});
