import {
  calendarDateIn,
  formatDate,
  formatInstant,
  formatTime,
  relativeDate,
} from '../../../shared/domain/dates.ts';
import type { CalendarDate, Instant } from '../../../shared/domain/ids.ts';
import { useTimeZone, useToday } from './today.ts';
import { t } from '../../../shared/words/words.ts';

/** `15 Jan 2027, in 7 weeks`, with the ISO date on hover. */
export const DayWords = ({ date }: { readonly date: CalendarDate }) => (
  <time dateTime={date} title={date}>
    {formatDate(date)}, {relativeDate(date, useToday())}
  </time>
);

/** `15 Jan 2027, in 7 weeks`; after the due date `22 Nov 2026, 8 days ago: overdue`. */
export const DueDay = ({ date }: { readonly date: CalendarDate }) => {
  const overdue = date < useToday();
  return (
    <>
      <DayWords date={date} />
      {overdue && <strong>: {t('overdue')}</strong>}
    </>
  );
};

/** `10:42` in the library's time zone. */
export const TimeOfDay = ({ at }: { readonly at: Instant }) => {
  const timeZone = useTimeZone();
  return (
    <time dateTime={at} title={formatInstant(at, timeZone)}>
      {formatTime(at, timeZone)}
    </time>
  );
};

/** The age of a moment in days or longer units: `today`, `3 days ago`. */
export const Age = ({ since }: { readonly since: Instant }) => {
  const timeZone = useTimeZone();
  const today = useToday();
  return (
    <time dateTime={since} title={formatInstant(since, timeZone)}>
      {relativeDate(calendarDateIn(new Date(since), timeZone), today)}
    </time>
  );
};

/** `15 Jan 2027, 10:42` in the library's time zone. */
export const Moment = ({ at }: { readonly at: Instant }) => (
  <time dateTime={at} title={at}>
    {formatInstant(at, useTimeZone())}
  </time>
);
