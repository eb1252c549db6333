import * as z from 'zod';
import { type Queue, queueNames } from '../domain/queues.ts';
import { calendarDate, instant, itemId, requestSummary } from './views.ts';

/** The shapes of the cards of Today. */

/** In the order of the daily routine. */
export const todayCardId = z.enum(queueNames as [Queue, ...Queue[]]);
export type TodayCardId = z.infer<typeof todayCardId>;

export const todayCard = z.strictObject({
  id: todayCardId,
  count: z.int(),
  /** Since when the oldest of them has waited. */
  oldestAt: instant.nullable(),
  /** How many of them are past a date or an age limit. */
  past: z.int(),
  /** How many requests the scan page of the queue lists: those of this desk's library. Null if no page lists it. */
  here: z.int().nullable(),
});
export type TodayCard = z.infer<typeof todayCard>;

/** A request behind one of the day's cards, with the data that staff need for the card's step. */
export const todayRow = requestSummary.extend({
  /** The volumes still with us, at most three, those that the card concerns first; `holdUntil` only on a hold shelf. */
  places: z.array(
    z.strictObject({
      itemId,
      volume: z.int().positive(),
      barcode: z.string(),
      status: z.string(),
      holdUntil: calendarDate.nullable(),
    }),
  ),
  /** Whether its letters wait only for a mail account. */
  waitsForMail: z.boolean(),
  /** The oldest active note, or why a letter needs an operator; empty if there is neither. May be truncated to 300 characters. */
  note: z.string(),
  /** The id of that note, to dismiss it; null if there is none. */
  noteId: z.int().nullable(),
  /** Whether that note is about a conflict with a file whose value can be taken. */
  canTakeFile: z.boolean(),
  /** Since when it has waited in this queue; null if no file said when that began. Rows are sorted by the import then. */
  since: instant.nullable(),
  /** Whether it is past a date or the age limit of this queue. */
  past: z.boolean(),
  /** When the partner wants an answer to its open condition. */
  replyBy: calendarDate.nullable(),
});
export type TodayRow = z.infer<typeof todayRow>;
