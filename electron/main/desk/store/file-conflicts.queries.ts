import type { Instant, RequestId } from '../../../../shared/domain/ids.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { dismissNote, isNoteActive } from './notes.queries.ts';

/** A field for which a file and this desk have different values, as stored; null for an empty value. */
export type FileConflict = {
  readonly requestId: RequestId;
  readonly source: string;
  readonly field: string;
  /** The file's previous value. */
  readonly before: string | null;
  readonly here: string | null;
  readonly there: string | null;
  /** Without its folder; empty if no longer known. */
  readonly fileName: string;
};

/** A conflict that staff must settle. */
export type OpenConflict = FileConflict & {
  readonly id: number;
  /** The active note about it. */
  readonly noteId: number;
  readonly foundAt: Instant;
};

/** Conflicts whose note is still active. */
export const openConflicts = `
  file_conflict JOIN request_note ON request_note.id = note_id AND request_note.active = 1 WHERE settled_at IS NULL`;

/** Returns the open conflicts of a request, oldest first. */
export const listOpenConflicts = (db: ReadableDB, requestId: RequestId): OpenConflict[] =>
  sql<[RequestId], OpenConflict>(
    db,
    `SELECT file_conflict.id, note_id AS noteId, file_conflict.request_id AS requestId, source, field, before, here, there,
            file_name AS fileName, found_at AS foundAt
       FROM ${openConflicts} AND file_conflict.request_id = ? ORDER BY file_conflict.id`,
  ).all(requestId);

/** Whether a file settled a conflict, or raised another one for its field, after staff had dismissed its note. */
export const isSettledByFile = (db: ReadableDB, noteId: number): boolean =>
  sql<[number]>(db, 'SELECT 1 FROM file_conflict WHERE note_id = ? AND settled_at IS NOT NULL').get(
    noteId,
  ) !== undefined;

type Which = Pick<FileConflict, 'requestId' | 'source' | 'field'>;

/** Settles the open conflict of a field, if any, and dismisses its note: the file agrees with the desk, or now has another value. */
export const settleConflict = (db: WritableDB, { requestId, source, field }: Which, at: Instant): void => {
  const found = sql<[RequestId, string, string], { readonly id: number; readonly noteId: number | null }>(
    db,
    `SELECT id, note_id AS noteId FROM file_conflict
      WHERE request_id = ? AND source = ? AND field = ? AND settled_at IS NULL`,
  ).get(requestId, source, field);
  if (!found) return;
  sql<[Instant, number]>(db, 'UPDATE file_conflict SET settled_at = ? WHERE id = ?').run(at, found.id);
  if (found.noteId !== null && isNoteActive(db, found.noteId)) dismissNote(db, found.noteId, at);
};

/** Stores a conflict with the note about it, replacing an earlier one of the same field. */
export const putConflict = (
  db: WritableDB,
  conflict: FileConflict & { readonly noteId: number | null },
  at: Instant,
  settledAt: Instant | null = null,
): void => {
  sql<object>(
    db,
    `INSERT INTO file_conflict (id, request_id, source, field, before, here, there, note_id, file_name, found_at, settled_at)
     VALUES (@id, @requestId, @source, @field, @before, @here, @there, @noteId, @fileName, @at, @settledAt)`,
  ).run({ ...conflict, id: newId(db, 'file_conflict'), at, settledAt });
};

/** A conflict with its note, and when it was found and settled. */
export type StoredConflict = FileConflict & {
  readonly noteId: number | null;
  readonly foundAt: Instant;
  readonly settledAt: Instant | null;
};

/** Returns all conflicts of a request, settled ones included, oldest first. */
export const listConflicts = (db: ReadableDB, requestId: RequestId): StoredConflict[] =>
  sql<[RequestId], StoredConflict>(
    db,
    `SELECT request_id AS requestId, source, field, before, here, there, note_id AS noteId, file_name AS fileName, found_at AS foundAt, settled_at AS settledAt
       FROM file_conflict WHERE request_id = ? ORDER BY id`,
  ).all(requestId);
