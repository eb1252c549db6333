import type { Instant, RequestId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** Adds a note of staff to a request. */
export const insertNote = (
  db: WritableDB,
  row: {
    readonly requestId: RequestId;
    readonly text: string;
    readonly active: number;
    readonly operatorName: string;
    readonly at: Instant;
  },
): void => {
  sql<object>(
    db,
    `INSERT INTO request_note (request_id, author, body, active, created_at, operator_name)
     VALUES (@requestId, 'staff', @text, @active, @at, @operatorName)`,
  ).run(row);
};

export type StoredNote = {
  readonly author: 'partner' | 'staff';
  readonly active: number;
  readonly dismissedAt: Instant | null;
};

/** One note of a request, or undefined. */
export const findNote = (db: ReadableDB, requestId: RequestId, noteId: number): StoredNote | undefined =>
  sql<[RequestId, number], StoredNote>(
    db,
    `SELECT author, active, dismissed_at AS dismissedAt FROM request_note WHERE request_id = ? AND id = ?`,
  ).get(requestId, noteId);

/** Notes that somebody has dealt with a note. */
export const dismissNote = (db: WritableDB, noteId: number, at: Instant): void => {
  sql<[Instant, number]>(db, 'UPDATE request_note SET active = 0, dismissed_at = ? WHERE id = ?').run(
    at,
    noteId,
  );
};

/** Notes on a request that a person worked on it. */
export const touchRequest = (db: WritableDB, requestId: RequestId, at: Instant): void => {
  sql<[Instant, RequestId]>(db, 'UPDATE request SET updated_at = ?, worked_on = 1 WHERE id = ?').run(
    at,
    requestId,
  );
};
