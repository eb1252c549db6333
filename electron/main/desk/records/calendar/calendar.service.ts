import { type Calendar, weekdays } from '../../../../../shared/domain/calendar.ts';
import type { LibraryId, OpId } from '../../../../../shared/domain/ids.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import type { RecordCommand } from '../../../db/hub-writes.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { authorizeAdministration } from '../operators/authorize-administration.ts';
import { runRecordCommand } from '../run-record-command.ts';
import {
  deleteClosedDay,
  listClosedDays,
  listHours,
  putClosedDay,
  putHours,
} from '../../store/calendar.queries.ts';
import { findPlaceLibrary } from '../places/places.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/** Returns a library's calendar for shared/domain/calendar.ts. A library without rows is always open. */
export const calendarOf = (db: ReadableDB, libraryId: LibraryId): Calendar => ({
  openWeekdays: listHours(db, libraryId).map(({ weekday }) => weekday),
  closedDays: listClosedDays(db, libraryId),
});

type Stored = { readonly libraryId: LibraryId };

export type CalendarService = Answers<'calendar'>;

/** Opening hours and closed days, edited by administrators of the library. */
export const calendarService = (context: DeskContext): CalendarService => {
  const change = (
    kind: RecordCommand,
    input: { readonly opId: OpId; readonly libraryId: LibraryId },
    work: (db: WritableDB) => Result<null>,
  ): Result<Stored> =>
    runRecordCommand(context, kind, input, (db) => {
      const { libraryId } = input;
      const name = findPlaceLibrary(db, 'library', libraryId)?.name;
      if (name === undefined)
        return refuse('record-unknown', t('This library is no longer in the list. Choose another.'));
      const checked = authorizeAdministration(context.session, t('Changing opening hours'), {
        id: libraryId,
        name,
      });
      if (!checked.ok) return checked;
      const done = work(db);
      return done.ok ? ok({ libraryId }) : done;
    });
  return {
    load: ({ libraryId }) =>
      ok({
        hours: listHours(context.db, libraryId),
        closedDays: [...listClosedDays(context.db, libraryId)],
      }),
    saveHours: (input) =>
      change('save-hours', input, (db) => {
        const wrong = input.hours.find(({ opens, closes }) => opens >= closes);
        if (wrong)
          return refuse(
            'record-unfit',
            t('On {weekdays}, the library closes before it opens. Correct the times.', {
              weekdays: weekdays[wrong.weekday - 1],
            }),
            { field: String(wrong.weekday) },
          );
        // One row per weekday: the last one wins.
        putHours(db, input.libraryId, [...new Map(input.hours.map((row) => [row.weekday, row])).values()]);
        return ok(null);
      }),
    closeDays: (input) =>
      change('close-days', input, (db) => {
        for (const { day, note } of input.days)
          putClosedDay(db, input.libraryId, { day, note: note.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim() });
        return ok(null);
      }),
    openDays: (input) =>
      change('open-days', input, (db) => {
        for (const day of input.days) deleteClosedDay(db, input.libraryId, day);
        return ok(null);
      }),
  };
};
