import type { RequestId } from '../../../shared/domain/ids.ts';
import { ask } from '../api/desk.ts';
import { detailsPlace } from './details/open-details.ts';
import { firstSort, queryOf, readyQuery, viewOf } from './requests.view.ts';
import { requestsStore } from './use-requests.ts';

/** The number of rows searched. */
const firstRows = 100;

/** Moves the cursor to a newly created request. If it is not near the top of the list, the list switches to all requests, newest first. */
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
  const isNear = rows.some(({ id }) => id === requestId);
  store.send({
    type: 'row.wanted',
    requestId,
    ...(!isNear && { view: viewOf(readyQuery(null), firstSort, null) }),
  });
};
