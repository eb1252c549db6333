import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Calendar } from '../../../shared/domain/calendar.ts';
import type { LibraryId } from '../../../shared/domain/ids.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import { ask } from './desk.ts';
import { useAppState } from './queries.ts';

// Keys begin with the topic whose changes invalidate them.
const topic = 'people';

type Search = { readonly search: string; readonly offset: number; readonly limit: number };

export const useLibraries = (): UseQueryResult<Output<'places.libraries'>> =>
  useQuery({ queryKey: [topic, 'libraries'], queryFn: () => ask('places.libraries', {}) });

export const useDesks = (): UseQueryResult<Output<'places.desks'>> =>
  useQuery({ queryKey: [topic, 'desks'], queryFn: () => ask('places.desks', {}) });

export const usePartners = (search: Search): UseQueryResult<Output<'places.partners'>> =>
  useQuery({
    queryKey: [topic, 'partners', search],
    queryFn: () => ask('places.partners', search),
    placeholderData: (before: Output<'places.partners'> | undefined) => before,
  });

export const usePatrons = (search: Search): UseQueryResult<Output<'places.patrons'>> =>
  useQuery({
    queryKey: [topic, 'patrons', search],
    queryFn: () => ask('places.patrons', search),
    placeholderData: (before: Output<'places.patrons'> | undefined) => before,
  });

export const useOperators = (): UseQueryResult<Output<'operators.list'>> =>
  useQuery({ queryKey: [topic, 'operators'], queryFn: () => ask('operators.list', {}) });

export const useReasons = (): UseQueryResult<Output<'reasons.list'>> =>
  useQuery({ queryKey: [topic, 'reasons'], queryFn: () => ask('reasons.list', {}) });

export const useCalendar = (libraryId: LibraryId): UseQueryResult<Output<'calendar.load'>> =>
  useQuery({ queryKey: [topic, 'calendar', libraryId], queryFn: () => ask('calendar.load', { libraryId }) });

const calendarOf = ({ hours, closedDays }: Output<'calendar.load'>): Calendar => ({
  openWeekdays: hours.map(({ weekday }) => weekday),
  closedDays,
});

/** The opening days of the current library; null until they are loaded. */
export const useCalendarHere = (): Calendar | null => {
  const libraryId = useAppState().data?.desk.libraryId;
  const calendar = useQuery({
    queryKey: [topic, 'calendar', libraryId],
    queryFn: () => ask('calendar.load', { libraryId: libraryId ?? (0 as LibraryId) }),
    enabled: libraryId !== undefined,
    select: calendarOf,
  });
  return calendar.data ?? null;
};

/** How many partners and patrons lack an address, and requests a pickup location. */
export const useMissingRecords = (): UseQueryResult<Output<'places.missing'>> =>
  useQuery({ queryKey: [topic, 'missing'], queryFn: () => ask('places.missing', {}) });
