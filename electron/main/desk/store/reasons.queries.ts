import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

/** A reason for cancelling a request. */
export type ReasonRow = { readonly code: string; readonly label: string; readonly active: 0 | 1 };

/** The reasons that staff may choose, in their order. */
export const listReasonsInUse = (db: ReadableDB): ReasonRow[] =>
  sql<[], ReasonRow>(
    db,
    'SELECT code, label, active FROM cancellation_reason WHERE active = 1 ORDER BY position, id',
  ).all();

/** A reason, still offered or not; or undefined. */
export const findReason = (db: ReadableDB, code: string): ReasonRow | undefined =>
  sql<[string], ReasonRow>(db, 'SELECT code, label, active FROM cancellation_reason WHERE code = ?').get(
    code,
  );
