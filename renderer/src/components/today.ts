import { createContext, useContext, useSyncExternalStore } from 'react';
import { calendarDateIn } from '../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';

const minuteMs = 60_000;

const everyMinute = (tick: () => void): (() => void) => {
  const timer = setInterval(tick, minuteMs);
  return () => clearInterval(timer);
};

/** The current time as a number, updated once a minute. */
export const useNowMs = (): number =>
  useSyncExternalStore(everyMinute, () => Math.floor(Date.now() / minuteMs) * minuteMs);

export const machineTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const TimeZoneContext = createContext(machineTimeZone);
export const TimeZoneProvider = TimeZoneContext.Provider;

/** The library's IANA time zone; the machine's until the settings are loaded. */
export const useTimeZone = (): string => useContext(TimeZoneContext);

/** The current date at the library. */
export const useToday = (): CalendarDate => {
  const now = useNowMs();
  return calendarDateIn(new Date(now), useTimeZone());
};
