import { addDays } from '../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';
import { fieldOf } from '../../../shared/domain/request-query.ts';
import { libraryToday } from '../components/today.ts';
import { readDate } from '../components/typed-date.ts';

/** A search key, its operator, and a value that may be a date. */
const keyed = /(?<=^|\s)(\p{L}+)(:|<=|>=|=|<|>)("[^"]+"|[\d+][^\s"]*)/gu;

/**
 * Writes the dates of search keys in the form that the search reads, from how people write them in date fields: `created<11/5/2026`.
 * @param today by default the current date at the library
 */
export const isoDatesIn = (text: string, today: CalendarDate = libraryToday()): string =>
  text.replace(keyed, (whole, key: string, operator: string, quoted: string) => {
    const kind = fieldOf(key)?.date;
    const value = quoted.replaceAll('"', '').trim();
    if (kind === undefined || /^\d{4}(?:-|$)/u.test(value)) return whole;
    const date = readDate(value, kind === 'past' ? addDays(today, -364) : today, today);
    return date === null ? whole : `${key}${operator}${date}`;
  });
