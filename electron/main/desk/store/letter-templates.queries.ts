import type { Instant } from '../../../../shared/domain/ids.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** A template that this library changed. */
type ChangedTemplate = { readonly code: string; readonly subject: string; readonly body: string };

/** The changed template of a letter, or undefined where it is as the program brings it. */
export const findTemplate = (db: ReadableDB, code: string): ChangedTemplate | undefined =>
  sql<[string], ChangedTemplate>(db, 'SELECT code, subject, body FROM letter_template WHERE code = ?').get(
    code,
  );

/** Keeps a changed template. */
export const putTemplate = (db: WritableDB, row: ChangedTemplate & { readonly at: Instant }): void => {
  sql<object>(
    db,
    `INSERT INTO letter_template (id, code, subject, body, updated_at) VALUES (@id, @code, @subject, @body, @at)
     ON CONFLICT (code) DO UPDATE SET subject = excluded.subject, body = excluded.body, updated_at = excluded.updated_at`,
  ).run({ ...row, id: newId(db, 'letter_template') });
};

/** Goes back to the text that the program brings. */
export const deleteTemplate = (db: WritableDB, code: string): void => {
  sql<[string]>(db, 'DELETE FROM letter_template WHERE code = ?').run(code);
};

/** All templates that were changed. */
export const listTemplates = (db: ReadableDB): (ChangedTemplate & { readonly at: Instant })[] =>
  sql<[], ChangedTemplate & { readonly at: Instant }>(
    db,
    'SELECT code, subject, body, updated_at AS at FROM letter_template ORDER BY id',
  ).all();
