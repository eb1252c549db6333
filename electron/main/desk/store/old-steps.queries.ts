import type { Instant, RequestId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { emptied } from './command-log.queries.ts';

// Removes the details of old steps: all steps of a request together, so that none can be undone before a later one.

/** Steps that the hub has not placed yet keep all their details. */
const isPlaced = 'op_id NOT IN (SELECT op_id FROM hub_pending)';

/** A request with logged steps. */
type Looked = {
  readonly id: RequestId;
  /** 1 if it ended before that moment, and its steps still have their details. */
  readonly isDue: 0 | 1;
};

/**
 * Returns some requests after an id, and whether their steps are due. Reading all of them costs no more than selecting the few that are
 * due.
 */
export const scanRequests = (
  db: ReadableDB,
  args: {
    readonly after: number;
    readonly over: readonly string[];
    readonly before: Instant;
    readonly limit: number;
  },
): Looked[] =>
  sql<object, Looked>(
    db,
    `SELECT id, status IN (SELECT value FROM json_each(@over)) AND updated_at < @before
            AND ifnull((SELECT input FROM command_log WHERE request_id = request.id AND ${isPlaced} ORDER BY seq DESC LIMIT 1), '${emptied}')
              <> '${emptied}' AS isDue
       FROM request WHERE id > @after ORDER BY id LIMIT @limit`,
  ).all({ ...args, over: JSON.stringify(args.over) });

/** Removes the details of a request's steps: their changes, and their input and answer except the barcode of the volume in hand. */
export const emptySteps = (db: WritableDB, id: RequestId): void => {
  sql<[RequestId]>(
    db,
    `DELETE FROM change_log WHERE op_id IN (SELECT op_id FROM command_log WHERE request_id = ? AND ${isPlaced})`,
  ).run(id);
  sql<[RequestId]>(
    db,
    `UPDATE command_log
        SET input = '${emptied}',
            answer = json_patch('${emptied}', json_object('barcode', ifnull(answer ->> '$.barcode', answer ->> '$.volume.barcode')))
      WHERE request_id = ? AND input <> '${emptied}' AND ${isPlaced}`,
  ).run(id);
};
