import type { Handlers } from '../../ipc/handlers.ts';
import type { TodayService } from './today.service.ts';

/** The calls of the Today page. */
export const todayHandlers = (service: TodayService): Handlers<'today.cards' | 'today.list'> => ({
  'today.cards': service.cards,
  'today.list': service.list,
});
