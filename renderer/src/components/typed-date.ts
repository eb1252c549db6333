import type { CalendarDate } from '../../../shared/domain/ids.ts';
import { dateOrderOf, readTypedDate } from '../../../shared/domain/typed-date.ts';
import { language, locale } from '../../../shared/words/language.ts';
import { t } from '../../../shared/words/words.ts';

/** As this machine writes dates in the language of the program; as the language does on a machine in another one. */
const order = dateOrderOf(navigator.language.split('-')[0] === language ? navigator.language : locale);
const examples = { dmy: '15.1.2027', mdy: '1/15/2027', ymd: '2027-01-15' } as const;

/** How to type a date on this machine, for the field and for refusals. */
export const dateHint = t(
  'For example 2027-01-15, {orderCase, select, yes {} other {{examples}, }}+14 or 2w',
  {
    orderCase: order === 'ymd' ? 'yes' : 'no',
    examples: examples[order],
  },
);

/**
 * Parses a typed date; null if it is invalid.
 * @param today the current date at the library
 * @param base the day from which `+14` and `2w` count; by default today
 */
export const readDate = (text: string, today: CalendarDate, base = today): CalendarDate | null =>
  readTypedDate(text, order, today, base);
