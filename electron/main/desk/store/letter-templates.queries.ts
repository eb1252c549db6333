import type { Instant, LibraryId } from '../../../../shared/domain/ids.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** A template that a library changed. */
type ChangedTemplate = {
  readonly libraryId: LibraryId;
  readonly code: string;
  readonly subject: string;
  readonly body: string;
};

const columns = 'library_id AS libraryId, code, subject, body';

/** Returns a library's changed template of a letter, or undefined if it uses the default. */
export const findTemplate = (
  db: ReadableDB,
  libraryId: LibraryId,
  code: string,
): ChangedTemplate | undefined =>
  sql<[LibraryId, string], ChangedTemplate>(
    db,
    `SELECT ${columns} FROM letter_template WHERE library_id = ? AND code = ?`,
  ).get(libraryId, code);

/** Stores a changed template. */
export const putTemplate = (db: WritableDB, row: ChangedTemplate & { readonly at: Instant }): void => {
  sql<object>(
    db,
    `INSERT INTO letter_template (id, library_id, code, subject, body, updated_at) VALUES (@id, @libraryId, @code, @subject, @body, @at)
     ON CONFLICT (library_id, code) DO UPDATE SET subject = excluded.subject, body = excluded.body, updated_at = excluded.updated_at`,
  ).run({ ...row, id: newId(db, 'letter_template') });
};

/** Restores the default text. */
export const deleteTemplate = (db: WritableDB, libraryId: LibraryId, code: string): void => {
  sql<[LibraryId, string]>(db, 'DELETE FROM letter_template WHERE library_id = ? AND code = ?').run(
    libraryId,
    code,
  );
};

/** Removes all texts of a library. */
export const deleteTemplatesOfLibrary = (db: WritableDB, libraryId: LibraryId): void => {
  sql<[LibraryId]>(db, 'DELETE FROM letter_template WHERE library_id = ?').run(libraryId);
};

/** Returns all changed templates. */
export const listTemplates = (db: ReadableDB): (ChangedTemplate & { readonly at: Instant })[] =>
  sql<[], ChangedTemplate & { readonly at: Instant }>(
    db,
    `SELECT ${columns}, updated_at AS at FROM letter_template ORDER BY id`,
  ).all();
