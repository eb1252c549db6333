import { useSyncExternalStore } from 'react';
import { calendarDateIn } from '../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';
import { sharedValue } from './shared-value.ts';

const minuteMs = 60_000;

const everyMinute = (tick: () => void): (() => void) => {
  const timer = setInterval(tick, minuteMs);
  return () => clearInterval(timer);
};

/** The current time as a number, updated once a minute. */
const useNowMs = (): number =>
  useSyncExternalStore(everyMinute, () => Math.floor(Date.now() / minuteMs) * minuteMs);

export const machineTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The library's IANA time zone; the machine's until the settings are loaded. */
export const libraryTimeZone = sharedValue(machineTimeZone);

/** The library's IANA time zone; a component that uses it follows it. */
export const useTimeZone = libraryTimeZone.use;

/** The current date at the library. */
export const libraryToday = (): CalendarDate => calendarDateIn(new Date(), libraryTimeZone.get());

/** The current date at the library; a component that uses it follows it. */
export const useToday = (): CalendarDate => {
  const now = useNowMs();
  return calendarDateIn(new Date(now), useTimeZone());
};
