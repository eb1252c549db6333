import type { Instant, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import { columnsOf, insertRow, type Table } from '../../db/table.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** The row of a note. */
export type NoteRow = {
  readonly id: number;
  readonly requestId: RequestId;
  /** The step that stored it; empty if a file brought it. */
  readonly opId: OpId | '';
  readonly author: 'partner' | 'staff';
  readonly body: string;
  /** 1 until it is dismissed. */
  readonly active: number;
  readonly createdAt: Instant;
  /** Empty for a partner's note, and if unknown. */
  readonly operatorName: string;
  readonly dismissedAt: Instant | null;
};

const table: Table<NoteRow> = {
  name: 'request_note',
  columns: {
    id: 'id',
    requestId: 'request_id',
    opId: 'op_id',
    author: 'author',
    body: 'body',
    active: 'active',
    createdAt: 'created_at',
    operatorName: 'operator_name',
    dismissedAt: 'dismissed_at',
  },
};

const selectOfRequest = `SELECT ${columnsOf(table)} FROM request_note WHERE request_id = ? ORDER BY id`;
const selectActive = `
  SELECT ${columnsOf(table)} FROM request_note WHERE request_id = ? AND active = 1 ORDER BY created_at, id`;

/** Returns the notes of a request, in the order in which they were stored. */
export const listNotes = (db: ReadableDB, requestId: RequestId): NoteRow[] =>
  sql<[RequestId], NoteRow>(db, selectOfRequest).all(requestId);

/** Returns a note. */
export const findNote = (db: ReadableDB, id: number): NoteRow | undefined =>
  sql<[number], NoteRow>(db, `SELECT ${columnsOf(table)} FROM request_note WHERE id = ?`).get(id);

/** Returns what partners said about a request by some steps, oldest first. */
export const listPartnerNotesOf = (db: ReadableDB, requestId: RequestId, opIds: readonly OpId[]): NoteRow[] =>
  sql<[RequestId, string], NoteRow>(
    db,
    `SELECT ${columnsOf(table)} FROM request_note
      WHERE request_id = ? AND author = 'partner' AND op_id IN (SELECT value FROM json_each(?)) ORDER BY id`,
  ).all(requestId, JSON.stringify(opIds));

/** Returns what a partner said last about a request. */
export const lastPartnerNote = (db: ReadableDB, requestId: RequestId): NoteRow | undefined =>
  sql<[RequestId], NoteRow>(
    db,
    `SELECT ${columnsOf(table)} FROM request_note WHERE request_id = ? AND author = 'partner' ORDER BY created_at DESC, id LIMIT 1`,
  ).get(requestId);

/** Returns the active notes, oldest first. */
export const listActiveNotes = (db: ReadableDB, requestId: RequestId): NoteRow[] =>
  sql<[RequestId], NoteRow>(db, selectActive).all(requestId);

/** Inserts a note of a request. Returns its id. */
export const insertNote = (
  db: WritableDB,
  row: Omit<NoteRow, 'id' | 'dismissedAt'> & Partial<Pick<NoteRow, 'dismissedAt'>>,
): number => insertRow(db, table, { ...row, dismissedAt: row.dismissedAt ?? null });

/** Whether a note is active. */
export const isNoteActive = (db: ReadableDB, noteId: number): boolean =>
  sql<[number]>(db, 'SELECT 1 FROM request_note WHERE id = ? AND active = 1').get(noteId) !== undefined;

/** Dismisses a note. */
export const dismissNote = (db: WritableDB, noteId: number, at: Instant): void => {
  sql<[Instant, number]>(db, 'UPDATE request_note SET active = 0, dismissed_at = ? WHERE id = ?').run(
    at,
    noteId,
  );
};

/** Removes the notes of a request that were not written here. */
export const deleteNotesOfFiles = (db: WritableDB, requestId: RequestId): void => {
  sql<[RequestId]>(db, "DELETE FROM request_note WHERE request_id = ? AND operator_name = ''").run(requestId);
};
