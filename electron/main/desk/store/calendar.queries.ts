import type { Calendar } from '../../../../shared/domain/calendar.ts';
import type { CalendarDate, LibraryId } from '../../../../shared/domain/ids.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** A library's opening hours on one day of the week: `09:00`. */
export type HoursRow = { readonly weekday: number; readonly opens: string; readonly closes: string };

/** Returns the opening hours of a library, Monday first. */
export const listHours = (db: ReadableDB, libraryId: LibraryId): HoursRow[] =>
  sql<[LibraryId], HoursRow>(
    db,
    'SELECT weekday, opens, closes FROM opening_hours WHERE library_id = ? ORDER BY weekday',
  ).all(libraryId);

/** Returns the closed days of a library, earliest first. */
export const listClosedDays = (db: ReadableDB, libraryId: LibraryId): Calendar['closedDays'][number][] =>
  sql<[LibraryId], Calendar['closedDays'][number]>(
    db,
    'SELECT day, note FROM closed_day WHERE library_id = ? ORDER BY day',
  ).all(libraryId);

/** Replaces the opening hours of a library. */
export const putHours = (db: WritableDB, libraryId: LibraryId, hours: readonly HoursRow[]): void => {
  sql<[LibraryId]>(db, 'DELETE FROM opening_hours WHERE library_id = ?').run(libraryId);
  for (const { weekday, opens, closes } of hours)
    sql<[number | null, LibraryId, number, string, string]>(
      db,
      'INSERT INTO opening_hours (id, library_id, weekday, opens, closes) VALUES (?, ?, ?, ?, ?)',
    ).run(newId(db, 'opening_hours'), libraryId, weekday, opens, closes);
};

/** Adds a closed day of a library, or updates its note. */
export const putClosedDay = (
  db: WritableDB,
  libraryId: LibraryId,
  { day, note }: Calendar['closedDays'][number],
): void => {
  sql<[number | null, LibraryId, CalendarDate, string]>(
    db,
    `INSERT INTO closed_day (id, library_id, day, note) VALUES (?, ?, ?, ?)
     ON CONFLICT (library_id, day) DO UPDATE SET note = excluded.note`,
  ).run(newId(db, 'closed_day'), libraryId, day, note);
};

/** Removes a closed day of a library. */
export const deleteClosedDay = (db: WritableDB, libraryId: LibraryId, day: CalendarDate): void => {
  sql<[LibraryId, CalendarDate]>(db, 'DELETE FROM closed_day WHERE library_id = ? AND day = ?').run(
    libraryId,
    day,
  );
};

/** Removes the opening hours and closed days of a library. */
export const deleteCalendar = (db: WritableDB, libraryId: LibraryId): void => {
  sql<[LibraryId]>(db, 'DELETE FROM opening_hours WHERE library_id = ?').run(libraryId);
  sql<[LibraryId]>(db, 'DELETE FROM closed_day WHERE library_id = ?').run(libraryId);
};
