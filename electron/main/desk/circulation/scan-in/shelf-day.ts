import { calendarDateIn } from '../../../../../shared/domain/dates.ts';
import { holdUntil } from '../../../../../shared/domain/hold-shelf.ts';
import type { CalendarDate, Instant } from '../../../../../shared/domain/ids.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { loadSettings } from '../../directory/settings/settings.service.ts';

/** Until when an item waits that goes on the hold shelf at this moment, by the settings of this library. */
export const shelfDay = (
  { db, timeZone }: Pick<DeskContext, 'db' | 'timeZone'>,
  dueOn: CalendarDate | null,
  at: Instant,
): CalendarDate => {
  const { holdShelf, loans } = loadSettings(db);
  return holdUntil({
    today: calendarDateIn(new Date(at), timeZone()),
    dueOn,
    deliveryDays: holdShelf.deliveryDays,
    loanDays: loans.defaultPeriodDays,
  });
};
