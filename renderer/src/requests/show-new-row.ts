import type { RequestId } from '../../../shared/domain/ids.ts';
import { ask } from '../api/desk.ts';
import { detailsPlace } from './details/open-details.ts';
import { firstSort, queryOf, readyQuery } from './requests.view.ts';
import { requestsStore } from './use-requests.ts';

/** So many rows of the list are read at first. */
const firstRows = 100;

/** Leads the keys to a request that was made. A list that does not show it near its beginning gives way to all requests, the newest first. */
export const showNewRow = async (requestId: RequestId): Promise<void> => {
  if (detailsPlace() !== 'requests') return;
  const store = requestsStore();
  const { view } = store.getSnapshot().context;
  const { rows } = await ask('requests.list', {
    query: queryOf(view),
    sort: view.sort,
    offset: 0,
    limit: firstRows,
  });
  if (!rows.some(({ id }) => id === requestId))
    store.send({ type: 'view.chosen', query: readyQuery(null), sort: firstSort, savedName: null });
  store.send({ type: 'row.wanted', requestId });
};
