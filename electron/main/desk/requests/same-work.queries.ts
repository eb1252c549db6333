import type { Instant, PatronId, RequestId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

/** An open request, as much of it as tells the work. */
export type OpenOfPatron = {
  readonly id: RequestId;
  readonly externalId: string;
  readonly title: string;
  readonly isbn: string;
  readonly doi: string;
  readonly status: string;
  readonly createdAt: Instant | null;
};

/** The newest open requests of a patron, newest first: a hundred are more than anybody has who is no library. */
export const listOpenOfPatron = (db: ReadableDB, patronId: PatronId): OpenOfPatron[] =>
  sql<[PatronId], OpenOfPatron>(
    db,
    `SELECT id, external_id AS externalId, title, isbn, doi, status, created_at AS createdAt
       FROM request WHERE patron_id = ? AND ended_as IS NULL ORDER BY id DESC LIMIT 100`,
  ).all(patronId);

/** Whether the library has any request. */
export const hasRequests = (db: ReadableDB): boolean =>
  sql<[]>(db, 'SELECT 1 FROM request LIMIT 1').get() !== undefined;
