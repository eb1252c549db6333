import type { Handlers } from '../../../ipc/handlers.ts';
import type { ReturningService } from './returning.service.ts';

/** The calls of the Return Items page. */
export const returningHandlers = (
  service: ReturningService,
): Handlers<'returning.look' | 'returning.return'> => ({
  'returning.look': service.look,
  'returning.return': service.return,
});
