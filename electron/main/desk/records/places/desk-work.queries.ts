import type { DeskId, ItemId, LibraryId, RequestId } from '../../../../../shared/domain/ids.ts';
import { completedStatuses } from '../../../../../shared/domain/request-status.ts';
import { sql, sqlList } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { closedItems } from '../../store/items.queries.ts';

/** Where an item that a desk is responsible for is. `owned`: elsewhere or with its patron, and the desk will return it to its partner. */
export type WhereOfDesk = 'on-shelf' | 'arriving' | 'going-back' | 'brought-back' | 'owned';

/** An item that a desk is responsible for. */
export type ItemOfDesk = {
  readonly id: ItemId;
  readonly requestId: RequestId;
  readonly barcode: string;
  readonly volume: number;
  readonly where: WhereOfDesk;
  /** 1 if this desk returns it to its partner. */
  readonly isOwner: 0 | 1;
};

// An item in transit without a destination goes to its pickup location, or to the desk that returns it.
const selectItems = `
  SELECT id, requestId, barcode, volume, "where", isOwner
    FROM (SELECT item.id, request_id AS requestId, barcode, volume, owning_desk_id IS @id AS isOwner,
                 CASE WHEN item.status = 'on-hold-shelf' AND desk_id = @id THEN 'on-shelf'
                      WHEN item.status = 'returned-by-patron' AND desk_id = @id THEN 'brought-back'
                      WHEN item.status = 'in-transit' AND going_back = 0
                           AND ifnull(destination_desk_id, pickup_desk_id) = @id THEN 'arriving'
                      WHEN item.status = 'in-transit' AND going_back = 1
                           AND ifnull(destination_desk_id, owning_desk_id) = @id THEN 'going-back'
                      WHEN owning_desk_id = @id THEN 'owned' END AS "where"
            FROM item JOIN request ON request.id = request_id
           WHERE item.status NOT IN (${closedItems}))
   WHERE "where" IS NOT NULL ORDER BY id`;

/** Returns the items that a desk is responsible for, without returned and lost ones. */
export const listItemsOfDesk = (db: ReadableDB, id: DeskId): ItemOfDesk[] =>
  sql<object, ItemOfDesk>(db, selectItems).all({ id });

const selectRequests = `
  SELECT id FROM request WHERE pickup_desk_id = ? AND status NOT IN (${sqlList(completedStatuses)}) ORDER BY id`;

/** Returns the open requests with this pickup desk. */
export const listRequestsOfDesk = (db: ReadableDB, id: DeskId): RequestId[] =>
  sql<[DeskId], RequestId>(db, selectRequests).pluck().all(id) as RequestId[];

/** A desk in use that has a hold shelf. */
type Shelf = {
  readonly id: DeskId;
  readonly name: string;
  readonly libraryId: LibraryId;
  readonly libraryName: string;
};

/** Returns the other desks in use that have a hold shelf, by library. */
export const listOtherShelves = (db: ReadableDB, except: DeskId): Shelf[] =>
  sql<[DeskId], Shelf>(
    db,
    `SELECT desk.id, desk.name, library_id AS libraryId, library.name AS libraryName
       FROM desk JOIN library ON library.id = library_id
      WHERE desk.id <> ? AND hold_shelf = 1 AND active = 1 ORDER BY library_id, desk.id`,
  ).all(except);
