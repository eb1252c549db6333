import type { Instant, OpId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/**
 * Returns when a file with this content was completely imported from a watched folder, unless that import was undone; otherwise undefined.
 */
export const findWatchedImport = (db: ReadableDB, sha256: string): Instant | undefined =>
  sql<[string], Instant>(
    db,
    `SELECT watched_file.at FROM watched_file JOIN command_log USING (op_id)
      WHERE sha256 = ? AND undone_by IS NULL`,
  )
    .pluck()
    .get(sha256) as Instant | undefined;

/** Records the import that completely read a file with this content. */
export const noteWatchedImport = (db: WritableDB, sha256: string, opId: OpId, at: Instant): void => {
  sql<[string, OpId, Instant]>(
    db,
    'INSERT OR REPLACE INTO watched_file (sha256, op_id, at) VALUES (?, ?, ?)',
  ).run(sha256, opId, at);
};
