import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { FileReading, FileSurvey } from '../../../../shared/ipc/import-views.ts';
import type { AskedFile } from '../../machines/import.machine.ts';
import { ask, RefusedError } from '../../api/desk.ts';

/** What stands in a file names patrons: it is kept no longer than it is shown. */
const notKept = {
  gcTime: 0,
  placeholderData: keepPreviousData,
  // A later question superseded this one, which is wanted again.
  retry: (failures: number, error: Error) =>
    failures < 5 && error instanceof RefusedError && error.refusal.retryable,
  retryDelay: 0,
};

/** How the beginning of the chosen file is read; null for a library file. What was read before stays until it is. */
export const useReading = (asked: AskedFile): UseQueryResult<FileReading | null> =>
  useQuery({
    queryKey: ['chosen-file', 'read', asked],
    queryFn: () => ask('libraryFile.read', asked),
    ...notKept,
  });

/** What stands in all of it. */
export const useSurvey = (asked: AskedFile): UseQueryResult<FileSurvey | null> =>
  useQuery({
    queryKey: ['chosen-file', 'survey', asked],
    queryFn: () => ask('libraryFile.survey', asked),
    ...notKept,
  });
