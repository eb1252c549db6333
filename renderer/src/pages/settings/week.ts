import { weekdays } from '../../../../shared/domain/calendar.ts';
import type { OpeningHours } from '../../../../shared/ipc/calls/calendar.ts';

/** A weekday as the week's table shows it: closed days keep times, so that opening them again is one click. */
export type WeekdayRow = { readonly isOpen: boolean; readonly opens: string; readonly closes: string };
export type Week = { readonly days: readonly WeekdayRow[] };

const usual = { opens: '09:00', closes: '17:00' } as const;

/** The seven rows of the table, Monday first. */
export const weekOf = (hours: readonly OpeningHours[]): Week => ({
  days: weekdays.map((_, index) => {
    const row = hours.find(({ weekday }) => weekday === index + 1);
    return row ? { isOpen: true, opens: row.opens, closes: row.closes } : { isOpen: false, ...usual };
  }),
});

/** The opening hours that a table tells of. */
export const hoursOf = ({ days }: Week): OpeningHours[] =>
  days.flatMap(({ isOpen, opens, closes }, index) => (isOpen ? [{ weekday: index + 1, opens, closes }] : []));

/** The rows with Monday's hours from Tuesday to Friday as well: the usual ones where Monday has none. */
export const sameOnWorkdays = (days: readonly WeekdayRow[]): readonly WeekdayRow[] => {
  const [monday] = days;
  const open = monday?.isOpen ? monday : { isOpen: true, ...usual };
  return days.map((row, index) => (index < 5 ? open : row));
};
