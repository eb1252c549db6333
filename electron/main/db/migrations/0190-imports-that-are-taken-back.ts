import type { Migration } from '../migrate.ts';

/** Which file said something else, for who has to decide; what was before an import changed it, so that it can be taken back; and which files of a watched folder were imported. */
export const importsThatAreTakenBack: Migration = {
  version: 190,
  up: `
-- The file that said it; empty for conflicts that were found before this was kept.
ALTER TABLE file_conflict ADD COLUMN file_name TEXT NOT NULL DEFAULT '';

CREATE TABLE import_journal (
  -- The number of the import's line in the log of steps.
  import INTEGER PRIMARY KEY,
  -- The step that takes it back, from its beginning: one that was interrupted goes on with it.
  taken_back_by TEXT
) STRICT;

CREATE TABLE import_change (
  import INTEGER NOT NULL,
  -- A table of records, or request: with all that belongs to it; said: of a request only what files said of it.
  kind TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  -- As it was; null where the import added it.
  before TEXT CHECK (json_valid(before)),
  -- The steps that the import took on the request, a JSON list.
  steps TEXT CHECK (json_valid(steps)),
  PRIMARY KEY (import, kind, row_id)
) STRICT, WITHOUT ROWID;

-- Imports are few among the steps.
CREATE INDEX command_log_import ON command_log (seq) WHERE kind = 'import';

CREATE TABLE watched_file (
  -- Of all that is in a file of the watched folder, so that it is known again under any name.
  sha256 TEXT PRIMARY KEY,
  -- The import that read it to its end; null while none has.
  op_id TEXT,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a person changed stays as they left it, and what they deleted is not to live on here.
${['library', 'desk', 'partner', 'patron']
  .flatMap((table) => [
    [`${table}_removed`, `DELETE ON ${table}`],
    [`${table}_edited`, `UPDATE OF edited_at ON ${table} WHEN NEW.edited_at IS NOT OLD.edited_at`],
  ])
  .map(
    ([name, when]) => `CREATE TRIGGER import_change_${name} AFTER ${when}
BEGIN
  DELETE FROM import_change
   WHERE import IN (SELECT import FROM import_journal) AND kind = '${name?.split('_')[0]}' AND row_id = OLD.id;
END;`,
  )
  .join('\n')}
`,
};
