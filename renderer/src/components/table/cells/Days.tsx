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

/** As long as a day of a month can be no other one. */
const clearDays = 300;

/** A day that is over, on one line: `Overdue: 28 Nov`, or the year of one that was long ago. */
export const lateLine = (date: CalendarDate, today: CalendarDate): string =>
  t('Overdue: {day}', {
    day: daysBetween(date, today) < clearDays ? formatDayOf(date, date) : date.slice(0, 4),
  });

/** `15 Jan 2027` and below it `in 7 weeks`; red and in words when it is over. @param counts whether a date in the past is late */
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

/** The day of a moment at the library, with how long ago it is. @param isLate whether that is longer than it should be */
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

/** A moment at the library: its day, and the time below it, or behind it on one line. */
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
