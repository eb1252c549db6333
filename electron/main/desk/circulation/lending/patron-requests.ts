import { requestStatusCodes, requestStatuses } from '../../../../../shared/domain/request-status.ts';
import type { PatronId } from '../../../../../shared/domain/ids.ts';
import type { PatronRequest } from '../../../../../shared/ipc/calls/loans.ts';
import { patronLinesLimit } from '../../../../../shared/ipc/calls/loans.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { listRequests, listWaitingItems } from './lending.queries.ts';

/** What is over for the patron: completed or cancelled, or gone back to the partner. */
const over = requestStatusCodes.filter(
  (code) => requestStatuses[code].activity === 'completed' || requestStatuses[code].phase === 'returned',
);

/** What a patron asked for and that is not over, newest first, with the items that wait for them or are on their way. */
export const openRequestsOf = (
  { db, session }: Pick<DeskContext, 'db' | 'session'>,
  patronId: PatronId,
): PatronRequest[] => {
  const here = session.desk().id;
  return listRequests(db, { patronId, over, libraries: session.libraries(), limit: patronLinesLimit }).map(
    (request) => ({
      ...request,
      items: listWaitingItems(db, request.id).map(({ deskId, ...item }) => ({
        ...item,
        here: item.status === 'on-hold-shelf' && deskId === here,
      })),
    }),
  );
};
