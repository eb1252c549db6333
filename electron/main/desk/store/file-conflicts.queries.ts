import type { Instant, RequestId } from '../../../../shared/domain/ids.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { dismissNote, isNoteActive } from './notes.queries.ts';

/** A field of which a file and this desk say different things. Values as they are stored; null for nothing. */
export type FileConflict = {
  readonly requestId: RequestId;
  readonly source: string;
  readonly field: string;
  /** What the file said before. */
  readonly before: string | null;
  readonly here: string | null;
  readonly there: string | null;
  /** Without its folder; empty where it is not known any more. */
  readonly fileName: string;
};

/** A conflict that waits for a person. */
export type OpenConflict = FileConflict & {
  readonly id: number;
  /** The active note that tells of it. */
  readonly noteId: number;
  readonly foundAt: Instant;
};

/** Conflicts of which nobody has dealt with the note. */
export const openConflicts = `
  file_conflict JOIN request_note ON request_note.id = note_id AND request_note.active = 1 WHERE settled_at IS NULL`;

/** The conflicts of a request that nobody has settled, oldest first. */
export const listOpenConflicts = (db: ReadableDB, requestId: RequestId): OpenConflict[] =>
  sql<[RequestId], OpenConflict>(
    db,
    `SELECT file_conflict.id, note_id AS noteId, file_conflict.request_id AS requestId, source, field, before, here, there,
            file_name AS fileName, found_at AS foundAt
       FROM ${openConflicts} AND file_conflict.request_id = ? ORDER BY file_conflict.id`,
  ).all(requestId);

/** Whether a file has settled a conflict, or found another one of its field, after a person had dealt with its note. */
export const isSettledByFile = (db: ReadableDB, noteId: number): boolean =>
  sql<[number]>(db, 'SELECT 1 FROM file_conflict WHERE note_id = ? AND settled_at IS NOT NULL').get(
    noteId,
  ) !== undefined;

type Which = Pick<FileConflict, 'requestId' | 'source' | 'field'>;

/** Ends the conflict of a field, if there is one, with its note: the file says what stands here, or says something else now. */
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

/** Notes a conflict with the note that tells of it, in the place of an earlier one of the same field. */
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

/** All conflicts of a request, settled ones included, oldest first. */
export const listConflicts = (db: ReadableDB, requestId: RequestId): StoredConflict[] =>
  sql<[RequestId], StoredConflict>(
    db,
    `SELECT request_id AS requestId, source, field, before, here, there, note_id AS noteId, file_name AS fileName, found_at AS foundAt, settled_at AS settledAt
       FROM file_conflict WHERE request_id = ? ORDER BY id`,
  ).all(requestId);
