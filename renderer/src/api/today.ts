import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import type { QueryClient, UseQueryResult } from '@tanstack/react-query';
import type { RequestId } from '../../../shared/domain/ids.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { TodayCardId, TodayRow } from '../../../shared/ipc/today-views.ts';
import { ask } from './desk.ts';
import { rowsByPage, rowsPerPage } from './pages.ts';

/** Read again with the requests, and with the letters: some queues are about those. */
const listKey = ['requests', 'list'] as const;

/** Some of the requests of a queue, those that wait longest first. */
export const useTodayList = (
  card: TodayCardId,
  part: { readonly offset: number; readonly limit: number; readonly here?: boolean },
): UseQueryResult<Output<'today.list'>> =>
  useQuery({
    queryKey: [...listKey, card, part],
    queryFn: () => ask('today.list', { card, ...part }),
    placeholderData: keepPreviousData,
  });

/** The first page of a queue with the number of all its requests. */
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

/** As many requests of a queue as can be selected at once. @param most how many */
export const selectableOf = (card: TodayCardId, most: number) => {
  const part = { offset: 0, limit: most };
  return {
    key: [...listKey, card, part],
    read: () => ask('today.list', { card, ...part }),
  };
};

/** What was read of a queue so far, by request. */
export const rowsReadOf = (client: QueryClient, card: TodayCardId): ReadonlyMap<RequestId, TodayRow> =>
  new Map(
    client
      .getQueriesData<Output<'today.list'>>({ queryKey: [...listKey, card] })
      .flatMap(([, list]) => list?.rows ?? [])
      .map((row) => [row.id, row]),
  );
