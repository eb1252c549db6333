import {
  calendarDateIn,
  daysBetween,
  formatDate,
  formatDayOf,
  formatInstant,
  formatTime,
  overdueWords,
  relativeDate,
} from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, Instant } from '../../../../../shared/domain/ids.ts';
import type { CellFacts } from '../columns.ts';
import classes from './Cells.module.css';
import { t } from '../../../../../shared/words/words.ts';

type Facts = Pick<CellFacts, 'today' | 'compact' | 'timeZone'>;

/** The number of days within which day and month are unambiguous. */
const clearDays = 300;

/** Returns an overdue date on one line: `Overdue: 28 Nov`, or only the year if it is long past. */
export const lateLine = (date: CalendarDate, today: CalendarDate): string =>
  t('Overdue: {day}', {
    day: daysBetween(date, today) < clearDays ? formatDayOf(date, date) : date.slice(0, 4),
  });

/** `15 Jan 2027` and below it `in 7 weeks`; red and with a word when overdue. @param counts whether a past date is overdue */
export const DayCell = ({
  date,
  counts,
  facts: { today, compact },
}: {
  readonly date: CalendarDate | null;
  readonly counts: boolean;
  readonly facts: Facts;
}) => {
  if (date === null) return null;
  const late = counts && date < today;
  const relative = late ? overdueWords(date, today) : relativeDate(date, today);
  return (
    <time
      dateTime={date}
      title={`${date}, ${relative}`}
      className={`${classes['day']} ${late ? classes['late'] : ''}`}
    >
      <span>{late && compact ? lateLine(date, today) : formatDate(date)}</span>
      {!compact && <span className={classes[late ? 'small' : 'below']}>{relative}</span>}
    </time>
  );
};

/** The date of a moment at the library, and its age. @param isLate whether it is older than it should be */
export const WhenCell = ({
  at,
  isLate = false,
  facts,
}: {
  readonly at: Instant | null;
  readonly isLate?: boolean;
  readonly facts: Facts;
}) => {
  if (at === null) return null;
  const date = calendarDateIn(new Date(at), facts.timeZone);
  return (
    <time
      dateTime={at}
      title={formatInstant(at, facts.timeZone)}
      className={`${classes['day']} ${isLate ? classes['late'] : ''}`}
    >
      <span>{formatDate(date)}</span>
      {!facts.compact && (
        <span className={classes[isLate ? 'small' : 'below']}>{relativeDate(date, facts.today)}</span>
      )}
    </time>
  );
};

/** A moment at the library: its date, and the time below it, or after it on one line. */
export const MomentCell = ({ at, facts }: { readonly at: Instant; readonly facts: Facts }) => {
  const date = calendarDateIn(new Date(at), facts.timeZone);
  const time = formatTime(at, facts.timeZone);
  return (
    <time dateTime={at} title={formatInstant(at, facts.timeZone)} className={classes['day']}>
      <span>{facts.compact ? `${formatDayOf(date, facts.today)}, ${time}` : formatDate(date)}</span>
      {!facts.compact && <span className={classes['below']}>{time}</span>}
    </time>
  );
};
