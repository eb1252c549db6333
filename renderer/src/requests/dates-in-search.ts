import { addDays, calendarDateIn } from '../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';
import { readDate } from '../components/typed-date.ts';

/** A search key with a date, its operator, and a date that is not in the form of `2026-12-01`. */
const dated = /(?<=^|\s)(created|due|back|dueback|file)(:|<=|>=|=|<|>)("[^"]+"|[\d+][^\s"]*)/giu;

/** Keys of what has happened: a day without a year is the last such day. */
const isPast = (key: string): boolean => ['created', 'file'].includes(key.toLowerCase());

/**
 * Writes the dates of search keys in the form that the search reads, from how people write them in date fields: `created<11/5/2026`.
 * @param today by default the current day of this machine
 */
export const isoDatesIn = (text: string, today: CalendarDate = calendarDateIn(new Date(), zone())): string =>
  text.replace(dated, (whole, key: string, operator: string, quoted: string) => {
    const value = quoted.replaceAll('"', '').trim();
    if (/^\d{4}(?:-|$)/u.test(value)) return whole;
    const date = readDate(value, isPast(key) ? addDays(today, -364) : today, today);
    return date === null ? whole : `${key}${operator}${date}`;
  });

const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
