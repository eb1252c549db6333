import type { Instant, RequestId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** The last known values of a request in a source of files: the digest of its row, and its fields as JSON. */
type FileSaidRow = { readonly digest: string; readonly said: string };

/** Returns the last known values of a request in a source, or undefined. */
export const findFileSaid = (db: ReadableDB, requestId: RequestId, source: string): FileSaidRow | undefined =>
  sql<[RequestId, string], FileSaidRow>(
    db,
    'SELECT digest, said FROM file_said WHERE request_id = ? AND source = ?',
  ).get(requestId, source);

/** Whether the origin of a request is known: a source has mentioned it since sources are recorded, or staff created it here. */
export const isOriginKnown = (db: ReadableDB, requestId: RequestId): boolean =>
  sql<object>(
    db,
    `SELECT 1 WHERE EXISTS (SELECT 1 FROM file_said WHERE request_id = @requestId)
        OR EXISTS (SELECT 1 FROM command_log WHERE request_id = @requestId AND kind = 'create-request')`,
  ).get({ requestId }) !== undefined;

/** Stores a source's values of a request, replacing the previous ones. */
export const putFileSaid = (
  db: WritableDB,
  requestId: RequestId,
  source: string,
  { digest, said }: FileSaidRow,
  at: Instant,
): void => {
  sql<[RequestId, string, string, string, Instant]>(
    db,
    `INSERT INTO file_said (request_id, source, digest, said, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (request_id, source) DO UPDATE SET digest = excluded.digest, said = excluded.said, at = excluded.at`,
  ).run(requestId, source, digest, said, at);
};

/** Returns the last known values of a request in each source. */
export const listFileSaid = (
  db: ReadableDB,
  requestId: RequestId,
): (FileSaidRow & { readonly source: string; readonly at: Instant })[] =>
  sql<[RequestId], FileSaidRow & { readonly source: string; readonly at: Instant }>(
    db,
    'SELECT source, digest, said, at FROM file_said WHERE request_id = ? ORDER BY source',
  ).all(requestId);
