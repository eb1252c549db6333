import type { Migration } from '../migrate.ts';

/**
 * The full citation of a request, so that a partner finds what is asked for; its ISBN, ISSN and DOI are found by the search.
 * And of which request it is the same once more. What is stored had none of these, so no word is indexed anew.
 */
export const fullCitation: Migration = {
  version: 100,
  up: `
-- Book, article, chapter or other; empty where nobody said, like all of the citation.
ALTER TABLE request ADD COLUMN material_type TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN journal TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN journal_volume TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN issue TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN pages TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN year TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN edition TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN publisher TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN isbn TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN issn TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN doi TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN language TEXT NOT NULL DEFAULT '';
-- A day of the calendar.
ALTER TABLE request ADD COLUMN needed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN maximum_cost TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN partner_note TEXT NOT NULL DEFAULT '';

ALTER TABLE request ADD COLUMN again_of INTEGER REFERENCES request (id);
CREATE INDEX request_again_of ON request (again_of) WHERE again_of IS NOT NULL;

DROP TRIGGER request_search_changed;
CREATE TRIGGER request_search_changed AFTER UPDATE OF external_id, title, author, patron_id, isbn, issn, doi ON request
WHEN OLD.external_id <> NEW.external_id OR OLD.title <> NEW.title OR OLD.author <> NEW.author
  OR OLD.patron_id IS NOT NEW.patron_id OR OLD.isbn <> NEW.isbn OR OLD.issn <> NEW.issn OR OLD.doi <> NEW.doi
BEGIN
  INSERT INTO request_search_todo VALUES (NEW.id) ON CONFLICT DO NOTHING;
END;
`,
};
