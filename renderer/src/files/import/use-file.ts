import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { FileReading, FileSurvey } from '../../../../shared/ipc/import-views.ts';
import type { AskedFile } from '../../machines/import.machine.ts';
import { ask, RefusedError } from '../../api/desk.ts';

/** File contents name patrons: they are cached no longer than they are shown. */
const notKept = {
  gcTime: 0,
  placeholderData: keepPreviousData,
  // The request was superseded by a later one, but is needed again.
  retry: (failures: number, error: Error) =>
    failures < 5 && error instanceof RefusedError && error.refusal.retryable,
  retryDelay: 0,
};

/** The interpretation of the beginning of the chosen file; null for a library file. The previous result stays while the next one loads. */
export const useReading = (asked: AskedFile): UseQueryResult<FileReading | null> =>
  useQuery({
    queryKey: ['chosen-file', 'read', asked],
    queryFn: () => ask('libraryFile.read', asked),
    ...notKept,
  });

/** The content of the whole file. */
export const useSurvey = (asked: AskedFile): UseQueryResult<FileSurvey | null> =>
  useQuery({
    queryKey: ['chosen-file', 'survey', asked],
    queryFn: () => ask('libraryFile.survey', asked),
    ...notKept,
  });
