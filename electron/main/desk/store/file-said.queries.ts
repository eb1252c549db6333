import type { Instant, RequestId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** What a source of files said of a request the last time: the digest of its row, and its fields as JSON. */
type FileSaidRow = { readonly digest: string; readonly said: string };

/** What a source said of a request the last time, or undefined. */
export const findFileSaid = (db: ReadableDB, requestId: RequestId, source: string): FileSaidRow | undefined =>
  sql<[RequestId, string], FileSaidRow>(
    db,
    'SELECT digest, said FROM file_said WHERE request_id = ? AND source = ?',
  ).get(requestId, source);

/**
 * Whether it is known where a request came from: a source has said something of it since that is kept, or a person made it here.
 */
export const isOriginKnown = (db: ReadableDB, requestId: RequestId): boolean =>
  sql<object>(
    db,
    `SELECT 1 WHERE EXISTS (SELECT 1 FROM file_said WHERE request_id = @requestId)
        OR EXISTS (SELECT 1 FROM command_log WHERE request_id = @requestId AND kind = 'create-request')`,
  ).get({ requestId }) !== undefined;

/** Keeps what a source says of a request in the place of what it said before. */
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

/** What each source said of a request the last time. */
export const listFileSaid = (
  db: ReadableDB,
  requestId: RequestId,
): (FileSaidRow & { readonly source: string; readonly at: Instant })[] =>
  sql<[RequestId], FileSaidRow & { readonly source: string; readonly at: Instant }>(
    db,
    'SELECT source, digest, said, at FROM file_said WHERE request_id = ? ORDER BY source',
  ).all(requestId);
