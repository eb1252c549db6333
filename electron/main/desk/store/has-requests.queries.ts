import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

/** Whether the database contains any request. */
export const hasRequests = (db: ReadableDB): boolean =>
  sql<[]>(db, 'SELECT 1 FROM request LIMIT 1').get() !== undefined;
