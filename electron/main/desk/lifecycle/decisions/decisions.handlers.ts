import type { Handlers } from '../../../ipc/handlers.ts';
import type { DecisionsService } from './decisions.service.ts';

/** What the windows show in which staff decide. */
export const decisionsHandlers = (service: DecisionsService): Handlers<'decisions.facts'> => ({
  'decisions.facts': service.facts,
});
