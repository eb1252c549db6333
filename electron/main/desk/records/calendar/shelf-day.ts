import { calendarDateIn } from '../../../../../shared/domain/dates.ts';
import { holdUntil } from '../../../../../shared/domain/hold-shelf.ts';
import type { CalendarDate, ItemId, LibraryId } from '../../../../../shared/domain/ids.ts';
import type { Life } from '../../../../../shared/domain/life/life.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { calendarOf } from './calendar.service.ts';
import type { DeskContext } from '../../context.ts';
import type { Step } from '../../steps/frame/step.ts';
import type { ItemRow } from '../../store/items.queries.ts';
import { findDesk } from '../../store/places.queries.ts';
import { loadSettingGroup } from '../settings/settings.service.ts';

/** Until when an item waits that goes on the hold shelf of a library on a day, by its settings and the library's calendar. */
export const shelfDay = (
  db: ReadableDB,
  item: {
    readonly dueOn: CalendarDate | null;
    readonly shelvedOn: CalendarDate;
    readonly libraryId: LibraryId;
  },
): CalendarDate =>
  holdUntil({
    ...item,
    ...loadSettingGroup(db, 'holdShelf'),
    calendar: calendarOf(db, item.libraryId),
  });

/** What of the items that wait on a shelf is reckoned anew because their due date is another one in a life than it was. */
export const shelfDaysAnew = (
  { timeZone }: Pick<DeskContext, 'timeZone'>,
  { db, request }: Step,
  { volumes }: Life,
): ReadonlyMap<ItemId, Pick<ItemRow, 'holdUntil'>> =>
  new Map(
    request.items.flatMap(({ id, status, deskId, shelvedAt, dueOn }) => {
      const volume = volumes.find((one) => one.id === id);
      const desk = deskId === null ? undefined : findDesk(db, deskId);
      if (status !== 'on-hold-shelf' || !volume || volume.dueOn === dueOn || !desk || shelvedAt === null)
        return [];
      const holdUntilDay = shelfDay(db, {
        dueOn: volume.dueOn,
        shelvedOn: calendarDateIn(new Date(shelvedAt), timeZone()),
        libraryId: desk.libraryId,
      });
      return [[id, { holdUntil: holdUntilDay }]];
    }),
  );
