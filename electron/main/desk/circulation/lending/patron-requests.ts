import { settledStatuses } from '../../../../../shared/domain/request-status.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import type { PatronId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { PatronRequest } from '../../../../../shared/ipc/calls/loans.ts';
import { patronLinesLimit } from '../../../../../shared/ipc/calls/loans.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { StoredItem } from '../../store/items.queries.ts';
import { listItems } from '../../store/items.queries.ts';
import { nameOfDesk } from '../../store/places.queries.ts';
import { listRequests } from './lending.queries.ts';

/** What a patron asked for and that is not over, newest first, with the items that wait for them or are on their way. */
export const openRequestsOf = (
  { db, session }: Pick<DeskContext, 'db' | 'session'>,
  patronId: PatronId,
): PatronRequest[] => {
  const here = session.desk().id;
  return listRequests(db, {
    patronId,
    over: settledStatuses,
    libraries: session.libraries(),
    limit: patronLinesLimit,
  }).map((request) => ({
    ...request,
    items: waitingItems(db, request.id).map(
      ({ barcode, volume, status, deskId, destinationDeskId, holdUntil }) => ({
        barcode,
        volume,
        status,
        deskName: nameOfDesk(db, destinationDeskId ?? deskId),
        holdUntil,
        here: status === 'on-hold-shelf' && deskId === here,
      }),
    ),
  }));
};

/** The items of a request that the patron does not have and that have not gone back, in their order. */
const waitingItems = (db: ReadableDB, requestId: RequestId): StoredItem[] =>
  listItems(db, requestId).filter(({ status }) => status !== 'on-loan' && isItemOut(status));
