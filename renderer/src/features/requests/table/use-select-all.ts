import { useQueryClient } from '@tanstack/react-query';
import type { RequestQuery, RequestSort } from '../../../../../shared/ipc/request-views.ts';
import { ask, sentenceOf } from '../../../api/desk.ts';
import { mostSelected } from '../../../shell/requests/BulkBar.tsx';
import { requestsStore } from '../../../shell/requests/use-requests.ts';
import { pickedOf } from '../../../shell/requests/use-row-menu.tsx';

/** Selects what the list holds, up to the most; or nothing, where something was selected. */
export const useSelectAll = (
  query: RequestQuery,
  sort: RequestSort,
  selectedNow: number,
): (() => Promise<void>) => {
  const client = useQueryClient();
  return async () => {
    const actor = requestsStore();
    if (selectedNow > 0) {
      actor.send({ type: 'rows.selected', rows: [] });
      return;
    }
    try {
      const { rows } = await client.fetchQuery({
        queryKey: ['requests', 'selectable', query, sort],
        queryFn: () => ask('requests.list', { query, sort, offset: 0, limit: mostSelected }),
        staleTime: 0,
      });
      actor.send({ type: 'rows.selected', rows: rows.map(pickedOf) });
    } catch (error) {
      actor.send({ type: 'refused', message: sentenceOf(error) });
    }
  };
};
