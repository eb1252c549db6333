import type { ItemId, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/** A step that received a volume. */
export type ReceivingStep = { readonly opId: OpId; readonly deskName: string };

/** Returns the steps, not undone, that received the volumes of a request, each with its desk, by volume id. */
export const findReceivingSteps = (
  db: ReadableDB,
  requestId: RequestId,
): ReadonlyMap<ItemId, ReceivingStep> => {
  const rows = sql<[RequestId], ReceivingStep & { readonly itemId: ItemId }>(
    db,
    `SELECT row_id AS itemId, op_id AS opId, desk.name AS deskName
       FROM change_log JOIN command_log USING (op_id) JOIN desk ON desk.id = command_log.desk_id
      WHERE command_log.request_id = ? AND kind = 'receive' AND undone_by IS NULL
        AND table_name = 'item' AND (before IS NULL OR before ->> '$.barcode' = '')
      ORDER BY seq`,
  ).all(requestId);
  return new Map(rows.map(({ itemId, ...step }) => [itemId, step]));
};
