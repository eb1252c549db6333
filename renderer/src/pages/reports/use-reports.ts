import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { LibraryId } from '../../../../shared/domain/ids.ts';
import type { Period, ReportId } from '../../../../shared/domain/reports.ts';
import type { Output } from '../../../../shared/ipc/contract.ts';
import { ask } from '../../api/desk.ts';

/** A pause between two turns of counting, in which a scan may come. */
const betweenTurnsMs = 10;

// Not by a topic: numbers of weeks need not follow each step. They are read again when the page is opened.
const anew = { staleTime: 0, gcTime: 0, refetchOnMount: 'always' } as const;

/** Counts what came since the last time, until all is counted. */
export const useCounting = (): UseQueryResult<Output<'reports.prepare'>> =>
  useQuery({
    ...anew,
    queryKey: ['reports', 'prepare'],
    queryFn: () => ask('reports.prepare', {}),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && data.counted < data.total ? betweenTurnsMs : false,
  });

/** Which report is asked for. */
export type AskedReport = {
  readonly report: ReportId;
  readonly period: Period;
  readonly libraryId: LibraryId | null;
};

/** How it is asked for. */
export const inputOf = ({ report, period, libraryId }: AskedReport) => ({ report, ...period, libraryId });

/** A report beside the period before. */
export const useReport = (asked: AskedReport): UseQueryResult<Output<'reports.read'>> => {
  const input = inputOf(asked);
  return useQuery({
    ...anew,
    queryKey: ['reports', 'read', input],
    queryFn: () => ask('reports.read', input),
  });
};
