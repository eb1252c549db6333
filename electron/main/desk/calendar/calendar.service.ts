import type { Calendar } from '../../../../shared/domain/calendar.ts';
import type { LibraryId } from '../../../../shared/domain/ids.ts';
import type { ReadableDB } from '../../db/types.ts';
import { listClosedDays, listHours } from './calendar.queries.ts';

/** When a library is open: what shared/domain/calendar.ts judges by. A library without rows is always open. */
export const calendarOf = (db: ReadableDB, libraryId: LibraryId): Calendar => ({
  openWeekdays: listHours(db, libraryId).map(({ weekday }) => weekday),
  closedDays: listClosedDays(db, libraryId),
});
