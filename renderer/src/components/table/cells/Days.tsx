import {
  addDays,
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

/** Returns the day that a recall names, without the year: it is near. */
export const recallLine = (date: CalendarDate): string =>
  t('Back by {day}', { day: formatDayOf(date, date) });

/** From this many days before the day of a recall on, it is urgent. */
const urgentDays = 7;

/**
 * `15 Jan 2027` and below it `in 7 weeks`; red and with a word when overdue. The day that a recall names is red from a week before.
 * @param counts whether a past date is overdue
 * @param recalledBy the day that a recall names
 */
export const DayCell = ({
  date,
  counts,
  recalledBy = null,
  facts: { today, compact },
}: {
  readonly date: CalendarDate | null;
  readonly counts: boolean;
  readonly recalledBy?: CalendarDate | null;
  readonly facts: Facts;
}) => {
  if (date === null) return null;
  const isRecall = date === recalledBy;
  const late = (counts || isRecall) && date < today;
  const red = late || (isRecall && date <= addDays(today, urgentDays));
  const relative = late ? overdueWords(date, today) : relativeDate(date, today);
  const plain = late && compact ? lateLine(date, today) : formatDate(date);
  return (
    <time
      dateTime={date}
      title={`${date}, ${relative}`}
      className={`${classes['day']} ${red ? classes['late'] : ''}`}
    >
      <span>{isRecall ? recallLine(date) : plain}</span>
      {!compact && <span className={classes[red ? 'small' : 'below']}>{relative}</span>}
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

/** A moment at the library on one line: `12 Nov, 14:05`. */
export const momentLine = (at: Instant, { timeZone, today }: Omit<Facts, 'compact'>): string =>
  `${formatDayOf(calendarDateIn(new Date(at), timeZone), today)}, ${formatTime(at, timeZone)}`;

/** A moment at the library: its date, and the time below it, or after it on one line. */
export const MomentCell = ({ at, facts }: { readonly at: Instant; readonly facts: Facts }) => {
  const date = calendarDateIn(new Date(at), facts.timeZone);
  return (
    <time dateTime={at} title={formatInstant(at, facts.timeZone)} className={classes['day']}>
      <span>{facts.compact ? momentLine(at, facts) : formatDate(date)}</span>
      {!facts.compact && <span className={classes['below']}>{formatTime(at, facts.timeZone)}</span>}
    </time>
  );
};
