import type { Instant, ItemId, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/** The steps that received the volumes of a request and still stand, by the volumes' ids. */
export const findReceivingSteps = (db: ReadableDB, requestId: RequestId): ReadonlyMap<ItemId, OpId> => {
  const rows = sql<[RequestId], { readonly itemId: ItemId; readonly opId: OpId }>(
    db,
    `SELECT row_id AS itemId, op_id AS opId FROM change_log JOIN command_log USING (op_id)
      WHERE command_log.request_id = ? AND kind = 'receive' AND undone_by IS NULL
        AND table_name = 'item' AND before IS NULL
      ORDER BY seq`,
  ).all(requestId);
  return new Map(rows.map(({ itemId, opId }) => [itemId, opId]));
};

/** The last step of this kind on a request that still stands: when, and by whom. */
export const findLastStep = (
  db: ReadableDB,
  requestId: RequestId,
  kind: string,
): { readonly at: Instant; readonly operatorName: string } | undefined =>
  sql<[RequestId, string], { readonly at: Instant; readonly operatorName: string }>(
    db,
    `SELECT at, operator.name AS operatorName
       FROM command_log JOIN operator ON operator.id = operator_id
      WHERE request_id = ? AND kind = ? AND undone_by IS NULL
      ORDER BY seq DESC LIMIT 1`,
  ).get(requestId, kind);
