import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

/** Whether a library has no request, and no report counts any. */
export const canBeFilled = (db: ReadableDB): boolean =>
  sql<[]>(
    db,
    'SELECT 1 FROM report_state WHERE requests_to = 0 AND NOT EXISTS (SELECT 1 FROM request)',
  ).get() !== undefined;
