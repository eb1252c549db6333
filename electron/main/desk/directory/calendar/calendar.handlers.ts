import type { Handlers } from '../../../ipc/handlers.ts';
import type { CalendarService } from './calendar.service.ts';

/** The calls about opening hours and closed days. */
export const calendarHandlers = (
  service: CalendarService,
): Handlers<'calendar.load' | 'calendar.saveHours' | 'calendar.closeDays' | 'calendar.openDays'> => ({
  'calendar.load': service.load,
  'calendar.saveHours': service.saveHours,
  'calendar.closeDays': service.closeDays,
  'calendar.openDays': service.openDays,
});
