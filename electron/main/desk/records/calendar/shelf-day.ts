import { alwaysOpen } from '../../../../../shared/domain/calendar.ts';
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
import { loadLibraryGroup } from '../settings/settings.service.ts';

/** Returns the last day on the hold shelf of an item that is shelved on a day, by the settings and the calendar of the library. */
export const shelfDay = (
  db: ReadableDB,
  item: {
    readonly dueOn: CalendarDate | null;
    readonly shelvedOn: CalendarDate;
    /** Null: the library is unknown, so every day is open and the defaults apply. */
    readonly libraryId: LibraryId | null;
  },
): CalendarDate =>
  holdUntil({
    ...item,
    ...loadLibraryGroup(db, item.libraryId, 'holdShelf'),
    calendar: item.libraryId === null ? alwaysOpen : calendarOf(db, item.libraryId),
  });

/** Recomputes the last day on the shelf of items whose due date changes with this life. */
export const recomputeShelfDays = (
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
