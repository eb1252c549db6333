import type { ItemId, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/** The steps that received the volumes of a request and still stand, by the volumes' ids. */
export const findReceivingSteps = (db: ReadableDB, requestId: RequestId): ReadonlyMap<ItemId, OpId> => {
  const rows = sql<[RequestId], { readonly itemId: ItemId; readonly opId: OpId }>(
    db,
    `SELECT row_id AS itemId, op_id AS opId FROM change_log JOIN command_log USING (op_id)
      WHERE command_log.request_id = ? AND kind = 'receive' AND undone_by IS NULL
        AND table_name = 'item' AND (before IS NULL OR before ->> '$.barcode' = '')
      ORDER BY seq`,
  ).all(requestId);
  return new Map(rows.map(({ itemId, opId }) => [itemId, opId]));
};
