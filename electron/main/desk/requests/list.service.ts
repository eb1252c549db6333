import type { Input } from '../../../../shared/ipc/contract.ts';
import type { RequestFacets, RequestList } from '../../../../shared/ipc/request-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import type { DeskContext } from '../context.ts';
import { countRequests, newestIds, readRows } from './list.queries.ts';

export type ListService = {
  readonly list: (input: Input<'requests.list'>) => Result<RequestList>;
  readonly facets: (input: Input<'requests.facets'>) => Result<RequestFacets>;
};

/** The table of Borrowing Requests with its facets (product.md §3.2). It only reads. */
export const listService = ({ db }: DeskContext): ListService => ({
  list: ({ offset, limit }) =>
    ok({ total: countRequests(db), atLeast: false, rows: readRows(db, newestIds(db, offset, limit)) }),
  facets: () =>
    ok({
      total: countRequests(db),
      atLeast: false,
      status: [],
      activity: [],
      partner: [],
      pickup: [],
      due: [],
      activeNotes: [],
    }),
});
