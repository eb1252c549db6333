import { sql } from '../../db/sql.ts';
import type { WritableDB } from '../../db/types.ts';

// What this workstation is sending: when its program ends meanwhile, its next start goes on with these rows at once.

/** What is sent. */
type Sent = 'outbox' | 'other_system_message';

/** Notes that this workstation begins to send a row. */
export const noteSending = (db: WritableDB, table: Sent, id: number): void => {
  sql<[Sent, number]>(db, 'INSERT OR IGNORE INTO sending_here (table_name, row_id) VALUES (?, ?)').run(
    table,
    id,
  );
};

/** Notes that it is no longer being sent. */
export const noteSent = (db: WritableDB, table: Sent, id: number): void => {
  sql<[Sent, number]>(db, 'DELETE FROM sending_here WHERE table_name = ? AND row_id = ?').run(table, id);
};

/** A condition on rows that are being sent: by this workstation. */
export const isSentHere = (table: Sent): string =>
  `${table}.id IN (SELECT row_id FROM sending_here WHERE table_name = '${table}')`;

/**
 * A condition on rows that are being sent: a program ended meanwhile. At the start these are the rows of this workstation (`@isStart`), and
 * later those that another one has claimed so long ago (`@before`) that it is not sending them any more.
 */
export const wasInterrupted = (table: Sent): string =>
  `(@isStart = 1 AND (NOT EXISTS (SELECT 1 FROM hub_state) OR ${isSentHere(table)}) OR ${table}.updated_at < @before AND NOT ${isSentHere(table)})`;
