import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { LibraryId } from '../../../../shared/domain/ids.ts';
import type { Period, ReportId } from '../../../../shared/domain/reports.ts';
import type { Output } from '../../../../shared/ipc/contract.ts';
import { ask } from '../../api/desk.ts';

/** A pause between two rounds of counting, to let scans through. */
const betweenTurnsMs = 10;

// Not invalidated by topic: weekly numbers need not follow each step. They are refetched when the page is opened.
const anew = { staleTime: 0, gcTime: 0, refetchOnMount: 'always' } as const;

/** Counts everything added since the last time, in rounds, until done. */
export const useCounting = (): UseQueryResult<Output<'reports.prepare'>> =>
  useQuery({
    ...anew,
    queryKey: ['reports', 'prepare'],
    queryFn: () => ask('reports.prepare', {}),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && data.counted < data.total ? betweenTurnsMs : false,
  });

/** The selected report. */
export type AskedReport = {
  readonly report: ReportId;
  readonly period: Period;
  readonly libraryId: LibraryId | null;
};

/** Returns the input of the call for a report. */
export const inputOf = ({ report, period, libraryId }: AskedReport) => ({ report, ...period, libraryId });

/** A report, with the previous period for comparison. */
export const useReport = (asked: AskedReport): UseQueryResult<Output<'reports.read'>> => {
  const input = inputOf(asked);
  return useQuery({
    ...anew,
    queryKey: ['reports', 'read', input],
    queryFn: () => ask('reports.read', input),
  });
};
