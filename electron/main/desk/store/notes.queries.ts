import type { Instant, RequestId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import { columnsOf, insertRow, type Table } from '../../db/table.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** A note as its row is. */
export type NoteRow = {
  readonly id: number;
  readonly requestId: RequestId;
  readonly author: 'partner' | 'staff';
  readonly body: string;
  /** 1 until somebody has dealt with it. */
  readonly active: number;
  readonly createdAt: Instant;
  /** Empty for a partner's, and where nobody knows. */
  readonly operatorName: string;
  readonly dismissedAt: Instant | null;
};

const table: Table<NoteRow> = {
  name: 'request_note',
  columns: {
    id: 'id',
    requestId: 'request_id',
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

/** The notes of a request, in the order in which they were stored. */
export const listNotes = (db: ReadableDB, requestId: RequestId): NoteRow[] =>
  sql<[RequestId], NoteRow>(db, selectOfRequest).all(requestId);

/** Those that nobody has dealt with, oldest first. */
export const listActiveNotes = (db: ReadableDB, requestId: RequestId): NoteRow[] =>
  sql<[RequestId], NoteRow>(db, selectActive).all(requestId);

/** Keeps a text with a request. Returns the number of the note. */
export const insertNote = (
  db: WritableDB,
  row: Omit<NoteRow, 'id' | 'dismissedAt'> & Partial<Pick<NoteRow, 'dismissedAt'>>,
): number => insertRow(db, table, { ...row, dismissedAt: row.dismissedAt ?? null });

/** Whether nobody has dealt with a note. */
export const isNoteActive = (db: ReadableDB, noteId: number): boolean =>
  sql<[number]>(db, 'SELECT 1 FROM request_note WHERE id = ? AND active = 1').get(noteId) !== undefined;

/** Notes that somebody has dealt with a note. */
export const dismissNote = (db: WritableDB, noteId: number, at: Instant): void => {
  sql<[Instant, number]>(db, 'UPDATE request_note SET active = 0, dismissed_at = ? WHERE id = ?').run(
    at,
    noteId,
  );
};

/** Removes the notes of a request that nobody wrote here. */
export const deleteNotesOfFiles = (db: WritableDB, requestId: RequestId): void => {
  sql<[RequestId]>(db, "DELETE FROM request_note WHERE request_id = ? AND operator_name = ''").run(requestId);
};
