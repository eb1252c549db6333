import type { Instant, RequestId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { emptied } from './command-log.queries.ts';

// What old steps changed, asked and answered, and how it goes: all steps of a request together, so that none is taken back under a later one.

/** What the hub has not placed yet is kept whole. */
const isPlaced = 'op_id NOT IN (SELECT op_id FROM hub_pending)';

/** A request of the log. */
export type Looked = {
  readonly id: RequestId;
  /** 1 where it is over since before that moment, and its steps are whole. */
  readonly isDue: 0 | 1;
};

/** Some requests after one, by their numbers: whether their steps are to be emptied. To look at all takes as long as to look at few. */
export const lookAtRequests = (
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

/** Empties the steps of a request: what they changed goes, and of what they asked and answered all but the volume that was in hand. */
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
