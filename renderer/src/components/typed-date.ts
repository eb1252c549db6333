import type { CalendarDate } from '../../../shared/domain/ids.ts';
import { dateOrderOf, readTypedDate } from '../../../shared/domain/typed-date.ts';

const order = dateOrderOf(navigator.language);
const examples = { dmy: '15.1.2027', mdy: '1/15/2027', ymd: '2027-01-15' } as const;

/** How a date is typed on this machine, for the field and for refusals. */
export const dateHint = `For example ${order === 'ymd' ? '2027-01-15' : `2027-01-15 or ${examples[order]}`}`;

/** The date that a text is; null for none. @param today today's date at the library */
export const readDate = (text: string, today: CalendarDate): CalendarDate | null =>
  readTypedDate(text, order, today);
