import * as z from 'zod';
import type { CalendarDate, Instant } from '../domain/ids.ts';

/** Returns a schema whose values the compiler distinguishes from others of the same type. */
export const branded = <T>(schema: z.ZodType): z.ZodType<T> => schema as unknown as z.ZodType<T>;

export const calendarDate = branded<CalendarDate>(z.iso.date());
export const instant = branded<Instant>(z.iso.datetime());
