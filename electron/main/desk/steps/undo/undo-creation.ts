import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';

/** Whether somebody outside may know of a request, so that it cannot be unmade: a letter about it may have been read, or another one repeats it. */
export const isKnownOutside = (db: ReadableDB, requestId: RequestId): boolean =>
  sql<object>(
    db,
    `SELECT 1 FROM outbox WHERE request_id = @requestId AND may_have_left_at IS NOT NULL
      UNION ALL SELECT 1 FROM request WHERE again_of = @requestId LIMIT 1`,
  ).get({ requestId }) !== undefined;

/** Takes away the letters of a request that nobody has read, before the request itself goes. */
export const removeUnreadLetters = (db: WritableDB, requestId: RequestId): void => {
  sql<[RequestId]>(db, 'DELETE FROM outbox WHERE request_id = ?').run(requestId);
};
