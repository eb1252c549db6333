import { weekdays } from '../../../../shared/domain/calendar.ts';
import type { OpeningHours } from '../../../../shared/ipc/calls/calendar.ts';

/** A weekday in the table of the week: closed days keep their times, so that one click opens them again. */
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

/** Returns the opening hours in a table. */
export const hoursOf = ({ days }: Week): OpeningHours[] =>
  days.flatMap(({ isOpen, opens, closes }, index) => (isOpen ? [{ weekday: index + 1, opens, closes }] : []));

/** Copies Monday's hours to Tuesday through Friday; if Monday is closed, all five get default hours. */
export const copyMondayToWorkdays = (days: readonly WeekdayRow[]): readonly WeekdayRow[] => {
  const [monday] = days;
  const open = monday?.isOpen ? monday : { isOpen: true, ...usual };
  return days.map((row, index) => (index < 5 ? open : row));
};
