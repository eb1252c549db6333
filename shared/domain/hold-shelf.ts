import { type Calendar, isOpenOn, nextOpenDay } from './calendar.ts';
import { addDays } from './dates.ts';
import type { CalendarDate } from './ids.ts';

/** A library's settings for its hold shelves, in days. */
type HoldShelfDays = {
  /** How long an item waits after it is shelved. */
  readonly days: number;
  /** How long a parcel to the partner takes. */
  readonly parcelDays: number;
};

/** The last open day up to a day, but not before `from`; null if the library is closed on all of them. */
const lastOpenDay = (day: CalendarDate, from: CalendarDate, calendar: Calendar): CalendarDate | null => {
  for (let candidate = day; candidate >= from; candidate = addDays(candidate, -1))
    if (isOpenOn(candidate, calendar)) return candidate;
  return null;
};

/**
 * Returns the last day on which the patron may pick up an item that goes on the hold shelf. It waits the number of days that the library
 * sets, but never longer than the partner's due date minus the days for the parcel, and at least until the next open day. The result is an
 * open day.
 * @param shelvedOn the day on which it is shelved, in the library's time zone.
 * @param dueOn the partner's due date; null if none was given.
 * @param calendar of the pickup library.
 */
export const holdUntil = ({
  shelvedOn,
  dueOn,
  calendar,
  days,
  parcelDays,
}: {
  readonly shelvedOn: CalendarDate;
  readonly dueOn: CalendarDate | null;
  readonly calendar: Calendar;
} & HoldShelfDays): CalendarDate => {
  const soonest = nextOpenDay(addDays(shelvedOn, 1), calendar);
  const wanted = nextOpenDay(addDays(shelvedOn, days), calendar);
  const latest = dueOn === null ? wanted : addDays(dueOn, -parcelDays);
  const last = wanted <= latest ? wanted : lastOpenDay(latest, soonest, calendar);
  return last === null || last < soonest ? soonest : last;
};

/** A volume of a set, once the one in hand is on the shelf. */
type VolumeOfSet = { readonly status: string; readonly goingBack: boolean };

/** How long the first notice to the patron of a set is delayed, while volumes are still on their way. */
export const setNoticeDelayMs = 3_600_000;

/**
 * Whether volumes of a set are still expected at its shelf: on their way here, or not received yet. Then its patron is notified later,
 * once.
 * @param set the present volumes; `isOpen` while its volumes are still being received.
 */
export const isMoreExpected = (set: {
  readonly expected: number | null;
  readonly volumes: readonly VolumeOfSet[];
  readonly isOpen: boolean;
}): boolean =>
  set.volumes.some(({ status, goingBack }) => status === 'in-transit' && !goingBack) ||
  (set.expected === null ? set.isOpen : set.volumes.length < set.expected);
