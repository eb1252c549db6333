import {
  keepPreviousData,
  queryOptions,
  useQueries,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { PatronId, RequestId } from '../../../shared/domain/ids.ts';
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

/** No patron has this number. */
const noPatron = 0 as PatronId;

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
    combine: rowsByPage<RequestRow>(pages),
  });

/** The values of the facets with their counts. */
export const useFacets = (query: RequestQuery): UseQueryResult<RequestFacets> =>
  useQuery({
    queryKey: ['requests', 'facets', query],
    queryFn: () => ask('requests.facets', { query }),
    placeholderData: keepPreviousData,
  });

/** How many requests each ready view holds. @param wanted false: it is not time to ask yet */
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

/** The operator's own views. */
export const useSavedViews = (): UseQueryResult<SavedView[]> =>
  useQuery({ queryKey: ['requests', 'views'], queryFn: () => ask('requests.views', {}) });

/** The open requests of a patron for the same work. */
export const sameWorkQuery = (work: Input<'requests.sameWork'>) => ({
  queryKey: ['requests', 'same-work', work],
  queryFn: () => ask('requests.sameWork', work),
});

/** The same, read as long as there is a work to ask for. */
export const useOpenForSameWork = (
  work: Input<'requests.sameWork'> | null,
): UseQueryResult<Output<'requests.sameWork'>> =>
  useQuery({
    ...sameWorkQuery(work ?? { patronId: noPatron, title: '', isbn: '', doi: '' }),
    enabled: work !== null,
  });

/** What the forms choose from. */
export const useChoices = (): UseQueryResult<RequestChoices> =>
  useQuery({ queryKey: ['people', 'choices'], queryFn: () => ask('requests.choices', {}) });

const patronsFound = (search: string) =>
  queryOptions({
    queryKey: ['people', 'patrons', search],
    queryFn: () => ask('places.patrons', { search, offset: 0, limit: 20 }),
  });

/** Patrons by the beginning of any word of the name, or of the card. Nothing is asked for an empty search. */
export const usePatronsFound = (search: string): UseQueryResult<Output<'places.patrons'>> =>
  useQuery({ ...patronsFound(search), enabled: search !== '', placeholderData: keepPreviousData });

/** Asks the same at once, without waiting for further letters. */
export const useFindPatrons = () => {
  const client = useQueryClient();
  return (search: string): Promise<Output<'places.patrons'>> => client.fetchQuery(patronsFound(search));
};
