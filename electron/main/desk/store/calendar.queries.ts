import type { Calendar } from '../../../../shared/domain/calendar.ts';
import type { CalendarDate, LibraryId } from '../../../../shared/domain/ids.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** When a library is open on one day of the week: `09:00`. */
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

/** Gives a library exactly these opening hours. */
export const putHours = (db: WritableDB, libraryId: LibraryId, hours: readonly HoursRow[]): void => {
  sql<[LibraryId]>(db, 'DELETE FROM opening_hours WHERE library_id = ?').run(libraryId);
  for (const { weekday, opens, closes } of hours)
    sql<[number | null, LibraryId, number, string, string]>(
      db,
      'INSERT INTO opening_hours (id, library_id, weekday, opens, closes) VALUES (?, ?, ?, ?, ?)',
    ).run(newId(db, 'opening_hours'), libraryId, weekday, opens, closes);
};

/** Closes a library on a day; where it is closed already the note is changed. */
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

/** Opens a library again on a day. */
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
