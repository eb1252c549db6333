import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import type { QueryClient, UseQueryResult } from '@tanstack/react-query';
import type { RequestId } from '../../../shared/domain/ids.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { TodayCardId, TodayRow } from '../../../shared/ipc/today-views.ts';
import { ask } from './desk.ts';
import { rowsByPage, rowsPerPage } from './pages.ts';

/** Refetched when requests or letters change: some queues are about letters. */
const listKey = ['requests', 'list'] as const;

/** Part of a queue, the longest-waiting requests first. */
export const useTodayList = (
  card: TodayCardId,
  part: { readonly offset: number; readonly limit: number; readonly here?: boolean },
): UseQueryResult<Output<'today.list'>> =>
  useQuery({
    queryKey: [...listKey, card, part],
    queryFn: () => ask('today.list', { card, ...part }),
    placeholderData: keepPreviousData,
  });

/** The first page of a queue and its total count. */
export const useQueue = (card: TodayCardId): UseQueryResult<Output<'today.list'>> =>
  useTodayList(card, { offset: 0, limit: rowsPerPage });

/** The rows of some further pages of a queue, by page. */
export const useFurtherOfQueue = (
  card: TodayCardId,
  pages: readonly number[],
): ReadonlyMap<number, readonly TodayRow[]> =>
  useQueries({
    queries: pages.map((page) => {
      const part = { offset: page * rowsPerPage, limit: rowsPerPage };
      return {
        queryKey: [...listKey, card, part],
        queryFn: () => ask('today.list', { card, ...part }),
        gcTime: 60_000,
      };
    }),
    combine: rowsByPage<TodayRow>(pages),
  });

/** As many requests of a queue as can be selected together. @param most the limit */
export const selectableOf = (card: TodayCardId, most: number) => {
  const part = { offset: 0, limit: most };
  return {
    key: [...listKey, card, part],
    read: () => ask('today.list', { card, ...part }),
  };
};

/** The rows of a queue loaded so far, by request. */
export const rowsReadOf = (client: QueryClient, card: TodayCardId): ReadonlyMap<RequestId, TodayRow> =>
  new Map(
    client
      .getQueriesData<Output<'today.list'>>({ queryKey: [...listKey, card] })
      .flatMap(([, list]) => list?.rows ?? [])
      .map((row) => [row.id, row]),
  );
