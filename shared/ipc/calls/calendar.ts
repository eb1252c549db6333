import * as z from 'zod';
import * as view from '../views.ts';
import type { Call } from './shapes.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** One weekday's hours, with ISO weekday numbers. A missing weekday is closed. */
const openingHours = z.strictObject({
  weekday: z.int().min(1).max(7),
  opens: time,
  closes: z.union([time, z.literal('24:00')]),
});
export type OpeningHours = z.infer<typeof openingHours>;

const closedDay = z.strictObject({ day: view.calendarDate, note: z.string().max(200) });
const stored = z.strictObject({ libraryId: view.libraryId });

/** Opening hours and closed days of a library (shared/domain/calendar.ts). */
export const calendarCalls = {
  'calendar.load': {
    input: z.strictObject({ libraryId: view.libraryId }),
    output: z.strictObject({ hours: z.array(openingHours), closedDays: z.array(closedDay) }),
  },
  'calendar.saveHours': {
    input: z.strictObject({
      opId: view.opId,
      libraryId: view.libraryId,
      hours: z.array(openingHours).max(7),
    }),
    output: stored,
    changes: ['people', 'requests'],
  },
  /** Adds closed days, or changes the notes of existing ones. */
  'calendar.closeDays': {
    input: z.strictObject({
      opId: view.opId,
      libraryId: view.libraryId,
      days: z.array(closedDay).min(1).max(400),
    }),
    output: stored,
    changes: ['people', 'requests'],
  },
  'calendar.openDays': {
    input: z.strictObject({
      opId: view.opId,
      libraryId: view.libraryId,
      days: z.array(view.calendarDate).min(1).max(400),
    }),
    output: stored,
    changes: ['people', 'requests'],
  },
} as const satisfies Record<string, Call>;
