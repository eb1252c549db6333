import {
  keepPreviousData,
  queryOptions,
  useQueries,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { PatronId, RequestId, TurnId } from '../../../shared/domain/ids.ts';
import type {
  RequestChoices,
  RequestDetails,
  RequestFacets,
  RequestList,
  RequestQuery,
  RequestRow,
  RequestSort,
  SavedView,
  ViewCount,
} from '../../../shared/ipc/request-views.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import { ask } from './desk.ts';
import { rowsByPage, rowsPerPage } from './pages.ts';

/** A placeholder id that no patron has. */
const noPatron = 0 as PatronId;

const pageQuery = (query: RequestQuery, sort: RequestSort, page: number) => ({
  queryKey: ['requests', 'rows', query, sort, page],
  queryFn: () => ask('requests.list', { query, sort, offset: page * rowsPerPage, limit: rowsPerPage }),
  // Do not cache a million rows because someone once scrolled past them.
  gcTime: 60_000,
});

/** The first page and the total count. The previous page stays while the next one loads, so that nothing flickers. */
export const useFirstPage = (query: RequestQuery, sort: RequestSort): UseQueryResult<RequestList> =>
  useQuery({ ...pageQuery(query, sort, 0), placeholderData: keepPreviousData });

/**
 * The rows of further pages.
 * @returns the rows by page, without the pages that are still loading.
 */
export const useFurtherPages = (
  query: RequestQuery,
  sort: RequestSort,
  pages: readonly number[],
): ReadonlyMap<number, readonly RequestRow[]> =>
  useQueries({
    queries: pages.map((page) => pageQuery(query, sort, page)),
    combine: rowsByPage<RequestRow>(pages),
  });

/** The facet values and their counts. */
export const useFacets = (query: RequestQuery): UseQueryResult<RequestFacets> =>
  useQuery({
    queryKey: ['requests', 'facets', query],
    queryFn: () => ask('requests.facets', { query }),
    placeholderData: keepPreviousData,
  });

/** The number of requests in each ready view. @param wanted false: do not load the counts yet */
export const useViewCounts = (wanted: boolean): UseQueryResult<ViewCount[]> =>
  useQuery({
    queryKey: ['requests', 'view-counts'],
    queryFn: () => ask('requests.viewCounts', {}),
    placeholderData: keepPreviousData,
    enabled: wanted,
  });

/** Everything about one request. */
export const useDetails = (requestId: RequestId): UseQueryResult<RequestDetails> =>
  useQuery({
    queryKey: ['requests', 'details', requestId],
    queryFn: () => ask('requests.details', { requestId }),
  });

/** The newest entries of a thread of a request, reloaded with the details. */
export const useThread = (
  requestId: RequestId,
  turnId: TurnId | null,
  limit: number,
): UseQueryResult<Output<'thread.entries'>> =>
  useQuery({
    queryKey: ['requests', 'details', requestId, 'thread', turnId, limit],
    queryFn: () => ask('thread.entries', { requestId, turnId, limit }),
    // The others stay while older ones load.
    placeholderData: keepPreviousData,
  });

/** The partner of a request that may be asked again, and the changes it asked for. */
export const useAskAgain = (requestId: RequestId): UseQueryResult<Output<'thread.askAgain'>> =>
  useQuery({
    queryKey: ['requests', 'ask-again', requestId],
    queryFn: () => ask('thread.askAgain', { requestId }),
  });

/** How many lines of history are loaded at a time. */
const linesPerPage = 20;

/** The lines of a request's history that follow the first ones. @param pages how many pages of them are wanted */
export const useOlderHistory = (
  requestId: RequestId,
  first: number,
  pages: number,
): readonly RequestDetails['history'][number][] =>
  useQueries({
    queries: Array.from({ length: pages }, (_, page) => first + page * linesPerPage).map((offset) => ({
      queryKey: ['requests', 'details', requestId, 'history', offset],
      queryFn: () => ask('requests.history', { requestId, offset, limit: linesPerPage }),
    })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });

/** The operator's own views. */
export const useSavedViews = (): UseQueryResult<SavedView[]> =>
  useQuery({ queryKey: ['requests', 'views'], queryFn: () => ask('requests.views', {}) });

/** A query for the open requests of a patron for the same work. */
export const sameWorkQuery = (work: Input<'requests.sameWork'>) => ({
  queryKey: ['requests', 'same-work', work],
  queryFn: () => ask('requests.sameWork', work),
});

/** Runs `sameWorkQuery` while there is a work to look up. */
export const useOpenForSameWork = (
  work: Input<'requests.sameWork'> | null,
): UseQueryResult<Output<'requests.sameWork'>> =>
  useQuery({
    ...sameWorkQuery(work ?? { patronId: noPatron, title: '', isbn: '', doi: '' }),
    enabled: work !== null,
  });

/** The choices that the forms offer. */
export const useChoices = (): UseQueryResult<RequestChoices> =>
  useQuery({ queryKey: ['people', 'choices'], queryFn: () => ask('requests.choices', {}) });

const patronsFound = (search: string) =>
  queryOptions({
    queryKey: ['people', 'patrons', search],
    queryFn: () => ask('places.patrons', { search, offset: 0, limit: 20 }),
  });

/** Patrons whose name has a word, or whose card number, starts with the search text. An empty search loads nothing. */
export const usePatronsFound = (search: string): UseQueryResult<Output<'places.patrons'>> =>
  useQuery({ ...patronsFound(search), enabled: search !== '', placeholderData: keepPreviousData });

/** Returns a function that runs this search immediately, without a debounce. */
export const useFindPatrons = () => {
  const client = useQueryClient();
  return (search: string): Promise<Output<'places.patrons'>> => client.fetchQuery(patronsFound(search));
};
