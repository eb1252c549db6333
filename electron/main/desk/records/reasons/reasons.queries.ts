import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/** Returns how many requests were cancelled for a reason. */
export const countReasonUses = (db: ReadableDB, code: string): number =>
  sql<[string], { readonly n: number }>(db, 'SELECT count(*) AS n FROM request WHERE cancel_reason = ?').get(
    code,
  )?.n ?? 0;
