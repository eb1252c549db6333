import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { StoredItem } from '../../store/items.queries.ts';
import { listItems } from '../../store/items.queries.ts';

/** The items of a request that the patron does not have and that have not gone back, in their order. */
export const waitingItems = (db: ReadableDB, requestId: RequestId): StoredItem[] =>
  listItems(db, requestId).filter(({ status }) => status !== 'on-loan' && isItemOut(status));
