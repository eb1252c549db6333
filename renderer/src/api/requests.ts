import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { RequestId } from '../../../shared/domain/ids.ts';
import type {
  RequestChoices,
  RequestDetails,
  RequestFacets,
  RequestList,
  RequestQuery,
  RequestRow,
  RequestSort,
  SavedView,
} from '../../../shared/ipc/request-views.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import { ask } from './desk.ts';

/** How many rows one call reads. */
export const rowsPerPage = 100;

const pageQuery = (query: RequestQuery, sort: RequestSort, page: number) => ({
  queryKey: ['requests', 'rows', query, sort, page],
  queryFn: () => ask('requests.list', { query, sort, offset: page * rowsPerPage, limit: rowsPerPage }),
  // A million rows are not kept because somebody once scrolled past them.
  gcTime: 60_000,
});

/** The first page with the number of all. The one before stays while the next is read, so that nothing flickers. */
export const useFirstPage = (query: RequestQuery, sort: RequestSort): UseQueryResult<RequestList> =>
  useQuery({ ...pageQuery(query, sort, 0), placeholderData: keepPreviousData });

/**
 * The rows of some further pages.
 * @returns the rows by page; a page that is being read is not in it.
 */
export const useFurtherPages = (
  query: RequestQuery,
  sort: RequestSort,
  pages: readonly number[],
): ReadonlyMap<number, readonly RequestRow[]> =>
  useQueries({
    queries: pages.map((page) => pageQuery(query, sort, page)),
    combine: (results) =>
      new Map(
        results.flatMap(({ data }, index) => {
          const page = pages[index];
          return data && page !== undefined ? [[page, data.rows] as const] : [];
        }),
      ),
  });

/** The values of the facets with their counts. */
export const useFacets = (query: RequestQuery): UseQueryResult<RequestFacets> =>
  useQuery({
    queryKey: ['requests', 'facets', query],
    queryFn: () => ask('requests.facets', { query }),
    placeholderData: keepPreviousData,
  });

/** Everything about one request. */
export const useDetails = (requestId: RequestId): UseQueryResult<RequestDetails> =>
  useQuery({
    queryKey: ['requests', 'details', requestId],
    queryFn: () => ask('requests.details', { requestId }),
  });

/** The operator's own views. */
export const useSavedViews = (): UseQueryResult<SavedView[]> =>
  useQuery({ queryKey: ['requests', 'views'], queryFn: () => ask('requests.views', {}) });

/** What the forms choose from. */
export const useChoices = (): UseQueryResult<RequestChoices> =>
  useQuery({ queryKey: ['people', 'choices'], queryFn: () => ask('requests.choices', {}) });

/** Patrons by the beginning of any word of the name, or of the card. Nothing is asked for an empty search. */
export const usePatronsFound = (search: string): UseQueryResult<Output<'places.patrons'>> =>
  useQuery({
    queryKey: ['people', 'patrons', search],
    queryFn: () => ask('places.patrons', { search, offset: 0, limit: 20 }),
    enabled: search !== '',
    placeholderData: keepPreviousData,
  });
