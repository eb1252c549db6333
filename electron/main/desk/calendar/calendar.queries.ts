import type { Calendar } from '../../../../shared/domain/calendar.ts';
import type { LibraryId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

export type HoursRow = { readonly weekday: number; readonly opens: string; readonly closes: string };

/** The opening hours of a library, Monday first. */
export const listHours = (db: ReadableDB, libraryId: LibraryId): HoursRow[] =>
  sql<[LibraryId], HoursRow>(
    db,
    'SELECT weekday, opens, closes FROM opening_hours WHERE library_id = ? ORDER BY weekday',
  ).all(libraryId);

/** The closed days of a library, earliest first. */
export const listClosedDays = (db: ReadableDB, libraryId: LibraryId): Calendar['closedDays'][number][] =>
  sql<[LibraryId], Calendar['closedDays'][number]>(
    db,
    'SELECT day, note FROM closed_day WHERE library_id = ? ORDER BY day',
  ).all(libraryId);
