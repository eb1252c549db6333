import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/** The label of a reason that staff may choose, or undefined. */
export const findReasonLabel = (db: ReadableDB, code: string): string | undefined =>
  sql<[string], { readonly label: string }>(
    db,
    'SELECT label FROM cancellation_reason WHERE code = ? AND active = 1',
  ).get(code)?.label;

/** The label of a reason that was chosen once, whether or not it is still offered. */
export const reasonLabel = (db: ReadableDB, code: string): string =>
  sql<[string], { readonly label: string }>(db, 'SELECT label FROM cancellation_reason WHERE code = ?').get(
    code,
  )?.label ?? code;
